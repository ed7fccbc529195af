"use client";

import { MessageSquare, MessageSquarePlus } from "lucide-react";
import { use } from "react";
import { cn } from "@/components/ui/cn";
import type { Anchor } from "@/core/comments/anchor";
import { placeKey } from "./thread-address";
import { useThreadCommands } from "./thread-commands";
import { ThreadSourceContext } from "./thread-source";
import { useMark } from "./thread-store";

type ThreadMarkProps = {
  anchor: Anchor;
  /** What is spoken about, for the button's name. */
  label: string;
  /** `below` counts the threads of everything inside as well. */
  reach?: "at" | "below";
  /** Always to be seen, also where there is no thread yet. */
  isSteady?: boolean;
  className?: string;
};

/**
 * The open threads of a place, and the way to begin one. Where there are none it shows itself when the place is pointed at or
 * has the focus (`group/place` around it), and keeps out of the way of the Tab key: the key for a comment does the same.
 */
export function ThreadMark({ anchor, label, reach = "at", isSteady = false, className }: ThreadMarkProps) {
  const commands = useThreadCommands();
  const refusals = use(ThreadSourceContext)?.refusals;
  const mark = useMark(placeKey(anchor), reach);
  if (!commands || !mark || !refusals || (mark.open === 0 && refusals.write !== null)) return null;
  const { open, unread } = mark;
  const words = open === 0 ? `Comment on ${label}` : `${countWords(open, unread)} on ${label}`;
  const Icon = open === 0 ? MessageSquarePlus : MessageSquare;
  return (
    <button
      type="button"
      tabIndex={open === 0 && !isSteady ? -1 : undefined}
      aria-label={words}
      data-tip=""
      data-threads={open}
      onClick={(event) => {
        event.stopPropagation();
        commands.openPlace(anchor, mark.threads);
      }}
      className={cn(
        "no-print relative inline-flex h-6 shrink-0 items-center gap-1 rounded-sm px-1 text-xs tabular-nums pointer-coarse:h-8 pointer-coarse:px-2",
        open > 0 && unread === 0 && "text-muted hover:bg-hover hover:text-text",
        unread > 0 && "font-medium text-accent-ink hover:bg-accent-soft",
        open === 0 && "text-faint hover:bg-hover hover:text-text",
        open === 0 &&
          !isSteady &&
          "opacity-0 group-hover/place:opacity-100 group-focus-within/place:opacity-100 focus-visible:opacity-100",
        className,
      )}
    >
      <Icon aria-hidden="true" className="size-3.5" />
      {open > 0 && open}
      {unread > 0 && <span aria-hidden="true" className="size-1.5 rounded-full bg-accent" />}
    </button>
  );
}

/** "3 threads, 1 unread". */
export function countWords(open: number, unread: number): string {
  const words = open === 1 ? "1 thread" : `${open} threads`;
  return unread > 0 ? `${words}, ${unread} unread` : words;
}

type ThreadCountProps = { path: string; className?: string };

/** How many open threads a place has, inside of something that leads there itself. */
export function ThreadCount({ path, className }: ThreadCountProps) {
  const mark = useMark(path, "below");
  if (!mark || mark.open === 0) return null;
  const { open, unread } = mark;
  return (
    <span
      role="img"
      aria-label={countWords(open, unread)}
      data-tip=""
      className={cn(
        "no-print inline-flex shrink-0 items-center gap-0.5 text-2xs tabular-nums",
        unread > 0 ? "font-medium text-accent-ink" : "text-faint",
        className,
      )}
    >
      <MessageSquare aria-hidden="true" className="size-3" />
      {open}
    </span>
  );
}
