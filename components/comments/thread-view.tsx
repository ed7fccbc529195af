"use client";

import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck, X } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { SkeletonLines } from "@/components/ui/skeleton";
import { outcomeLabels } from "@/core/comments/outcome";
import { CommentBody } from "./comment-body";
import { AuthorName, CommentItem } from "./comment-item";
import { Composer } from "./composer";
import { SuggestionView } from "./suggestion-view";
import { useThreadCommands } from "./thread-commands";
import { BackButton, ThreadHeader } from "./thread-header";
import { type CommentPage, type Thread, type ThreadComment, useThreadSource } from "./thread-source";
import { ThreadStanding } from "./thread-standing";
import { useThreadState } from "./thread-store";
import { useUnsent } from "./unsent";
import { useBeginnings } from "./use-beginnings";

type ThreadViewProps = {
  number: number;
  /** Leads back to the list; left out where the list stands beside. */
  onBack?: () => void;
  onClose?: () => void;
};

/** One thread: what it speaks about, its comments, and the way to take part. */
export function ThreadView({ number, onBack, onClose }: ThreadViewProps) {
  const { threads } = useThreadSource();
  const thread = useThreadState(({ byNumber }) => byNumber.get(number)) ?? null;
  const reply = useRef<HTMLTextAreaElement>(null);
  if (!thread)
    return (
      <div className="p-4">
        <div className="flex justify-between">
          {onBack && <BackButton onBack={onBack} />}
          {onClose && (
            <IconButton label="Close the threads" onClick={onClose}>
              <X aria-hidden="true" />
            </IconButton>
          )}
        </div>
        {threads.isComplete ? (
          <p className="py-8 text-center text-sm text-muted">There is no thread {number} here.</p>
        ) : (
          <SkeletonLines lines={5} label="Opening the thread" />
        )}
      </div>
    );
  return (
    <article aria-label={`Thread ${number}`} className="flex min-h-0 flex-1 flex-col">
      <ThreadHeader thread={thread} onBack={onBack} onClose={onClose} reply={reply} />
      <ThreadStanding thread={thread} />
      <Comments thread={thread} reply={reply} />
    </article>
  );
}

const commentsOf = (data: InfiniteData<CommentPage, string> | undefined): ThreadComment[] =>
  // Pages are fetched from the newest backwards; within each the newest is last.
  data?.pages.toReversed().flatMap((page) => page.comments) ?? [];

function Comments({ thread, reply }: { thread: Thread; reply: RefObject<HTMLTextAreaElement | null> }) {
  const source = useThreadSource();
  const commands = useThreadCommands();
  const query = useInfiniteQuery(source.comments(thread.number));
  const { suggestion } = useBeginnings(thread.anchor, thread.number);
  const unsentKey = `${source.key}.${thread.number}`;
  // What was unread when the thread was opened stays marked until it is left.
  const [unreadAfter] = useState(() => (thread.isUnread ? thread.lastEvent : null));
  const comments = query.data ? commentsOf(query.data) : [thread.first];
  const box = useScrollToNewest(query.data ? comments.length : 0);
  useMarkRead(thread);
  const earlier = query.data?.pages.at(-1)?.earlier ?? null;
  return (
    <>
      <div ref={box} className="min-h-0 flex-1 overflow-y-auto">
        {query.error && (
          <ErrorState
            title="The comments could not be read"
            correlationId={query.error.correlationId}
            onRetry={() => void query.refetch()}
            className="py-6!"
          >
            {query.error.message}
          </ErrorState>
        )}
        {earlier && (
          <Button
            variant="quiet"
            size="sm"
            className="w-full"
            busy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show earlier comments
          </Button>
        )}
        <ol>
          {comments.map((comment) => (
            <CommentItem
              key={comment.id}
              thread={thread}
              comment={comment}
              isNew={unreadAfter !== null && comment.event >= unreadAfter}
              onCopyLink={() => void commands?.copyLink(thread.number, comment.event)}
            />
          ))}
          <SendingComments unsentKey={unsentKey} />
        </ol>
        {query.isPending && thread.comments > 1 && (
          <div className="p-3">
            <SkeletonLines lines={3} label="Opening the comments" />
          </div>
        )}
        {thread.resolvedAt && thread.outcome && (
          <p className="flex items-center gap-1.5 border-t border-line bg-ok-soft px-3 py-2 text-xs text-ok-ink">
            <CircleCheck aria-hidden="true" className="size-3.5 shrink-0" />
            <span>
              {outcomeLabels[thread.outcome]}
              {thread.resolvedBy && `, by ${thread.resolvedBy.name}`} <RelativeTime at={thread.resolvedAt} />
            </span>
          </p>
        )}
      </div>
      <footer className="border-t border-line bg-surface p-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        {source.refusals.write ? (
          <p className="text-xs text-pretty text-muted">{source.refusals.write}</p>
        ) : (
          <Composer
            key={unsentKey}
            unsentKey={unsentKey}
            area={reply}
            label="Reply"
            placeholder={placeholderOf(thread, source.people.length > 0)}
            sendLabel="Reply"
            suggestion={suggestion}
            send={(input) => source.actions.reply(thread.number, input)}
          />
        )}
      </footer>
    </>
  );
}

