"use client";

import { MessageSquarePlus } from "lucide-react";
import { use } from "react";
import { Kbd } from "@/components/ui/kbd";
import { anchorOf, setTextSelection, useTextSelection } from "./text-selection";
import { useThreadCommands } from "./thread-commands";
import { ThreadSourceContext } from "./thread-source";
import { useThreadState } from "./thread-store";
import { useTextSelectionWatch } from "./use-text-selection";

/** Stands at the end of a selected passage and begins a thread on it. */
export function SelectionButton() {
  const commands = useThreadCommands();
  const refusals = use(ThreadSourceContext)?.refusals;
  const selection = useTextSelection();
  const isReattaching = useThreadState(({ view }) => view.kind === "reattach");
  useTextSelectionWatch();
  const anchor = selection && anchorOf(selection);
  if (!commands || !anchor || !selection || refusals?.write !== null) return null;
  const { left, top, bottom } = selection.box;
  // Below the passage; above it where the window ends.
  const isBelow = bottom + 44 < window.innerHeight;
  return (
    <button
      type="button"
      data-keeps-selection=""
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => {
        commands.start(anchor);
        setTextSelection(null);
      }}
      style={{
        left: Math.max(8, Math.min(left - 16, window.innerWidth - 150)),
        top: isBelow ? Math.max(56, bottom + 6) : top - 38,
      }}
      className="no-print fixed z-40 flex h-8 animate-pop items-center gap-1.5 rounded-md border border-line-strong bg-raised px-2.5 text-sm font-medium shadow-pop hover:bg-hover pointer-coarse:h-10"
    >
      <MessageSquarePlus aria-hidden="true" className="size-4 text-accent-ink" />
      {isReattaching ? "Attach here" : "Comment"}
      <Kbd keys="mod+alt+m" className="max-md:hidden" />
    </button>
  );
}
