import { type Connection, type Document, Hocuspocus } from "@hocuspocus/server";
import * as Y from "yjs";
import { LintelError } from "@/core/errors";
import { type LiveCode, liveCode, reviewOfDocument } from "@/core/live";
import type { Context } from "@/server/context";
import { type Committed, draftStore, saveRefusal } from "@/server/draft-store";
import { applyStored, checkUpdate, maxDraftBytes, sectionsOfUpdate } from "@/server/draft-update";
import { findRights } from "@/server/live/draft-access";
import { editInMessage, type GuardedSocket } from "@/server/live/guarded-socket";
import type { SharedPresence } from "@/server/live/shared-presence";

/** A draft that somebody has open in this process. `seq`: every update up to it is in the document. */
type OpenDraft = {
  document: Document;
  seq: number;
  /** The highest number known to be committed. */
  heard: number;
  /** Bytes of what was applied, at most, and of edits that are being stored. */
  bytes: number;
  storing: number;
  isLoading: boolean;
  isCatchingUp: boolean;
};

/** What Hocuspocus carries for each connection. */
export type Visitor = { socket: GuardedSocket; userId: string; sessionId: string };

export type DraftDocuments = {
  hocuspocus: Hocuspocus;
  /** Another process has committed up to `seq`. */
  hear: (reviewId: string, seq: number) => void;
  /** Looks for edits of other processes that were not heard of. */
  lookForMissed: () => Promise<void>;
  /** Whether this user may speak for a client in a draft's presence: it is new there, or their own. */
  mayStandFor: (documentName: string, clientId: number, userId: string) => boolean;
  close: () => void;
};

/**
 * The open drafts, kept by Hocuspocus and stored by the draft store. An edit takes this way, and no other: its message is held
 * back until its row is committed; then it is applied, which shows it to everybody; then Hocuspocus acknowledges it.
 */
