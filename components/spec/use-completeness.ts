"use client";

import { useEffect, useState } from "react";
import { type Completeness, measureCompleteness } from "@/core/spec/completeness";
import { readSpec } from "@/core/spec/draft";
import { useDraft } from "./use-draft";

/** Counting reads the whole document, so it waits for a pause in the typing. */
const pauseMs = 400;

/** How much of the draft is filled in, a moment after each change. */
export function useCompleteness(): Completeness {
  const { doc } = useDraft();
  const [measured, setMeasured] = useState(() => ({ doc, completeness: measureCompleteness(readSpec(doc)) }));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const measure = () => setMeasured({ doc, completeness: measureCompleteness(readSpec(doc)) });
    const onUpdate = () => {
      clearTimeout(timer);
      timer = setTimeout(measure, pauseMs);
    };
    measure();
    doc.on("update", onUpdate);
    return () => {
      clearTimeout(timer);
      doc.off("update", onUpdate);
    };
  }, [doc]);
  return measured.completeness;
}
