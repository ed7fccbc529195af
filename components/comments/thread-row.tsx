"use client";

import { CircleCheck, MessageSquare } from "lucide-react";
import { use } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import { outcomeLabels } from "@/core/comments/outcome";
import { standingWords } from "./thread-commands";
import { DocumentContext } from "./thread-document";
import type { Thread } from "./thread-source";
import { QuotedText, useAnchorLabel } from "./thread-standing";
import { useThreadState } from "./thread-store";

type ThreadRowProps = { thread: Thread; isCurrent: boolean; onOpen: () => void };

/** A thread in the list: where, about which words, and how it began. */
export function ThreadRow({ thread, isCurrent, onOpen }: ThreadRowProps) {
  const { version } = use(DocumentContext);
  const labelOf = useAnchorLabel();
  const location = useThreadState(({ locations }) => locations.get(thread.number)) ?? undefined;
  const { author, first, anchor, resolvedAt, outcome, isUnread, comments } = thread;
  const standing = standingWords(location, version !== null);
  const isDetached = location?.state === "detached";
  return (
    <button
      type="button"
      aria-current={isCurrent || undefined}
      onClick={onOpen}
      className="relative block w-full border-b border-line px-3 py-2.5 text-left hover:bg-hover focus-visible:-outline-offset-2 aria-[current]:bg-accent-soft"
    >
      {isUnread && (
        <span role="img" aria-label="Unread" className="absolute top-4 left-1 size-1.5 rounded-full bg-accent" />
      )}
      <span className="flex items-center gap-2 text-xs text-muted">
        <span className="min-w-0 flex-1 truncate" dir="auto">
          {labelOf(anchor, isDetached ? undefined : location)}
        </span>
        {standing && <span className={cn("shrink-0", isDetached && "text-warn-ink")}>{standing}</span>}
        <span className="shrink-0 text-faint tabular-nums">#{thread.number}</span>
      </span>
      {anchor.kind === "text" && <QuotedText quote={anchor.quote} isGone={isDetached} isShort />}
      <span className="mt-1 flex items-start gap-1.5">
        <Avatar name={author.name} size="xs" decorative className="mt-0.5" />
        <span className={cn("line-clamp-2 min-w-0 flex-1 text-sm break-words", isUnread && "font-medium")} dir="auto">
          <span className="font-medium">{author.name}</span>{" "}
          {first.deletedAt ? <span className="text-muted italic">deleted</span> : plain(first.body)}
        </span>
      </span>
      <span className="mt-1 flex items-center gap-2 pl-6 text-xs text-muted">
        <RelativeTime at={thread.lastCommentAt} />
        {comments > 1 && (
          <span className="flex items-center gap-0.5 tabular-nums">
            <MessageSquare aria-hidden="true" className="size-3" />
            {comments - 1}
            <span className="sr-only"> replies</span>
          </span>
        )}
        {author.kind === "guest" && (
          <Badge size="sm" tone="note">
            Guest
          </Badge>
        )}
        {first.suggestion && <Badge size="sm">{first.appliedAt ? "Applied" : "Suggestion"}</Badge>}
        {resolvedAt && outcome && (
          <span className="flex items-center gap-1 text-ok-ink">
            <CircleCheck aria-hidden="true" className="size-3" />
            {outcomeLabels[outcome]}
          </span>
        )}
      </span>
    </button>
  );
}

/** Markdown as a line of words; a mention is the name. */
function plain(body: string): string {
  return body
    .slice(0, 400)
    .replace(/@\[([^\]]+)\]\(user:[^)]*\)/g, "@$1")
    .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
    .replace(/[*_`>#]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
