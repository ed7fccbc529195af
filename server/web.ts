import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { errorCode, StartupError } from "@/db/startup-error";
import { type Log, loggedPath, withCorrelation } from "@/server/log";
import { securePage, secureReply } from "@/server/security-headers";

/** Who answers what: set when ready, until then every request is asked to come back in a moment. */
export type Handlers = { api: RequestListener; page: RequestListener };

export type Web = {
  server: Server;
  /** Hands the requests over; before it is called they are answered 503. */
  serve: (handlers: Handlers) => void;
  /** Stops accepting, waits for the requests under way, ten seconds at most, and closes what is left. */
  drain: () => Promise<void>;
};

const drainMilliseconds = 10_000;
const slowMilliseconds = 1000;

/** Listens on the configured address; a port that is taken is a `StartupError`. */
export async function listen(options: { port: number; host?: string; isDevelopment: boolean; log: Log }): Promise<Web> {
  let handlers: Handlers | undefined;
  const server = createServer((request, response) => {
    const id = takeCorrelationId(request, response);
    withCorrelation(id, () => {
      secureReply(response);
      if (!handlers) return answerStarting(response);
      logOutcome(request, response, options.log);
      if (isApiRequest(request)) return handlers.api(request, response);
      securePage(request, response, options.isDevelopment);
      handlers.page(request, response);
    });
  });
  // Longer than the idle time of common balancers, so that it is they who close a connection and no request is lost on the way.
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 20_000;
  server.requestTimeout = 120_000;
  await new Promise<void>((ready, fail) => {
    server.once("error", fail);
    server.listen(options.port, options.host, ready);
  }).catch((error) => {
    throw listenRefused(error, options.port, options.host);
  });
  return {
    server,
    serve: (ready) => {
      handlers = ready;
    },
    // Nobody waits for a restart during development, least of all for the sockets of Next's page reloader.
    drain: () => drain(server, options.isDevelopment ? 200 : drainMilliseconds),
  };
}

/** The port that the system gave, for `PORT=0`. */
export function listeningPort(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function listenRefused(error: unknown, port: number, host = ""): StartupError {
  const code = errorCode(error);
  if (code === "EADDRINUSE") {
    return new StartupError(
      `Port ${port} is already in use; stop the program that has it, or set PORT to another one.`,
    );
  }
  if (code === "EACCES")
    return new StartupError(`This user may not listen on port ${port}; set PORT to one above 1023.`);
  return new StartupError(
    `Lintel cannot listen on ${host}:${port} (${code}); set HOST and PORT to an address of this machine.`,
  );
}

function isApiRequest({ method, url = "/" }: IncomingMessage): boolean {
  // Mail programs unsubscribe with one POST to the address that people open as a page.
  if (method === "POST" && url.startsWith("/unsubscribe/")) return true;
  return url.startsWith("/api/v1/") || /^\/(api\/v1|healthz|readyz)(\?|$)/.test(url);
}

/** The caller's own correlation id if it is harmless to log, else a new one; passed on in the request and back in the reply. */
function takeCorrelationId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers["x-correlation-id"];
  const id = typeof given === "string" && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
  request.headers["x-correlation-id"] = id;
  response.setHeader("X-Correlation-ID", id);
  return id;
}

function logOutcome(request: IncomingMessage, response: ServerResponse, log: Log): void {
  const begin = performance.now();
  response.once("close", () => {
    const milliseconds = Math.round(performance.now() - begin);
    const path = loggedPath(request.url ?? "");
    const entry = { method: request.method, path, status: response.statusCode, milliseconds };
    if (response.statusCode >= 500) log.warn(entry, "request failed");
    else if (milliseconds > slowMilliseconds) log.info(entry, "slow request");
    else log.debug(entry, "request");
  });
}

function answerStarting(response: ServerResponse): void {
  response.writeHead(503, { "Content-Type": "text/plain; charset=utf-8", "Retry-After": "1", Refresh: "1" });
  response.end("Lintel is starting.\n");
}

async function drain(server: Server, milliseconds: number): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeIdleConnections();
  await Promise.race([closed, wait(milliseconds, undefined, { ref: false })]);
  server.closeAllConnections();
}
