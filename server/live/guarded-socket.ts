import { EventEmitter } from "node:events";
import { createDecoder, type Decoder, readVarString, readVarUint, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from "lib0/encoding";
import type { WebSocket } from "ws";
import { modifyAwarenessUpdate } from "y-protocols/awareness";
import { decodeStateVector } from "yjs";
import { type LiveCode, liveCode, reviewOfDocument } from "@/core/live";
import { maxDraftBytes, maxUpdateBytes } from "@/server/draft-update";
import { cleanPresence } from "@/server/live/presence";
import { rateLimit } from "@/server/live/rate-limit";

/** Types of messages, as Hocuspocus numbers them. */
const messageType = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, syncReply: 4, close: 7 } as const;
const syncType = { step1: 0, step2: 1, update: 2 } as const;

const permissionDenied = 1;

const kilobyte = 1024;
const mostAwarenessBytes = 16 * kilobyte;
/** A state vector names everybody who ever wrote, ten bytes each. */
const mostQuestionBytes = 1024 * kilobyte;
/** Above this much that is not stored yet, reading from the socket stops until some of it is. */
const mostHeldBytes = 8 * 1024 * kilobyte;
const mostHeldMessages = 256;
/** A reader this far behind is dropped: it gets the whole draft when it comes back. */
const mostUnreadBytes = 2 * maxDraftBytes;
const mostMessagesBeforeDocument = 64;

export type EditMessage = { update: Uint8Array; isWholeState: boolean };
type Presence = { user: { id: string; name: string }; owns: (clientId: number) => boolean };

/**
 * A browser's socket as Hocuspocus may see it: only messages of the draft protocol, about the one document the socket is for,
 * within their sizes and rates, and with the sender's own name in their presence. Reading pauses while edits wait for the
 * database, so a flood waits in the sender's own buffers; a reader that does not read is dropped.
 */
export class GuardedSocket extends EventEmitter {
  binaryType = "nodebuffer";
  /** The document this socket is for, from its first message. */
  documentName: string | null = null;
  /** Whether Hocuspocus has joined it to the document. */
  isJoined = false;
  /** What its holder might do when it was opened. */
  rights: "edit" | "read" | null = null;
  private isClosing = false;
  private heldBytes = 0;
  private heldMessages = 0;
  private hasGreeted = false;
  private early = 0;
  private readonly questions = rateLimit(20, 1);
  private readonly presences = rateLimit(200, 60);

  constructor(
    private readonly socket: WebSocket,
    private readonly presence: Presence,
  ) {
    super();
    socket.on("message", (data: Buffer, isBinary: boolean) => this.receive(data, isBinary));
    socket.on("pong", () => this.emit("pong"));
    socket.on("close", (code, reason) => this.emit("close", code, reason));
    // A "close" follows each error.
    socket.on("error", () => {});
  }

  get readyState(): number {
    return this.socket.readyState;
  }

  ping(): void {
    this.socket.ping();
  }

  send(data: Uint8Array, done: (error?: Error) => void): void {
    if (!this.isJoined && isPermissionDenied(data)) {
      this.close(liveCode.notStored, "The draft could not be opened at the moment.");
      return;
    }
    if (this.socket.bufferedAmount > mostUnreadBytes) this.socket.terminate();
    else this.socket.send(data, done);
  }

  /** Closes the socket and hears no more of it; the reason is a sentence for the user. */
  close(code: LiveCode | number = 1000, reason = ""): void {
    if (this.isClosing) return;
    this.isClosing = true;
    this.socket.resume();
    this.socket.close(code, shorten(reason));
    setTimeout(() => this.socket.terminate(), 3000).unref();
  }

  terminate(): void {
    this.isClosing = true;
    this.socket.terminate();
  }

  /** Counts an edit that waits for the database. Call what it answers when it no longer does. */
  hold(bytes: number): () => void {
    this.heldBytes += bytes;
    this.heldMessages++;
    if (this.heldBytes > mostHeldBytes || this.heldMessages > mostHeldMessages) this.socket.pause();
    return () => {
      this.heldBytes -= bytes;
      this.heldMessages--;
      if (this.heldBytes <= mostHeldBytes / 2 && this.heldMessages <= mostHeldMessages / 2) this.socket.resume();
    };
  }

  private receive(data: Buffer, isBinary: boolean): void {
    if (this.isClosing) return;
    try {
      const message = isBinary ? this.inspect(data) : null;
      if (message === null && !isBinary) this.close(liveCode.badMessage, "Only binary messages are understood here.");
      if (message) this.emit("message", message);
    } catch {
      this.close(liveCode.badMessage, "A message could not be read. Load the page again.");
    }
  }

