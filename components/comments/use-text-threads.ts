"use client";

import { use, useEffect } from "react";
import type { EditorMarks } from "@/components/editor/editor-marks";
import { readTextSelection, setTextSelection } from "./text-selection";
import { useThreadCommands } from "./thread-commands";
import { ThreadStoreContext, useTextMarks } from "./thread-store";

/** What an editor of the text at `path` needs for its threads: the passages to mark, and what to tell of. */
export function useTextThreads(path: string): EditorMarks | undefined {
  const store = use(ThreadStoreContext);
  const commands = useThreadCommands();
  const marks = useTextMarks(path);
  useEffect(
    () => () => {
      if (readTextSelection()?.path === path) setTextSelection(null);
    },
    [path],
  );
  if (!store || !commands) return undefined;
  return {
    marks: marks.map(({ thread, from, to, isUnread, isCurrent }) => ({
      id: String(thread),
      from,
      to,
      tone: isCurrent ? "current" : isUnread ? "unread" : "mark",
    })),
    onMark: (id) => commands.openThread(Number(id)),
    onSelection: (selection) => {
      if (selection) setTextSelection({ path, ...selection });
      else if (readTextSelection()?.path === path) setTextSelection(null);
    },
    onReveal: (show) => store.offerReveal(path, show),
  };
}