function placeholderOf(thread: Thread, canMention: boolean): string {
  if (thread.resolvedAt) return "Reply; the thread stays resolved";
  return canMention ? "Reply, @ mentions somebody" : "Reply";
}

/** What was just sent stands at the end of the thread before the server has answered. */
function SendingComments({ unsentKey }: { unsentKey: string }) {
  const { me } = useThreadSource();
  const { sending } = useUnsent(unsentKey);
  return sending.map(({ id, body, suggestion }) => (
    <li key={id} aria-busy="true" className="border-b border-line px-3 py-2.5 opacity-60 last:border-b-0">
      <header className="flex min-h-6 items-center gap-1.5">
        {me && <AuthorName author={me} />}
        <span className="text-xs text-muted">sending …</span>
      </header>
      <div className="mt-0.5 pl-7">
        <CommentBody body={body} />
        {suggestion && <SuggestionView suggestion={suggestion} appliedAt={null} />}
      </div>
    </li>
  ));
}

/** Nearer to the end than this one reads the newest, and goes on to what comes after it. */
const nearEnd = 240;

/** A thread opens at its newest comment, and follows when another arrives while one is at the end. `count` is 0 until they are here. */
function useScrollToNewest(count: number) {
  const box = useRef<HTMLDivElement>(null);
  const seen = useRef(0);
  useEffect(() => {
    const element = box.current;
    if (!element || count <= seen.current) return;
    const isFirst = seen.current === 0;
    seen.current = count;
    const newest = element.querySelector("ol > li:last-child")?.getBoundingClientRect().height ?? 0;
    const away = element.scrollHeight - element.scrollTop - element.clientHeight - newest;
    const asked = isFirst ? askedComment() : null;
    if (asked) asked.scrollIntoView({ block: "center" });
    else if (isFirst || away < nearEnd) element.scrollTop = element.scrollHeight;
  }, [count]);
  return box;
}

/** The comment the address names, once: what is opened later begins at its own end. */
function askedComment(): HTMLElement | null {
  const url = new URL(window.location.href);
  const event = url.searchParams.get("comment");
  if (!event) return null;
  url.searchParams.delete("comment");
  window.history.replaceState(null, "", url);
  return document.getElementById(`comment-${event}`);
}

/** A thread that is on the screen for a moment has been read. */
function useMarkRead(thread: Thread) {
  const { actions } = useThreadSource();
  const { isUnread, lastEvent } = thread;
  const read = useRef(actions.read);
  useEffect(() => {
    read.current = actions.read;
  });
  const latest = useRef(thread);
  useEffect(() => {
    latest.current = thread;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer comment is read anew
  useEffect(() => {
    if (!isUnread) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible")
        timer = setTimeout(() => void read.current(latest.current).catch(() => {}), readAfterMs);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [isUnread, lastEvent]);
}

const readAfterMs = 700;
