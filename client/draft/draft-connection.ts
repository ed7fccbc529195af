import { createDecoder, readVarInt, readVarString, readVarUint, readVarUint8Array } from "lib0/decoding";
import {
  createEncoder,
  length,
  toUint8Array,
  writeUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
} from "lib0/encoding";
import {
  type Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from "y-protocols/awareness";
import { messageYjsSyncStep2, readSyncMessage, writeSyncStep1, writeUpdate } from "y-protocols/sync";
import type * as Y from "yjs";
import { parseUpdateMeta } from "yjs";
import { startStopwatch } from "@/client/stopwatch";
import { liveCode } from "@/core/live";

/** The messages of Hocuspocus. */
const message = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  syncReply: 4,
  stateless: 5,
  syncStatus: 8,
} as const;
const auth = { token: 0, authenticated: 2 } as const;

export type ConnectionState = {
  phase: "connecting" | "open" | "closed";
  /** The server's draft has been received since the page was opened. */
  hasReceived: boolean;
  /** An edit made here is not known to be committed. */
  hasUnsaved: boolean;
  isReadOnly: boolean;
  /** Why the server closed the connection, or refused an edit. */
  refusal: { code: number; reason: string } | null;
  /** The number of the newest edit of ours that the server committed. */
  savedSeq: number;
};

export type DraftConnection = {
  state: () => ConnectionState;
  subscribe: (listener: () => void) => () => void;
  /** Begins. `hasUnsaved`: the device kept edits that the server may not have. */
  start: (hasUnsaved: boolean) => void;
  /** Tries again now, after signing in for example. */
  retry: () => void;
  /** The device says that its network is gone: what was sent may never be answered. */
  doubt: () => void;
  /** Compares with the server anew, because the device gave edits later than it should. */
  compare: (hasUnsaved: boolean) => void;
  stop: () => void;
};

export type ConnectionOptions = {
  url: string;
  documentName: string;
  doc: Y.Doc;
  awareness: Awareness;
  isReadOnly?: boolean;
  /** Origins of changes that are no edits of this browser's user, such as what the device kept. */
  isForeign: (origin: unknown) => boolean;
  makeSocket?: (url: string) => WebSocket;
};

const firstPause = 250;
const longestPause = 5000;
const patientPause = 15_000;
/** Our own presence comes back every 15 seconds, so a longer silence is a dead connection. */
const silence = 40_000;
/** An edit is answered within the time that the database is given; after that the connection is in doubt. */
const unansweredSilence = 15_000;

/**
 * The connection of a browser to a draft, speaking Hocuspocus' protocol. What is saved is known from the messages themselves:
 * every edit message sent on this socket is counted, and every acknowledgement, which the server sends in the same order after
 * its commit. After a lost socket everything the server lacks is sent again, and counts until it is acknowledged.
 */
