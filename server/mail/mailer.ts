import { createTransport } from "nodemailer";
import type { MailConfig } from "@/server/config";

export type Letter = {
  messageId: string;
  recipient: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
};

/** A connection to the SMTP server for some letters, one after the other. */
export type Mailer = { send: (letter: Letter) => Promise<void>; close: () => void };

/**
 * Opens it at the first letter. Over `smtp:` the line is encrypted where the server offers it, and must be where a password would
 * go over it; on the machine itself there is nobody to hide from, and certificates there are rarely ones to check.
 */
export function openMailer(config: Pick<MailConfig, "smtpUrl" | "from">): Mailer {
  const url = new URL(config.smtpUrl);
  const isSecure = url.protocol === "smtps:";
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  const transport = createTransport({
    pool: true,
    maxConnections: 1,
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port ? Number(url.port) : isSecure ? 465 : 587,
    secure: isSecure,
    ignoreTLS: isLocal && !isSecure,
    requireTLS: Boolean(url.username) && !isLocal && !isSecure,
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // A letter is text and never a name of something to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // Without a listener a connection that is lost between two letters would end the process.
  transport.on("error", () => {});
  return {
    send: async ({ recipient, ...letter }) => {
      await transport.sendMail({ from: config.from, to: { name: "", address: recipient }, ...letter });
    },
    close: () => transport.close(),
  };
}

/** Why a letter was not taken, and whether asking again could change that. */
export type Failure = { reason: string; isFinal: boolean };

/**
 * What an error of `send` means. Final is only what the server says for good (5xx) about the recipient or the content; a refused
 * password or sender is a matter of configuration, which somebody may mend while the mail waits.
 */
export function failureOf(error: unknown): Failure {
  const { message, responseCode, command } = (error ?? {}) as {
    message?: string;
    responseCode?: number;
    command?: string;
  };
  const isAboutLetter = command === "RCPT TO" || command === "DATA";
  return {
    reason: (message ?? String(error)).slice(0, 500),
    isFinal: isAboutLetter && responseCode !== undefined && responseCode >= 500,
  };
}
