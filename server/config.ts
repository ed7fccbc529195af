import { z } from "zod";
import { StartupError } from "@/db/startup-error";

const switchOn = z
  .enum(["0", "1", "false", "true", ""])
  .optional()
  .transform((value) => value === "1" || value === "true");

/** `lintel@example.com` or `Lintel <lintel@example.com>`. */
const mailAddress = z.string().refine((text) => {
  const [, address = text] = /^[^<>\r\n]*<([^<>]+)>$/.exec(text.trim()) ?? [];
  return z.email().safeParse(address.trim()).success;
}, "it must be an address such as Lintel <lintel@example.com>");

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
  LINTEL_SMTP_URL: z.url({ protocol: /^smtps?$/, error: "it must look like smtp://user:password@host:587" }).optional(),
  LINTEL_MAIL_FROM: mailAddress.optional(),
  LINTEL_MAIL_DELAY: z.coerce.number().int().min(0).max(3600).default(60),
  LINTEL_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  LINTEL_LOG_FORMAT: z.enum(["json", "text"]).optional(),
});

export type MailConfig = {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. */
  smtpUrl: string;
  from: string;
  /** The address of Lintel that links in mails begin with. */
  publicUrl: string;
  /** Seconds that a mail which is wanted at once waits, so that what happens in them comes together. */
  delaySeconds: number;
};

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
  /** Undefined sends no mail. */
  mail: MailConfig | undefined;
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
    mail: mailOf(values),
    logLevel: values.LINTEL_LOG_LEVEL,
    logFormat: values.LINTEL_LOG_FORMAT ?? (process.stdout.isTTY ? "text" : "json"),
  };
}

/** Mail needs a server, a sender, and an address for its links: one without the others is a mistake to name, not to pass over. */
function mailOf(values: z.output<typeof environment>): MailConfig | undefined {
  const { LINTEL_SMTP_URL: smtpUrl, LINTEL_MAIL_FROM: from, LINTEL_URL: publicUrl } = values;
  if (!smtpUrl) return undefined;
  if (!from)
    throw new StartupError("LINTEL_SMTP_URL is set, but LINTEL_MAIL_FROM is not: set it to the sender of the mails.");
  if (!publicUrl)
    throw new StartupError(
      "LINTEL_SMTP_URL is set, but LINTEL_URL is not: set it to the address that links in mails shall begin with.",
    );
  return { smtpUrl, from, publicUrl: publicUrl.replace(/\/+$/, ""), delaySeconds: values.LINTEL_MAIL_DELAY };
}