export function connectDraft(options: ConnectionOptions): DraftConnection {
  const { doc, awareness, documentName } = options;
  const listeners = new Set<() => void>();
  let state: ConnectionState = {
    phase: "connecting",
    hasReceived: false,
    hasUnsaved: false,
    isReadOnly: options.isReadOnly ?? false,
    refusal: null,
    savedSeq: 0,
  };
  let socket: WebSocket | null = null;
  let isStarted = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const sinceHeard = startStopwatch();
  /** Edit messages on this socket, and how many of them the server answered. */
  let sent = 0;
  let answered = 0;
  /** Whether the server has got what it lacked when this socket was opened. */
  let hasCaughtUp = false;
  let isRefused = false;

  function change(next: Partial<ConnectionState>): void {
    const keys = Object.keys(next) as (keyof ConnectionState)[];
    if (keys.every((key) => Object.is(state[key], next[key]))) return;
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  function send(type: number, write: (encoder: ReturnType<typeof createEncoder>) => void): void {
    if (socket?.readyState !== 1) return;
    const encoder = createEncoder();
    writeVarString(encoder, documentName);
    writeVarUint(encoder, type);
    write(encoder);
    socket.send(toUint8Array(encoder));
  }

  function connect(): void {
    clearTimeout(timer);
    if (!isStarted) return;
    const opened = options.makeSocket?.(options.url) ?? new WebSocket(options.url);
    opened.binaryType = "arraybuffer";
    socket = opened;
    sent = 0;
    answered = 0;
    hasCaughtUp = false;
    isRefused = false;
    sinceHeard.restart();
    opened.onopen = greet;
    opened.onmessage = (event) => {
      if (socket === opened) hearSafely(new Uint8Array(event.data as ArrayBuffer));
    };
    opened.onclose = (event) => {
      if (socket === opened) lose(event.code, event.reason);
    };
  }

  function greet(): void {
    send(message.auth, (encoder) => {
      writeVarUint(encoder, auth.token);
      // The session's cookie, sent with the upgrade, is what counts; the protocol wants a word here.
      writeVarString(encoder, "cookie");
    });
    send(message.sync, (encoder) => writeSyncStep1(encoder, doc));
    // Said anew, with a higher clock: the server forgot it with the line before, and takes nothing it has seen already.
    if (awareness.getLocalState() !== null) awareness.setLocalState(awareness.getLocalState());
  }

  function sendAwareness(clients: number[]): void {
    send(message.awareness, (encoder) => writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, clients)));
  }

  function hearSafely(data: Uint8Array): void {
    try {
      hear(data);
    } catch (error) {
      console.error("a message about the draft could not be read", error);
      drop();
    }
  }

  function hear(data: Uint8Array): void {
    sinceHeard.restart();
    const decoder = createDecoder(data);
    readVarString(decoder);
    switch (readVarUint(decoder)) {
      case message.sync:
      case message.syncReply:
        hearSync(decoder);
        break;
      case message.awareness:
        applyAwarenessUpdate(awareness, readVarUint8Array(decoder), connection);
        break;
      case message.queryAwareness:
        sendAwareness([...awareness.getStates().keys()]);
        break;
      case message.auth:
        if (readVarUint(decoder) !== auth.authenticated) break;
        change({ phase: "open", isReadOnly: readVarString(decoder) === "readonly" });
        break;
      case message.syncStatus:
        hearAnswer(readVarInt(decoder) === 1);
        break;
      case message.stateless: {
        const { saved } = JSON.parse(readVarString(decoder)) as { saved?: number };
        if (typeof saved === "number") change({ savedSeq: Math.max(saved, state.savedSeq) });
      }
    }
  }

  function hearSync(decoder: ReturnType<typeof createDecoder>): void {
    const encoder = createEncoder();
    const kind = readSyncMessage(decoder, encoder, doc, connection);
    if (kind === messageYjsSyncStep2) change({ hasReceived: true, refusal: isRefused ? state.refusal : null });
    if (length(encoder) === 0) return;
    // The answer to what the server has: everything it lacks.
    sent++;
    hasCaughtUp = true;
    const reply = toUint8Array(encoder);
    if (addsContent(reply)) change({ hasUnsaved: true });
    send(message.sync, (out) => writeUint8Array(out, reply));
  }

  function hearAnswer(isAccepted: boolean): void {
    answered++;
    if (!isAccepted) {
      isRefused = true;
      const reason = "Your role in this team lets you read only.";
      change({ hasUnsaved: true, refusal: { code: liveCode.rightsChanged, reason } });
      return;
    }
    if (!hasCaughtUp || answered < sent || isRefused) return;
    failures = 0;
    change({ hasUnsaved: false, refusal: null });
  }

  function lose(code: number, reason: string): void {
    socket = null;
    removeAwarenessStates(
      awareness,
      [...awareness.getStates().keys()].filter((client) => client !== doc.clientID),
      connection,
    );
    const isObstacle = code >= 4000 && code !== liveCode.rightsChanged && code !== liveCode.silent;
    const refusal = isObstacle ? { code, reason } : null;
    // Every edit was counted as unsaved when it was made; an answer that is still open may have been about none.
    change({ phase: "closed", refusal });
    schedule(code);
  }

  function schedule(code: number): void {
    if (!isStarted || code === liveCode.notFound || code === liveCode.badMessage) return;
    const patient: number[] = [liveCode.signedOut, liveCode.tooLarge, liveCode.tooMany];
    const pause = patient.includes(code) ? patientPause : Math.min(firstPause * 2 ** failures, longestPause);
    failures++;
    timer = setTimeout(connect, pause * (0.75 + Math.random() / 2));
  }

  function retry(): void {
    if (socket !== null || !isStarted) return;
    failures = 0;
    connect();
  }

  function drop(): void {
    const dead = socket;
    if (!dead) return;
    lose(1006, "");
    dead.close();
  }

  const onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin === connection || options.isForeign(origin)) return;
    change({ hasUnsaved: true });
    if (socket?.readyState === 1) {
      sent++;
      send(message.sync, (encoder) => writeUpdate(encoder, update));
    } else if (state.refusal?.code === liveCode.tooLarge) retrySoon();
  };
  const retrySoon = () => {
    clearTimeout(timer);
    timer = setTimeout(connect, 1000);
  };
  const onAwareness = (changes: { added: number[]; updated: number[]; removed: number[] }, origin: unknown) => {
    if (origin === connection) return;
    const mine = [...changes.added, ...changes.updated, ...changes.removed].filter((client) => client === doc.clientID);
    if (mine.length > 0) sendAwareness(mine);
  };
  const watch = setInterval(() => {
    if (!socket) return;
    const quiet = sinceHeard.elapsed();
    const isUnanswered = socket.readyState !== 1 || answered < sent;
    if (quiet > silence || (isUnanswered && quiet > unansweredSilence)) drop();
  }, 5000);

  doc.on("update", onUpdate);
  awareness.on("update", onAwareness);

  const connection: DraftConnection = {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: (hasUnsaved) => {
      if (isStarted) return;
      isStarted = true;
      if (hasUnsaved) change({ hasUnsaved });
      connect();
    },
    retry,
    doubt: drop,
    compare: (hasUnsaved) => {
      if (hasUnsaved) change({ hasUnsaved });
      drop();
      retry();
    },
    stop: () => {
      isStarted = false;
      clearTimeout(timer);
      clearInterval(watch);
      doc.off("update", onUpdate);
      awareness.off("update", onAwareness);
      const open = socket;
      socket = null;
      open?.close(1000);
    },
  };
  return connection;
}

/** Whether an answer to "what do you have?" holds something that the server lacks. */
function addsContent(reply: Uint8Array): boolean {
  const decoder = createDecoder(reply);
  readVarUint(decoder);
  return parseUpdateMeta(readVarUint8Array(decoder)).to.size > 0;
}