  /** The message if Hocuspocus may have it, `null` if it is dropped; closes the socket on what no browser of ours sends. */
  private inspect(data: Buffer): Uint8Array | null {
    const decoder = createDecoder(data);
    const name = readVarString(decoder);
    const type = readVarUint(decoder);
    this.documentName ??= reviewOfDocument(name) === null ? null : name;
    if (name !== this.documentName) return this.refuse(liveCode.badMessage, "A socket is for one draft.");
    if (!this.isJoined && ++this.early > mostMessagesBeforeDocument) {
      return this.refuse(liveCode.tooMany, "Too many messages before the draft was open.");
    }
    switch (type) {
      case messageType.sync:
      case messageType.syncReply:
        return this.inspectSync(data, decoder);
      case messageType.awareness:
        if (data.length > mostAwarenessBytes) return this.refuse(liveCode.tooLarge, "A presence message is too large.");
        return this.presences() ? this.signPresence(name, readVarUint8Array(decoder)) : null;
      case messageType.auth:
        return this.inspectGreeting(data, decoder);
      case messageType.queryAwareness:
        return this.questions() ? data : this.refuse(liveCode.tooMany, "Too many questions about one draft.");
      case messageType.close:
        this.close(1000);
        return null;
      default:
        return this.refuse(liveCode.badMessage, "A message of an unknown kind. Load the page again.");
    }
  }

  // What the guard reads to its end, Hocuspocus can read too: it would print each message that it cannot.
  private inspectGreeting(data: Buffer, decoder: Decoder): Uint8Array | null {
    if (this.hasGreeted) return null;
    this.hasGreeted = true;
    if (readVarUint(decoder) !== 0) throw new TypeError("a greeting begins with a token");
    readVarString(decoder);
    return data;
  }

  private inspectSync(data: Buffer, decoder: Decoder): Uint8Array | null {
    const kind = readVarUint(decoder);
    if (kind === syncType.step1) {
      if (data.length > mostQuestionBytes || !this.questions()) {
        return this.refuse(liveCode.tooMany, "Too many questions about one draft.");
      }
      decodeStateVector(readVarUint8Array(decoder));
      return data;
    }
    if (kind !== syncType.step2 && kind !== syncType.update) throw new TypeError("an unknown kind of message");
    const most = kind === syncType.update ? maxUpdateBytes : maxDraftBytes;
    if (data.length > most + kilobyte) {
      return this.refuse(liveCode.tooLarge, `One change may hold ${most / kilobyte / kilobyte} MB at most.`);
    }
    readVarUint8Array(decoder);
    return data;
  }

  private refuse(code: LiveCode, reason: string): null {
    this.close(code, reason);
    return null;
  }

  /** Presence as its sender may state it: for nobody else's client, and under the sender's own name. */
  private signPresence(name: string, update: Uint8Array): Uint8Array | null {
    if (!ownsAll(update, this.presence.owns)) return null;
    const signed = modifyAwarenessUpdate(update, (state) => cleanPresence(state, this.presence.user));
    const encoder = createEncoder();
    writeVarString(encoder, name);
    writeVarUint(encoder, messageType.awareness);
    writeVarUint8Array(encoder, signed);
    return toUint8Array(encoder);
  }
}

/** The edit in a message that has passed the guard, or `null` for a message of another kind. */
export function editInMessage(message: Uint8Array): EditMessage | null {
  const decoder = createDecoder(message);
  readVarString(decoder);
  const type = readVarUint(decoder);
  if (type !== messageType.sync && type !== messageType.syncReply) return null;
  const kind = readVarUint(decoder);
  if (kind === syncType.step1) return null;
  return { update: readVarUint8Array(decoder), isWholeState: kind === syncType.step2 };
}

function isPermissionDenied(message: Uint8Array): boolean {
  const decoder = createDecoder(message);
  readVarString(decoder);
  return readVarUint(decoder) === messageType.auth && readVarUint(decoder) === permissionDenied;
}

function ownsAll(update: Uint8Array, owns: (clientId: number) => boolean): boolean {
  const decoder = createDecoder(update);
  const count = readVarUint(decoder);
  if (count > 8) return false;
  for (let index = 0; index < count; index++) {
    if (!owns(readVarUint(decoder))) return false;
    readVarUint(decoder);
    readVarString(decoder);
  }
  return true;
}

/** The reason of a close frame has 123 bytes. */
function shorten(reason: string): string {
  return Buffer.byteLength(reason) <= 123
    ? reason
    : `${Buffer.from(reason)
        .subarray(0, 110)
        .toString()
        .replace(/\ufffd$/, "")}…`;
}
