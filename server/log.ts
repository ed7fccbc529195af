import { AsyncLocalStorage } from "node:async_hooks";
import pino from "pino";
import type { Config } from "@/server/config";

export type Log = pino.Logger;

const correlation = new AsyncLocalStorage<string>();

/** Runs `work` so that every log line written within it, however deep, carries this correlation id. */
export function withCorrelation<Result>(id: string, work: () => Result): Result {
  return correlation.run(id, work);
}

/** The correlation id of the request being served, if one is. */
export function correlationId(): string | undefined {
  return correlation.getStore();
}

/** The path of an address as it may be logged: without the query, and without the token that opens a link. */
export function loggedPath(url: string): string {
  const path = url.split("?", 1)[0] ?? "";
  return path.replace(/(\/(?:share|invitations)\/)[^/.]+/, "$1…");
}

/** The log of the process: JSON lines for machines, one readable line per entry on a terminal. */
export function createLog(config: Pick<Config, "logLevel" | "logFormat">): Log {
  const options: pino.LoggerOptions = {
    level: config.logLevel,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: () => {
      const id = correlationId();
      return id ? { correlationId: id } : {};
    },
    redact: ["*.password", "*.token", "*.secret", "*.cookie", "*.authorization"],
  };
  // Written at once, so that the last words of a dying process are not lost in a buffer.
  if (config.logFormat === "json") return pino(options, pino.destination({ dest: 1, sync: true }));
  return pino(options, { write: (line: string) => process.stdout.write(readableLine(line)) });
}

function readableLine(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line);
  const details = Object.entries(rest).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  const stack = err?.stack ? `\n${err.stack}` : "";
  return `${[String(time).slice(11, 19), level, msg, ...details].join("  ")}${stack}\n`;
}
