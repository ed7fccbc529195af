import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Reply } from "@/client/api";
import { callerFor } from "@/client/context";
import type { Api } from "@/server/api/routes";

export type ReviewAt = { team: string; number: number };
export type ReviewFilter = Omit<NonNullable<Api["GET /teams/{team}/reviews"]["query"]>, "cursor">;
type CountQuery = NonNullable<Api["GET /teams/{team}/review-counts"]["query"]>;
export type CountGroup = NonNullable<CountQuery["group"]>;
export type CountFilter = Omit<CountQuery, "group">;
export type ReviewCounts = Reply<"GET /teams/{team}/review-counts">;
export type ReviewSort = NonNullable<ReviewFilter["sort"]>;
export type ReviewPage = Reply<"GET /teams/{team}/reviews">;
export type ReviewCard = ReviewPage["items"][number];
export type Review = Reply<"GET /teams/{team}/reviews/{number}">;
export type ReviewEvent = Reply<"GET /teams/{team}/reviews/{number}/events">["items"][number];

/** The board, page by page. */
export const reviewsQuery = (team: string, filter: ReviewFilter) =>
  infiniteQueryOptions({
    queryKey: ["team", team, "reviews", filter],
    queryFn: ({ client, signal, pageParam }) =>
      callerFor(client)("GET /teams/{team}/reviews", {
        params: { team },
        query: { ...filter, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

/** How many reviews have each value of a group, under the filters of the other groups. */
export const reviewCountsQuery = (team: string, group: CountGroup, filter: CountFilter = {}) =>
  queryOptions({
    queryKey: ["team", team, "review-counts", group, filter],
    queryFn: ({ client, signal }) =>
      callerFor(client)("GET /teams/{team}/review-counts", { params: { team }, query: { ...filter, group }, signal }),
    placeholderData: keepPreviousData,
  });

export const labelsQuery = (team: string) =>
  queryOptions({
    queryKey: ["team", team, "labels"],
    queryFn: ({ client, signal }) => callerFor(client)("GET /teams/{team}/labels", { params: { team }, signal }),
  });

/** The head of a review: what every page of it shows. */
export const reviewQuery = ({ team, number }: ReviewAt) =>
  queryOptions({
    queryKey: ["review", team, number],
    queryFn: ({ client, signal }) =>
      callerFor(client)("GET /teams/{team}/reviews/{number}", { params: { team, number }, signal }),
  });

export const reviewEventsQuery = ({ team, number }: ReviewAt) =>
  infiniteQueryOptions({
    queryKey: ["review", team, number, "events"],
    queryFn: ({ client, signal, pageParam }) =>
      callerFor(client)("GET /teams/{team}/reviews/{number}/events", {
        params: { team, number },
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const teamEventsQuery = (team: string) =>
  infiniteQueryOptions({
    queryKey: ["team", team, "events"],
    queryFn: ({ client, signal, pageParam }) =>
      callerFor(client)("GET /teams/{team}/events", {
        params: { team },
        query: pageParam ? { cursor: pageParam } : {},
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
