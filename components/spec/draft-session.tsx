"use client";

import { createContext, type ReactNode, use, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { DraftSnapshot, DraftUser, OpenDraft } from "@/client/draft/open-draft";
import { DraftContext } from "./use-draft";

const SessionContext = createContext<OpenDraft | null>(null);

const opening: DraftSnapshot = { status: { kind: "opening" }, isReady: false, isReadOnly: true, savedSeq: 0 };

/**
 * Opens a review's draft for everything inside and keeps it open while the user goes from section to section. Yjs and the
 * connection are loaded here, so pages without a draft do not pay for them. Until there is something to show, `fallback` is.
 */
export function DraftSession(props: { reviewId: string; user: DraftUser; fallback: ReactNode; children: ReactNode }) {
  const { reviewId, fallback, children } = props;
  const { id, name } = props.user;
  const [draft, setDraft] = useState<OpenDraft | null>(null);

  useEffect(() => {
    let isGone = false;
    let release: (() => void) | undefined;
    const open = async () => {
      const { shareDraft } = await import("@/client/draft/share-draft");
      if (isGone) return;
      const shared = shareDraft({ reviewId, user: { id, name } });
      release = shared.release;
      setDraft(shared.draft);
    };
    void open();
    return () => {
      isGone = true;
      release?.();
      setDraft(null);
    };
  }, [reviewId, id, name]);

  const { isReady, isReadOnly } = useSnapshot(draft);
  const form = useMemo(() => {
    if (!draft || !isReady) return null;
    return { doc: draft.doc, undoManager: draft.undoManager, awareness: draft.awareness, isReadOnly };
  }, [draft, isReady, isReadOnly]);

  return (
    <SessionContext value={draft}>
      {form === null ? fallback : <DraftContext value={form}>{children}</DraftContext>}
    </SessionContext>
  );
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
