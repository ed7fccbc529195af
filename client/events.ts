import type { QueryFilters } from "@tanstack/react-query";
import type { EventPayloads, EventType } from "@/core/events";
import type { StreamEvent } from "@/core/live";

/** Where an event happened. `review` is 0 for an event of the team, which no review is. */
type Place<T extends EventType> = { team: string; review: number; payload: Partial<EventPayloads[T]> };
type Stale = Pick<QueryFilters, "queryKey" | "exact" | "predicate">;

type At = { team: string; review: number };

const account: Stale = { queryKey: ["account"], exact: true };
const teamHead = ({ team }: At): Stale => ({ queryKey: ["team", team], exact: true });
const ofTeam = ({ team }: At, ...part: unknown[]): Stale => ({ queryKey: ["team", team, ...part] });
const head = ({ team, review }: At): Stale => ({ queryKey: ["review", team, review], exact: true });
const ofReview = ({ team, review }: At, ...part: unknown[]): Stale => ({ queryKey: ["review", team, review, ...part] });

/** What a list of reviews shows of each. */
const cards = (at: At): Stale[] => [ofTeam(at, "reviews")];
/** The same with what it is filtered and counted by. */
const board = (at: At): Stale[] => [...cards(at), ofTeam(at, "review-counts"), ofTeam(at, "labels")];
const draft = (at: At): Stale[] => [
  head(at),
  ofReview(at, "diagrams"),
  ofReview(at, "checklist"),
  ofReview(at, "draft"),
  ...cards(at),
];
const everyChecklist = ({ team }: At): Stale => ({
  queryKey: ["review", team],
  predicate: ({ queryKey }) => queryKey[3] === "checklist",
});
const threads = (at: At): Stale => ({ ...ofReview(at, "threads"), exact: true });
const thread = (at: At & { payload: { thread?: number } }): Stale[] => [
  threads(at),
  ofReview(at, "threads", at.payload.thread),
];
const discussion = (at: At & { payload: { thread?: number } }): Stale[] => [...thread(at), head(at), ...cards(at)];

/**
 * The one table of what each event makes stale, beside the lists of events themselves. A new type of event does not compile
 * before it has its line here. A payload may be empty for somebody who may not see it.
 */
const staleAfter: { [T in EventType]: (at: Place<T>) => Stale[] } = {
  "team.created": () => [account],
  "team.updated": (at) => [teamHead(at), account, everyChecklist(at)],
  "member.invited": (at) => [ofTeam(at, "invitations")],
  "member.joined": (at) => [teamHead(at), ofTeam(at, "invitations")],
  "member.changed": (at) => [teamHead(at), account],
  "member.left": (at) => [teamHead(at), account],
  "invitation.revoked": (at) => [ofTeam(at, "invitations")],
  "lens.imported": (at) => [ofTeam(at, "lenses"), everyChecklist(at)],
  "lens.archived": (at) => [ofTeam(at, "lenses"), everyChecklist(at)],
  "review.created": board,
  "review.updated": (at) => [head(at), ...board(at)],
  "review.moved": (at) => [head(at), ...board(at)],
  "review.archived": (at) => [head(at), ...board(at)],
  "review.unarchived": (at) => [head(at), ...board(at)],
  "draft.edited": draft,
  "answer.changed": (at) => [head(at), ofReview(at, "checklist"), ...board(at)],
  "version.published": (at) => [head(at), ofReview(at, "versions"), ofReview(at, "checklist"), ...cards(at)],
  "version.restored": (at) => [...draft(at), ofReview(at, "versions")],
  "reviewer.added": (at) => [head(at), ...board(at)],
  "reviewer.removed": (at) => [head(at), ...board(at)],
  "thread.opened": discussion,
  "comment.added": thread,
  "comment.edited": (at) => [...thread(at), ofReview(at, "comments", at.payload.commentId, "edits")],
  "comment.deleted": discussion,
  "comment.reacted": thread,
  "suggestion.applied": (at) => [...thread(at), ...draft(at)],
  "thread.resolved": discussion,
  "thread.reopened": discussion,
  "thread.reattached": thread,
  "share.created": (at) => [ofReview(at, "share-links")],
  "share.updated": (at) => [ofReview(at, "share-links")],
  "share.revoked": (at) => [ofReview(at, "share-links")],
  "guest.joined": (at) => [ofReview(at, "share-links")],
  "guest.removed": (at) => [ofReview(at, "share-links"), ofReview(at, "threads")],
  "view.saved": (at) => [ofTeam(at, "views")],
  "view.deleted": (at) => [ofTeam(at, "views")],
};

export type { Stale };

/** The queries that no longer hold what they should after an event of this team. */
export function staleQueries(team: string, event: Pick<StreamEvent, "type" | "review" | "payload">): Stale[] {
  const review = event.review ?? 0;
  // A page of an older release may hear of events it does not know.
  const rule = staleAfter[event.type] as ((at: Place<EventType>) => Stale[]) | undefined;
  const lists = review > 0 ? [ofReview({ team, review }, "events")] : [];
  return [ofTeam({ team, review }, "events"), ...lists, ...(rule?.({ team, review, payload: event.payload }) ?? [])];
}

/** Everything known of a team, and who is in it. */
export const staleTeam = (team: string): Stale[] => [
  { queryKey: ["team", team] },
  { queryKey: ["review", team] },
  account,
];

export const staleInbox: Stale = { queryKey: ["inbox"] };
