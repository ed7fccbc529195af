import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { draftDocumentName, livePath } from "@/core/live";
import { type DeviceCopy, deviceCopyName, openDeviceCopy } from "./device-copy";
import { type ConnectionOptions, connectDraft } from "./draft-connection";
import { type DraftStatus, isAtRisk, statusOf } from "./draft-status";

export type DraftUser = { id: string; name: string };

export type DraftSnapshot = {
  status: DraftStatus;
  /** Whether there is something to show: the server's draft, or what this device kept of it. */
  isReady: boolean;
  isReadOnly: boolean;
  /** The number of the newest edit of ours that is committed; an operation on "what I see" may name it. */
  savedSeq: number;
};

/** A draft open in this page. */
export type OpenDraft = {
  doc: Y.Doc;
  awareness: Awareness;
  /** Undoes what this user did here, never what others did. */
  undoManager: Y.UndoManager;
  snapshot: () => DraftSnapshot;
  subscribe: (listener: () => void) => () => void;
  /** Tries to connect now, for example after signing in again. */
  retry: () => void;
  close: () => void;
};

export type OpenDraftOptions = {
  reviewId: string;
  user: DraftUser;
  /** What is known of the user's role before the server says it, which it cannot while offline. */
  canEdit?: boolean;
  url?: string;
  makeSocket?: ConnectionOptions["makeSocket"];
};

/** A device that does not answer, as a browser in private mode may, keeps nobody waiting longer. */
const longestLoad = 1500;
const colours = ["#2563eb", "#b45309", "#047857", "#be185d", "#7c3aed", "#0e7490", "#a16207", "#b91c1c"] as const;

/** Opens a draft: what the device kept first, then the server's, and from then on both follow every edit. */
export function openDraft(options: OpenDraftOptions): OpenDraft {
  const { reviewId, user, canEdit = true, url = liveUrl(), makeSocket } = options;
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  let presence: Record<string, unknown> | null = { user: { ...user, color: colourOf(user.id) }, field: null };
  const appear = () => awareness.setLocalState(presence);
  appear();
  const undoManager = new Y.UndoManager(doc);
  const listeners = new Set<() => void>();
  let isLoaded = false;

  const device: DeviceCopy = openDeviceCopy(
    deviceCopyName(user.id, reviewId),
    doc,
    (origin) => origin !== connection && origin !== device,
  );
  const connection = connectDraft({
    url,
    documentName: draftDocumentName(reviewId),
    doc,
    awareness,
    isReadOnly: !canEdit,
    isForeign: (origin) => origin === device,
    ...(makeSocket ? { makeSocket } : {}),
  });

  const look = (): DraftSnapshot => {
    const state = connection.state();
    return {
      status: statusOf(state, { isLoaded, isKept: device.isKept() }),
      isReady: state.hasReceived || (isLoaded && state.phase === "closed" && doc.share.size > 0),
      isReadOnly: state.isReadOnly,
      savedSeq: state.savedSeq,
    };
  };
  let snapshot = look();
  const update = () => {
    const next = look();
    if (JSON.stringify(next) === JSON.stringify(snapshot)) return;
    const becameSaved = next.status.kind === "saved" && snapshot.status.kind !== "saved";
    // First the new snapshot: marking tells its listeners at once where nothing is left to write, and that comes back here.
    snapshot = next;
    if (becameSaved) device.markSaved();
    for (const listener of listeners) listener();
  };
  const stopListening = [connection.subscribe(update), device.subscribe(update)];

  const begin = () => {
    if (isLoaded) return;
    isLoaded = true;
    connection.start(device.hadUnsaved());
    update();
  };
  const patience = setTimeout(begin, longestLoad);
  void device.whenLoaded.then(() => {
    if (isLoaded && device.hadUnsaved()) connection.compare(true);
    else begin();
  });

  const stopWatching = watchPage({
    comeBack: () => {
      if (awareness.getLocalState() === null) appear();
      connection.retry();
    },
    lose: connection.doubt,
    leave: () => {
      presence = awareness.getLocalState() ?? presence;
      awareness.setLocalState(null);
    },
    isAtRisk: () => isAtRisk(snapshot.status),
  });

  return {
    doc,
    awareness,
    undoManager,
    snapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retry: connection.retry,
    close: () => {
      clearTimeout(patience);
      stopWatching();
      for (const stop of stopListening) stop();
      awareness.setLocalState(null);
      connection.stop();
      device.close();
      awareness.destroy();
      undoManager.destroy();
      doc.destroy();
    },
  };
}

/** Connects as soon as the network or the user is back, says goodbye, and warns before text is lost that is kept nowhere. */
function watchPage(page: {
  comeBack: () => void;
  lose: () => void;
  leave: () => void;
  isAtRisk: () => boolean;
}): () => void {
  if (typeof window === "undefined") return () => {};
  const onVisible = () => document.visibilityState === "visible" && page.comeBack();
  const onUnload = (event: BeforeUnloadEvent) => page.isAtRisk() && event.preventDefault();
  window.addEventListener("online", page.comeBack);
  window.addEventListener("offline", page.lose);
  window.addEventListener("focus", page.comeBack);
  document.addEventListener("visibilitychange", onVisible);
  window.addEventListener("pageshow", page.comeBack);
  window.addEventListener("pagehide", page.leave);
  window.addEventListener("beforeunload", onUnload);
  return () => {
    window.removeEventListener("online", page.comeBack);
    window.removeEventListener("offline", page.lose);
    window.removeEventListener("focus", page.comeBack);
    document.removeEventListener("visibilitychange", onVisible);
    window.removeEventListener("pageshow", page.comeBack);
    window.removeEventListener("pagehide", page.leave);
    window.removeEventListener("beforeunload", onUnload);
  };
}

function liveUrl(): string {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}${livePath}`;
}

/** The same colour for the same person in everybody's page. */
function colourOf(userId: string): string {
  let sum = 0;
  for (const letter of userId) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003;
  return colours[sum % colours.length] ?? colours[0];
}
