import "server-only";
import {
  dehydrate,
  type FetchInfiniteQueryOptions,
  type FetchQueryOptions,
  type QueryClient,
  type QueryKey,
} from "@tanstack/react-query";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { ApiError, type Caller, createCaller } from "@/client/api";
import { createQueryClient } from "@/client/context";
import { eventMarker } from "@/client/live-state";
import { isShareToken, sharedQuery } from "@/client/shared";
import { shareHeader } from "@/core/live";

/** The API as the person who asked for this page, called in the process with their cookies, and a share link's token if given. */
export const serverApi = cache(async (shareToken?: string): Promise<Caller> => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const passed = new Headers({ cookie: jar.toString() });
  if (shareToken) passed.set(shareHeader, shareToken);
  for (const name of ["x-correlation-id", "x-lintel-address"]) {
    const value = head.get(name);
    if (value) passed.set(name, value);
  }
  return createCaller(
    (request) => {
      if (!globalThis.lintel) throw new Error("a page was asked for before the server was ready");
      return globalThis.lintel.fetch(request);
    },
    "http://lintel.internal",
    passed,
  );
});

/**
 * Fetches what a page shows and gives it on to the browser in dehydrated form. Nobody signed in goes to the sign-in page; what
 * does not exist, or may not be seen, is the not-found page. Each query's value comes back too, for the title of the page.
 */
export async function prefetch(path: string, ...queries: readonly { queryKey: QueryKey }[]) {
  const caller = await serverApi();
  const client = createQueryClient(caller);
  try {
    const team = teamOf(queries);
    // Before everything else: what is read afterwards is at least as new as the event with this number.
    if (team) client.setQueryData(eventMarker(team, crypto.randomUUID()), await lastEvent(team, caller));
    await Promise.all(queries.map((query) => fetchOne(client, query)));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
    if (error.status === 404) notFound();
    throw error;
  }
  return {
    state: dehydrate(client),
    read: <T>(query: { queryKey: QueryKey }) => client.getQueryData(query.queryKey) as T,
  };
}

/** The team that the queries of a page are about. */
function teamOf(queries: readonly { queryKey: QueryKey }[]): string | undefined {
  const key = queries.find(({ queryKey: [noun] }) => noun === "team" || noun === "review")?.queryKey;
  return typeof key?.[1] === "string" ? key[1] : undefined;
}

/** Once for a request, although layouts and pages all ask. */
const lastEvent = cache(async (team: string, call: Caller) => {
  const { lastEvent } = await call("GET /teams/{team}/last-event", { params: { team } });
  return lastEvent;
});

/**
 * Fetches what a share link shows. A link that does not work is the not-found page; one that asks for a password comes back
 * without anything. Asked once for a page and its title.
 */
export const prefetchShared = cache(async (token: string) => {
  if (!isShareToken(token)) notFound();
  const client = createQueryClient(await serverApi(token));
  const shared = await client.fetchQuery(sharedQuery).catch((error: unknown) => {
    if (error instanceof ApiError && error.status === 404) notFound();
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  });
  return { state: dehydrate(client), shared };
});

// Query values are typed at their definition; a list of different ones has only the key in common.
function fetchOne(client: QueryClient, query: { queryKey: QueryKey }): Promise<unknown> {
  if ("initialPageParam" in query) return client.fetchInfiniteQuery(query as FetchInfiniteQueryOptions);
  return client.fetchQuery(query as FetchQueryOptions);
}
