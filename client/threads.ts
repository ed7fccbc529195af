import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Reply } from "@/client/api";
import { callerFor } from "@/client/context";
import type { ReviewAt } from "@/client/reviews";

export type ThreadList = Reply<"GET /teams/{team}/reviews/{number}/threads">;
/** A thread with its first comment. */
export type Thread = ThreadList["items"][number];
export type Comment = Thread["first"];
export type ThreadPage = Reply<"GET /teams/{team}/reviews/{number}/threads/{thread}">;

/**
 * All threads of a review by number, each with its first comment: what lists, badges and marks in the text are drawn from. Asked
 * for again, it fetches what changed since.
 */
export const threadsQuery = ({ team, number }: ReviewAt) =>
  queryOptions({
    queryKey: ["review", team, number, "threads"],
    queryFn: async ({ client, signal, queryKey }): Promise<ThreadList> => {
      const known = client.getQueryData<ThreadList>(queryKey);
      const since = known ? { changedSince: known.lastChange } : {};
      const fetchPage = (cursor: string | null) =>
        callerFor(client)("GET /teams/{team}/reviews/{number}/threads", {
          params: { team, number },
          query: { ...since, ...(cursor ? { cursor } : {}) },
          signal,
        });
      // What changes while the pages are fetched is fetched again the next time: the first page says how far that is.
      const first = await fetchPage(null);
      const changed = [...first.items];
      for (let next = first.next; next !== null; ) {
        const page = await fetchPage(next);
        changed.push(...page.items);
        next = page.next;
      }
      return mergeThreads(known, { ...first, items: changed });
    },
  });

/** A list of threads with what changed in it. Which are unread is known anew of all, since they may have been read elsewhere. */
function mergeThreads(known: ThreadList | undefined, changed: ThreadList): ThreadList {
  const unread = new Set(changed.unread);
  const items = new Map([...(known?.items ?? []), ...changed.items].map((thread) => [thread.number, thread]));
  return {
    ...changed,
    next: null,
    items: [...items.values()]
      .sort((a, b) => a.number - b.number)
      .map((thread) =>
        thread.isUnread === unread.has(thread.number) ? thread : { ...thread, isUnread: !thread.isUnread },
      ),
  };
}

/** One thread with its comments; pages go back in time, each oldest first. */
export const threadQuery = ({ team, number }: ReviewAt, thread: number) =>
  infiniteQueryOptions({
    queryKey: ["review", team, number, "threads", thread],
    queryFn: ({ client, signal, pageParam }) =>
      callerFor(client)("GET /teams/{team}/reviews/{number}/threads/{thread}", {
        params: { team, number, thread },
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.earlier,
  });

/** What a comment said before each edit, newest first. */
export const commentEditsQuery = ({ team, number }: ReviewAt, comment: string) =>
  queryOptions({
    queryKey: ["review", team, number, "comments", comment, "edits"],
    queryFn: ({ client, signal }) =>
      callerFor(client)("GET /teams/{team}/reviews/{number}/comments/{comment}/edits", {
        params: { team, number, comment },
        signal,
      }),
  });
