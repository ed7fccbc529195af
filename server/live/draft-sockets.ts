import type { WebSocket } from "ws";
import { liveCode, livePath, reviewOfDocument } from "@/core/live";
import type { Context } from "@/server/context";
import { draftStore } from "@/server/draft-store";
import { maxDraftBytes } from "@/server/draft-update";
import { findRights } from "@/server/live/draft-access";
import { createDraftDocuments, refusals } from "@/server/live/draft-documents";
import type { Entrance } from "@/server/live/gate";
import { GuardedSocket } from "@/server/live/guarded-socket";
import type { SharedPresence } from "@/server/live/shared-presence";

export type DraftSockets = {
  entrance: Entrance;
  /** `<review id>:<number>`: another process has committed an edit. */
  hear: (payload: string) => void;
  lookForMissed: () => Promise<void>;
  /** Closes the sockets of those who may not go on. */
  checkRights: () => Promise<void>;
  /** Waits for the commits under way. */
  settle: () => Promise<void>;
  close: () => void;
};

/** An open socket of somebody signed in. */
type Holder = { guarded: GuardedSocket; userId: string; sessionId: string };

/** The sockets of people with an open draft. */
export function createDraftSockets(context: Context, presence: SharedPresence): DraftSockets {
  const holders = new Set<Holder>();
  const documents = createDraftDocuments(context, presence);

  const welcome: Entrance["welcome"] = (socket: WebSocket, request, { actor, sessionId }) => {
    if (!actor) throw new Error("a draft has no guests");
    const { userId, name } = actor;
    const guarded: GuardedSocket = new GuardedSocket(socket, {
      user: { id: userId, name },
      owns: (clientId) => documents.mayStandFor(guarded.documentName ?? "", clientId, userId),
    });
    const holder: Holder = { guarded, userId, sessionId };
    holders.add(holder);
    socket.on("close", () => holders.delete(holder));
    // Hocuspocus uses of a socket what the guard offers.
    documents.hocuspocus.handleConnection(guarded as unknown as WebSocket, request, {
      socket: guarded,
      userId,
      sessionId,
    });
    return {
      close: (code, reason) => guarded.close(code, reason),
      terminate: () => guarded.terminate(),
      isUsed: () => guarded.isJoined,
    };
  };

  async function checkRights(): Promise<void> {
    const joined = [...holders].flatMap((holder) => {
      const reviewId = reviewOfDocument(holder.guarded.documentName ?? "");
      return reviewId && holder.guarded.isJoined ? [{ holder, reviewId }] : [];
    });
    if (joined.length === 0) return;
    const rights = await findRights(
      context,
      joined.map(({ holder: { userId, sessionId }, reviewId }) => ({ userId, sessionId, reviewId })),
    );
    joined.forEach(({ holder: { guarded } }, index) => {
      const now = rights[index] ?? "none";
      const refusal = refusals[now];
      if (refusal) guarded.close(refusal.code, refusal.reason);
      else if (now !== guarded.rights) guarded.close(liveCode.rightsChanged, "What you may do here has changed.");
    });
  }

  return {
    entrance: {
      path: livePath,
      maxPayload: maxDraftBytes + 1024 * 1024,
      mostEach: 20,
      admitsGuests: false,
      unused: "No draft was opened.",
      welcome,
    },
    hear: (payload) => {
      const [reviewId = "", seq] = payload.split(":");
      documents.hear(reviewId, Number(seq));
    },
    lookForMissed: documents.lookForMissed,
    checkRights,
    settle: () => draftStore(context).settle(),
    close: documents.close,
  };
}
