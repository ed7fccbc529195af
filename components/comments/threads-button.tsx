"use client";

import { MessageSquare } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { useThreadCommands } from "./thread-commands";
import { countWords } from "./thread-mark";
import { useThreadState } from "./thread-store";

/** Opens and closes the threads beside the page, and says how many are open and whether something is new. */
export function ThreadsButton() {
  const commands = useThreadCommands();
  const open = useThreadState((state) => state.open) ?? 0;
  const unread = useThreadState((state) => state.unread) ?? 0;
  const isOpen = useThreadState(({ view }) => view.kind !== "closed") ?? false;
  if (!commands) return null;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-label={open + unread === 0 ? "Threads" : `Threads: ${countWords(open, unread)}`}
      data-tip=""
      data-tip-keys="t"
      onClick={() => (isOpen ? commands.close() : commands.openList())}
      className="relative flex h-7 shrink-0 items-center gap-1 rounded-md px-1.5 text-sm text-muted tabular-nums hover:bg-hover hover:text-text aria-expanded:bg-accent-soft aria-expanded:text-accent-ink pointer-coarse:h-9"
    >
      <MessageSquare aria-hidden="true" className="size-4" />
      {open > 0 && open}
      <span
        aria-hidden="true"
        className={cn("absolute top-0.5 right-0.5 size-1.5 rounded-full bg-accent", unread === 0 && "hidden")}
      />
    </button>
  );
}
