import type { Query, QueryClient } from "@tanstack/react-query";
import { accountQuery } from "@/client/account";
import { openEventStream, type StreamState } from "@/client/event-stream";
import { type Stale, staleInbox, staleQueries, staleTeam } from "@/client/events";
import { readMarker, setFollowing } from "@/client/live-state";
import { whenQuiet } from "@/client/optimistic";
import { eventsPath, type StreamEvent } from "@/core/live";

export type LiveUpdates = {
  follow: (team: string) => void;
  stop: () => void;
};

export type LiveOptions = {
  url?: string;
  makeSocket?: (url: string) => WebSocket;
  onState?: (state: StreamState) => void;
};

/** Events that come together are one reason to ask again. */
const gatherMilliseconds = 40;
/** For each other follower the questions are spread over this much more, so that two hundred do not ask at the same moment. */
const spreadMilliseconds = 10;
const widestSpread = 8000;
/** In a stream of events without end a page asks ever more seldom, from the first to the second of these. */
const shortestRest = 250;
const longestRest = 3000;
const mostKept = 300;

/**
 * Keeps a browser's cache in step with the team's events: what each event makes stale is asked for again if it is on the
 * screen, and otherwise when it is shown next. Data that a page brought along is compared with the events that happened while
 * the page was on its way.
 */
export function keepUpToDate(client: QueryClient, options: LiveOptions = {}): LiveUpdates {
  let team: string | null = null;
  /** The newest event that the cache knows of, by team; for a team not followed now, where to go on. */
  const known = new Map<string, number>();
  /** The last events of the team followed, in order. */
  let recent: StreamEvent[] = [];
  let stale: Stale[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;
  let rest = shortestRest;
  let lastRenewed = Number.NEGATIVE_INFINITY;
  let isStopped = false;

  const cache = client.getQueryCache();
  const mine = () => client.getQueryData(accountQuery.queryKey)?.id;

  const stream = openEventStream({
    url: options.url ?? eventsUrl(),
    ...(options.makeSocket ? { makeSocket: options.makeSocket } : {}),
    onEvents: (of, events, followers) => {
      recent = [...recent, ...events].slice(-mostKept);
      const isOwn = events.every(({ actor }) => actor !== null && actor.id === mine());
      const spread = isOwn ? 0 : Math.random() * Math.min(widestSpread, (followers - 1) * spreadMilliseconds);
      for (const event of events) stale.push(...staleQueries(of, event));
      const wait = isOwn ? 0 : lastRenewed + rest - performance.now();
      renewIn(Math.max(gatherMilliseconds + spread, wait));
    },
    onReload: (of) => {
      recent = [];
      stale.push(...staleTeam(of), staleInbox);
      renewIn(gatherMilliseconds + Math.random() * 1000);
    },
    onInbox: () => {
      stale.push(staleInbox);
      renewIn(gatherMilliseconds);
    },
    onState: (state) => {
      setFollowing(state === "following" ? team : null);
      // What is said of an inbox has no number to go on from: a new line asks what was missed.
      if (state === "following") {
        stale.push(staleInbox);
        renewIn(gatherMilliseconds + Math.random() * 1000);
      }
      // Who is signed out, or no longer in the team, learns it from what the page asks for.
      if (state === "ended" || state === "signed-out") {
        stale.push(...staleTeam(team ?? ""));
        renewIn(gatherMilliseconds);
      }
      options.onState?.(state);
    },
  });

  function renewIn(milliseconds: number): void {
    const at = performance.now() + milliseconds;
    if (at >= due) return;
    due = at;
    clearTimeout(timer);
    timer = setTimeout(() => void whenQuiet(client, renew), milliseconds);
  }

  function renew(): void {
    if (isStopped) return;
    due = Number.POSITIVE_INFINITY;
    const now = performance.now();
    rest = now - lastRenewed < 2 * rest ? Math.min(2 * rest, longestRest) : shortestRest;
    lastRenewed = now;
    const found = new Set(stale.flatMap((filters) => cache.findAll(filters)));
    stale = [];
    for (const query of found) askAgain(query);
  }

  /** Queries whose answer on its way may be older than the event. */
  const answering = new WeakSet<Query>();

  function askAgain(query: Query): void {
    const answer = query.state.fetchStatus === "fetching" ? query.promise : undefined;
    if (!answer) {
      // A page nobody looks at asks when it is looked at.
      const refetchType = isHidden() ? "none" : "active";
      void client.invalidateQueries({ queryKey: query.queryKey, exact: true, refetchType });
    } else if (!answering.has(query)) {
      answering.add(query);
      void answer
        .catch(() => {})
        .then(() => {
          answering.delete(query);
          askAgain(query);
        });
    }
  }

  /** Data of the team as of this event has come into the cache. */
  function rendered(of: string, number: number): void {
    if (of !== team) {
      known.set(of, Math.min(number, known.get(of) ?? number));
      return;
    }
    const last = stream.last();
    if (last === null) stream.follow(of, number);
    if (last === null || number >= last) return;
    const isWhole = (recent[0]?.number ?? Number.POSITIVE_INFINITY) <= number + 1;
    const missed = recent.filter((event) => event.number > number);
    stale.push(...(isWhole ? missed.flatMap((event) => staleQueries(of, event)) : staleTeam(of)));
    renewIn(gatherMilliseconds);
  }

  function notice(query: Query): void {
    const marker = readMarker(query);
    if (marker) rendered(marker.team, marker.number);
  }

  for (const query of cache.getAll()) notice(query);
  const stopWatching = cache.subscribe(({ type, query }) => {
    if (type === "added") notice(query);
  });
  const stopListening = watchPage(stream);

  return {
    follow: (next) => {
      if (next === team) return;
      const last = stream.last();
      if (team !== null && last !== null) known.set(team, last);
      team = next;
      recent = [];
      setFollowing(null);
      stream.follow(next, known.get(next) ?? null);
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      stopWatching();
      stopListening();
      setFollowing(null);
      stream.stop();
    },
  };
}

const isHidden = () => typeof document !== "undefined" && document.visibilityState === "hidden";

function watchPage({ retry, doubt }: { retry: () => void; doubt: () => void }): () => void {
  if (typeof window === "undefined") return () => {};
  const onVisible = () => document.visibilityState === "visible" && retry();
  window.addEventListener("online", retry);
  window.addEventListener("offline", doubt);
  window.addEventListener("focus", retry);
  window.addEventListener("pageshow", retry);
  document.addEventListener("visibilitychange", onVisible);
  return () => {
    window.removeEventListener("online", retry);
    window.removeEventListener("offline", doubt);
    window.removeEventListener("focus", retry);
    window.removeEventListener("pageshow", retry);
    document.removeEventListener("visibilitychange", onVisible);
  };
}

function eventsUrl(): string {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}${eventsPath}`;
}
