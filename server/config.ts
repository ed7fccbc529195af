import { z } from "zod";
import { StartupError } from "@/db/startup-error";

const switchOn = z
  .enum(["0", "1", "false", "true", ""])
  .optional()
  .transform((value) => value === "1" || value === "true");

const environment = z.object({
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default(""),
  LINTEL_URL: z
    .url({ protocol: /^https?$/ })
    .regex(/^\w+:\/\/[^/?#]+\/?$/, "it must not have a path")
    .optional(),
  LINTEL_DATA_DIR: z.string().min(1).default("./data"),
  DATABASE_URL: z.string().optional(),
  LINTEL_DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  LINTEL_UNSAFE_DATABASE: switchOn,
  LINTEL_OPEN_SIGN_UP: switchOn,
  LINTEL_REQUESTS_PER_MINUTE: z.coerce.number().int().min(0).max(10_000_000).default(3000),
  LINTEL_TRUSTED_PROXIES: z.string().default(""),
  LINTEL_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  LINTEL_LOG_FORMAT: z.enum(["json", "text"]).optional(),
});

/** How this process is to run, from its environment. The table in README.md says what each variable means. */
export type Config = {
  isDevelopment: boolean;
  port: number;
  /** The address to listen on; undefined is every address of the machine. */
  host: string | undefined;
  /** The address people use, without a slash at the end, where it differs from what the browser sends (behind a proxy). */
  publicUrl: string | undefined;
  dataDir: string;
  /** Undefined starts the embedded PostgreSQL. */
  databaseUrl: string | undefined;
  databasePool: number;
  allowsUnsafeDatabase: boolean;
  /** Whether anybody may sign up once the first person has; else it takes an invitation. */
  allowsSignUp: boolean;
  /** Requests to the API that one person, or one address without a person, may make in a minute; 0 is no limit. */
  requestsPerMinute: number;
  /** Addresses or networks (`10.0.0.0/8`) whose `X-Forwarded-For` is believed. */
  trustedProxies: string[];
  logLevel: "debug" | "info" | "warn" | "error";
  logFormat: "json" | "text";
};

/** Reads the configuration; a value that makes no sense is a `StartupError` that names the variable. */
export function readConfig(variables: Record<string, string | undefined>): Config {
  // An empty variable is what a compose file passes for one that is not set.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new StartupError(`The environment variable ${issue?.path.join(".")} is not valid: ${issue?.message}.`);
  }
  const values = parsed.data;
  return {
    isDevelopment: values.NODE_ENV === "development",
    port: values.PORT,
    host: values.HOST || undefined,
    publicUrl: values.LINTEL_URL?.replace(/\/+$/, ""),
    dataDir: values.LINTEL_DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    databasePool: values.LINTEL_DATABASE_POOL,
    allowsUnsafeDatabase: values.LINTEL_UNSAFE_DATABASE,
    allowsSignUp: values.LINTEL_OPEN_SIGN_UP,
    requestsPerMinute: values.LINTEL_REQUESTS_PER_MINUTE,
    trustedProxies: values.LINTEL_TRUSTED_PROXIES.split(/[\s,]+/).filter(Boolean),
    logLevel: values.LINTEL_LOG_LEVEL,
    logFormat: values.LINTEL_LOG_FORMAT ?? (process.stdout.isTTY ? "text" : "json"),
  };
}
