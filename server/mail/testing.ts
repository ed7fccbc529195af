import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerDataStream } from "smtp-server";

/** Where a delivery stands, for a test that interferes at that moment. */
export type Phase = "connected" | "sender" | "recipient" | "content" | "stored";

export type Received = {
  recipients: string[];
  /** As it came over the line. */
  raw: string;
  header: (name: string) => string | undefined;
  subject: string;
  text: string;
  html: string;
};

type Interference = (phase: Phase, recipient: string) => Error | undefined | Promise<Error | undefined>;

/** An SMTP server on a free port of this machine that keeps what it takes; `interfere` may refuse with a code, or wait. */
export async function startMailServer() {
  const received: Received[] = [];
  let interfere: Interference = () => undefined;
  const at = (phase: Phase, recipient: string, done: (error?: Error | null) => void) =>
    void Promise.resolve(interfere(phase, recipient)).then((error) => done(error ?? null));
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onConnect: (_, done) => at("connected", "", done),
    onMailFrom: (_, session, done) => at("sender", session.id, done),
    onRcptTo: ({ address }, _, done) => at("recipient", address, done),
    onData: (stream, session, done) => {
      const recipients = session.envelope.rcptTo.map(({ address }) => address);
      void readAll(stream, () => interfere("content", recipients[0] ?? "")).then((raw) => {
        received.push(parse(raw, recipients));
        at("stored", recipients[0] ?? "", done);
      });
    },
  });
  // A client that is killed is what some tests are about.
  server.on("error", () => {});
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.server.address() as AddressInfo;
  return {
    received,
    url: `smtp://127.0.0.1:${port}`,
    interfere: (by: Interference) => {
      interfere = by;
    },
    /** A refusal with an SMTP code. */
    refusal: (code: number, text: string) => Object.assign(new Error(text), { responseCode: code }),
    close: () => new Promise<void>((closed) => server.close(closed)),
  };
}

export type MailServer = Awaited<ReturnType<typeof startMailServer>>;

async function readAll(stream: SMTPServerDataStream, begun: () => unknown): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (chunks.length === 0) await begun();
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(raw: string, recipients: string[]): Received {
  const [head = "", body = ""] = halves(raw);
  const header = (name: string) => headerOf(head, name);
  const boundary = /boundary="?([^";]+)"?/i.exec(header("Content-Type") ?? "")?.[1];
  const parts = boundary ? body.split(`--${boundary}`) : [raw];
  const part = (type: string) => {
    const found = parts.find((each) => headerOf(halves(each.trimStart())[0] ?? "", "Content-Type")?.startsWith(type));
    const [partHead = "", content = ""] = halves((found ?? "").trimStart());
    return decode(content, headerOf(partHead, "Content-Transfer-Encoding"));
  };
  const subject = decodeWords(header("Subject") ?? "");
  return { recipients, raw, header, subject, text: part("text/plain"), html: part("text/html") };
}

const halves = (text: string) => {
  const at = text.indexOf("\r\n\r\n");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 4)];
};

function headerOf(head: string, name: string): string | undefined {
  const unfolded = head.replace(/\r\n[ \t]+/g, " ");
  const line = unfolded.split("\r\n").find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim();
}

function decode(content: string, encoding = "7bit"): string {
  const text = content.replaceAll("\r\n", "\n");
  if (encoding.toLowerCase() === "base64") return Buffer.from(text, "base64").toString("utf8");
  return encoding.toLowerCase() === "quoted-printable" ? decodeQuoted(text.replace(/=\n/g, "")) : text;
}

const decodeQuoted = (text: string) =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    // Bytes above 127 that were not encoded do not occur; those that were are bytes of UTF-8.
    "latin1",
  ).toString("utf8");

const decodeWords = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === "B"
        ? Buffer.from(word, "base64").toString("utf8")
        : decodeQuoted(word.replaceAll("_", " ")),
    );