export function createDraftDocuments(context: Context, presence: SharedPresence): DraftDocuments {
  const store = draftStore(context);
  const open = new Map<string, OpenDraft>();
  const report = (reviewId: string) => (error: unknown) =>
    context.log.error({ err: error, reviewId }, "an update of a draft cannot be applied");

  function applyCommitted({ reviewId, first, updates }: Committed): void {
    const draft = open.get(reviewId);
    if (!draft) return;
    const last = first + updates.length - 1;
    draft.heard = Math.max(draft.heard, last);
    // The load under way may have begun before this commit.
    if (draft.isLoading) return;
    applyStored(draft.document, updates, report(reviewId));
    for (const update of updates) draft.bytes += update.length;
    if (first <= draft.seq + 1) draft.seq = Math.max(draft.seq, last);
    else void catchUp(reviewId, draft);
  }

  async function load(reviewId: string, document: Document): Promise<void> {
    const draft: OpenDraft = { document, seq: 0, heard: 0, bytes: 0, isLoading: true, storing: 0, isCatchingUp: false };
    open.set(reviewId, draft);
    presence.open(reviewId, document.awareness);
    document.once("destroy", () => {
      presence.leave(reviewId, document.awareness);
      if (open.get(reviewId) === draft) open.delete(reviewId);
    });
    try {
      const stored = await store.changesSince(reviewId, -1);
      take(reviewId, draft, stored);
      draft.isLoading = false;
      if (draft.heard > draft.seq) void catchUp(reviewId, draft);
    } catch (error) {
      document.destroy();
      throw error;
    }
  }

  function take(reviewId: string, draft: OpenDraft, stored: { seq: number; update: Uint8Array }[]): void {
    const updates = stored.map(({ update }) => update);
    applyStored(draft.document, updates, report(reviewId));
    for (const update of updates) draft.bytes += update.length;
    draft.seq = Math.max(draft.seq, stored.at(-1)?.seq ?? 0);
  }

  async function catchUp(reviewId: string, draft: OpenDraft): Promise<void> {
    if (draft.isCatchingUp || draft.isLoading) return;
    draft.isCatchingUp = true;
    try {
      while (draft.heard > draft.seq && open.get(reviewId) === draft) {
        const before = draft.seq;
        take(reviewId, draft, await store.changesSince(reviewId, before));
        if (draft.seq === before) break;
      }
    } catch (error) {
      context.log.warn({ err: error, reviewId }, "edits of another process were not read yet");
    } finally {
      draft.isCatchingUp = false;
    }
  }

  function hear(reviewId: string, seq: number): void {
    const draft = open.get(reviewId);
    if (!draft || seq <= draft.seq) return;
    draft.heard = Math.max(draft.heard, seq);
    void catchUp(reviewId, draft);
  }

  async function lookForMissed(): Promise<void> {
    if (open.size === 0) return;
    const rows = await context.sql<{ reviewId: string; seq: string }[]>`
      select review_id as "reviewId", seq from drafts where review_id = any(${`{${[...open.keys()].join(",")}}`}::text::uuid[])`;
    for (const { reviewId, seq } of rows) hear(reviewId, Number(seq));
  }

  /** Commits the edit in a message, if it is one. Answers the refusal where it was not stored. */
  async function storeEdit(message: Uint8Array, connection: Connection): Promise<Refusal | null> {
    const { document } = connection;
    const { socket, userId } = visitorOf(connection.context);
    const edit = editInMessage(message);
    const reviewId = reviewOfDocument(document.name);
    const draft = reviewId === null ? undefined : open.get(reviewId);
    if (!edit || !reviewId || !draft) return null;
    let checked: ReturnType<typeof checkUpdate>;
    try {
      checked = checkUpdate(edit.update);
    } catch {
      return { code: liveCode.badMessage, reason: "A change could not be read. Load the page again." };
    }
    // Hocuspocus tells a reader that the edit is refused.
    if (checked.isEmpty || connection.readOnly) return null;
    // On each return a browser sends all its deletions again; what the draft holds already is no edit.
    if (edit.isWholeState && Y.snapshotContainsUpdate(Y.snapshot(document), edit.update)) return null;
    if (checked.adds && isFull(draft, edit.update)) {
      return {
        code: liveCode.tooLarge,
        reason: `The draft may hold ${maxDraftBytes / 1024 / 1024} MB at most. Shorten it.`,
      };
    }
    const release = socket.hold(edit.update.length);
    draft.storing += edit.update.length;
    try {
      const sections = () => sectionsOfUpdate(document, edit.update);
      const seq = await Promise.race([
        store.append(reviewId, { update: edit.update, actorId: userId, sections }),
        refuseAfter(longestCommit),
      ]);
      connection.sendStateless(JSON.stringify({ saved: seq }));
      return null;
    } catch (error) {
      const refusal = saveRefusal(error);
      if (!(error instanceof LintelError)) context.log.warn({ err: error, reviewId }, "an edit was not stored");
      return { code: refusal.code === "not_found" ? liveCode.notFound : liveCode.notStored, reason: refusal.message };
    } finally {
      draft.storing -= edit.update.length;
      release();
    }
  }

  const hocuspocus = new Hocuspocus({
    quiet: true,
    timeout: 60_000,
    yDocOptions: { gc: true, gcFilter: () => true },
    async onAuthenticate({ documentName, connectionConfig, context: connection }) {
      const { socket, userId, sessionId } = visitorOf(connection);
      const reviewId = reviewOfDocument(documentName) ?? "";
      const [rights] = await findRights(context, [{ userId, sessionId, reviewId }]);
      const refusal = rights === undefined ? refusals.none : refusals[rights];
      if (refusal) {
        socket.close(refusal.code, refusal.reason);
        throw { reason: refusal.reason };
      }
      socket.rights = rights === "edit" ? "edit" : "read";
      connectionConfig.readOnly = rights !== "edit";
    },
    async onLoadDocument({ document, documentName }) {
      const reviewId = reviewOfDocument(documentName);
      if (reviewId) await load(reviewId, document);
    },
    async connected({ context: connection }) {
      visitorOf(connection).socket.isJoined = true;
    },
    async beforeHandleMessage({ update, connection }) {
      const refusal = await storeEdit(update, connection);
      if (!refusal) return;
      visitorOf(connection.context).socket.close(refusal.code, refusal.reason);
      // Neither applied nor acknowledged. A rejection would do as well, but Hocuspocus prints each with its stack.
      await new Promise(() => {});
    },
    async onDisconnect({ context: connection }) {
      // Hocuspocus leaves the document but keeps the socket open, which would then be connected to nothing.
      visitorOf(connection).socket.close(1011, "The connection to the draft ended.");
    },
  });
  function mayStandFor(documentName: string, clientId: number, userId: string): boolean {
    const state = hocuspocus.documents.get(documentName)?.awareness.getStates().get(clientId);
    const isOwn = state === undefined || state.user?.id === userId;
    if (isOwn && state) presence.claim(reviewOfDocument(documentName) ?? "", clientId);
    return isOwn;
  }

  return { hocuspocus, hear, lookForMissed, mayStandFor, close: store.onCommit(applyCommitted) };
}

type Refusal = { code: LiveCode; reason: string };

/** Why a socket of somebody with these rights is closed. */
export const refusals = {
  edit: null,
  read: null,
  none: { code: liveCode.notFound, reason: "There is no such review, or you may not see it." },
  "signed out": { code: liveCode.signedOut, reason: "You are signed out. Sign in again to go on." },
} as const satisfies Record<string, Refusal | null>;

// Hocuspocus carries the context as `any`; it is what `attachLive` handed over.
export function visitorOf(connectionContext: unknown): Visitor {
  return connectionContext as Visitor;
}

/**
 * Whether a draft would be too large with this update. Lengths are added up, which is too much where text was deleted; only when
 * the sum says so is the draft really measured.
 */
function isFull(draft: OpenDraft, update: Uint8Array): boolean {
  if (draft.bytes + draft.storing + update.length <= maxDraftBytes) return false;
  const trial = new Y.Doc();
  Y.applyUpdate(trial, Y.encodeStateAsUpdate(draft.document));
  draft.bytes = Y.encodeStateAsUpdate(trial).length;
  Y.applyUpdate(trial, update);
  const length = Y.encodeStateAsUpdate(trial).length;
  trial.destroy();
  return length + draft.storing > maxDraftBytes;
}

/** A database that neither answers nor fails keeps an author waiting no longer than this; the edit may still be stored. */
const longestCommit = 8000;

function refuseAfter(milliseconds: number): Promise<never> {
  return new Promise((_, fail) => {
    const timer = setTimeout(() => fail(new LintelError("unavailable", "The database does not answer.")), milliseconds);
    timer.unref();
  });
}
