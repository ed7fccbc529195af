"use client";

import { use, useEffect, useState } from "react";
import { DraftContext } from "@/components/spec/use-draft";
import type { Spec } from "@/core/spec/definition";
import { readSpec } from "@/core/spec/draft";

/** The draft as others' edits arrive is read at most this often; a large one takes some milliseconds. */
const pauseMilliseconds = 300;

/** The open draft as one value, kept current; `null` until it is here. */
export function useDraftSpec(): Spec | null {
  const doc = use(DraftContext)?.doc ?? null;
  const [read, setRead] = useState<{ doc: unknown; spec: Spec } | null>(null);
  useEffect(() => {
    if (!doc) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      setRead({ doc, spec: readSpec(doc) });
    };
    const listen = () => {
      timer ??= setTimeout(refresh, pauseMilliseconds);
    };
    refresh();
    doc.on("update", listen);
    return () => {
      clearTimeout(timer);
      doc.off("update", listen);
    };
  }, [doc]);
  return doc && read?.doc === doc ? read.spec : null;
}
