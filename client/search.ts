import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Reply } from "@/client/api";
import { callerFor } from "@/client/context";
import type { ElementKind } from "@/core/search/element-kinds";
import type { Api } from "@/server/api/routes";

export type SearchPage = Reply<"GET /teams/{team}/search">;
export type SearchResult = SearchPage["items"][number];
export type SearchKind = NonNullable<NonNullable<Api["GET /teams/{team}/search"]["query"]>["kind"]>;
export type ElementPage = Reply<"GET /teams/{team}/elements">;
export type ElementResult = ElementPage["items"][number];
export type Passage = SearchResult["title"];

/** Texts that say what is looked for. Keyed by the search, so that a late answer is never shown for a newer one. */
export const searchQuery = (team: string, search: { q: string; kind?: SearchKind | undefined; limit?: number }) =>
  infiniteQueryOptions({
    queryKey: ["team", team, "search", search],
    queryFn: ({ client, signal, pageParam }) =>
      callerFor(client)("GET /teams/{team}/search", {
        params: { team },
        query: { ...search, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    retry: false,
  });

/** Designs that touch what is named. */
export const elementsQuery = (team: string, search: { q: string; kind?: ElementKind | undefined; limit?: number }) =>
  infiniteQueryOptions({
    queryKey: ["team", team, "elements", search],
    queryFn: ({ client, signal, pageParam }) =>
      callerFor(client)("GET /teams/{team}/elements", {
        params: { team },
        query: { ...search, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    retry: false,
  });
