"use client";

import { createContext, type ReactNode, use, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { DraftSnapshot, DraftUser, OpenDraft } from "@/client/draft/open-draft";
import { DraftContext } from "./use-draft";

const SessionContext = createContext<OpenDraft | null>(null);

const opening: DraftSnapshot = { status: { kind: "opening" }, isReady: false, isReadOnly: true, savedSeq: 0 };

/**
 * Opens a review's draft for everything inside and keeps it open while the user goes from section to section. Yjs and the
 * connection are loaded here, so pages without a draft do not pay for them. What needs the draft stands in a `DraftGate`.
 */
export function DraftSession(props: { reviewId: string; user: DraftUser; canEdit: boolean; children: ReactNode }) {
  const { reviewId, canEdit, children } = props;
  const { id, name } = props.user;
  const [draft, setDraft] = useState<OpenDraft | null>(null);

  useEffect(() => {
    let isGone = false;
    let release: (() => void) | undefined;
    const open = async () => {
      const { shareDraft } = await import("@/client/draft/share-draft");
      if (isGone) return;
      const shared = shareDraft({ reviewId, user: { id, name }, canEdit });
      release = shared.release;
      setDraft(shared.draft);
    };
    void open();
    return () => {
      isGone = true;
      release?.();
      setDraft(null);
    };
  }, [reviewId, id, name, canEdit]);

  const { isReady, isReadOnly } = useSnapshot(draft);
  const form = useMemo(() => {
    if (!draft || !isReady) return null;
    return { doc: draft.doc, undoManager: draft.undoManager, awareness: draft.awareness, isReadOnly };
  }, [draft, isReady, isReadOnly]);

  return (
    <SessionContext value={draft}>
      <DraftContext value={form}>{children}</DraftContext>
    </SessionContext>
  );
}

/** Shows `fallback` until the draft of the session around is here, from the server or from this device. */
export function DraftGate({ fallback, children }: { fallback: ReactNode; children: ReactNode }) {
  return use(DraftContext) === null ? fallback : children;
}

function useSnapshot(draft: OpenDraft | null): DraftSnapshot {
  return useSyncExternalStore(
    (listener) => draft?.subscribe(listener) ?? (() => {}),
    () => draft?.snapshot() ?? opening,
    () => opening,
  );
}

/** Whether the draft is saved, and how to try again; anywhere inside a `DraftSession`. */
export function useDraftSession(): DraftSnapshot & { retry: () => void } {
  const draft = use(SessionContext);
  const snapshot = useSnapshot(draft);
  return { ...snapshot, retry: () => draft?.retry() };
}
