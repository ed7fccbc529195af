"use client";

import { createContext, use, useSyncExternalStore } from "react";
import type { Anchor } from "@/core/comments/anchor";
import { pathOf, placeKey } from "./thread-address";
import type { Thread } from "./thread-source";

/** Where a thread stands in the document on the screen. */
export type Location = {
  state: "here" | "moved" | "detached";
  /** How sure that is, from 0 to 1. */
  certainty: number;
  /** The place of the specification; the last known one of a detached thread. */
  path: string | null;
  /** The passage within the text at `path`. */
  range: { from: number; to: number } | null;
};

/** The open threads at a place. */
export type Mark = { open: number; unread: number; threads: readonly number[] };
/** A passage of a text with an open thread. */
export type TextMark = { thread: number; from: number; to: number; isUnread: boolean; isCurrent: boolean };

export type PanelView =
  | { kind: "closed" }
  /** The list; of one place where it is named. */
  | { kind: "list"; place: string | null }
  | { kind: "thread"; number: number }
  | { kind: "new"; anchor: Anchor }
  /** Waiting for another place for a thread that lost its own. */
  | { kind: "reattach"; number: number; anchor: Anchor | null };

export type ThreadState = {
  threads: readonly Thread[];
  byNumber: ReadonlyMap<number, Thread>;
  locations: ReadonlyMap<number, Location>;
  /** Numbers in the order of the document. */
  order: readonly number[];
  at: ReadonlyMap<string, Mark>;
  below: ReadonlyMap<string, Mark>;
  texts: ReadonlyMap<string, readonly TextMark[]>;
  open: number;
  unread: number;
  view: PanelView;
};

const noMark: Mark = { open: 0, unread: 0, threads: [] };
const noTexts: readonly TextMark[] = [];
const empty: ThreadState = {
  threads: [],
  byNumber: new Map(),
  locations: new Map(),
  order: [],
  at: new Map(),
  below: new Map(),
  texts: new Map(),
  open: 0,
  unread: 0,
  view: { kind: "closed" },
};

type Reveal = (range: { from: number; to: number }) => void;

/**
 * What the page knows of its threads, outside of React: hundreds of fields ask for their own marks, and one that nothing changed
 * for must not be drawn again.
 */
export class ThreadStore {
  private state = empty;
  private readonly listeners = new Set<() => void>();
  private readonly reveals = new Map<string, Reveal>();
  private awaited: { path: string; range: { from: number; to: number } } | null = null;

  read = () => this.state;
  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  setThreads(threads: readonly Thread[], locations: ReadonlyMap<number, Location>, order: readonly number[]) {
    this.change({
      ...this.state,
      threads,
      locations,
      order,
      byNumber: new Map(threads.map((each) => [each.number, each])),
    });
  }

  setView(view: PanelView) {
    if (JSON.stringify(view) !== JSON.stringify(this.state.view)) this.change({ ...this.state, view });
  }

  /** A text on the screen says how to show a passage of it. */
  offerReveal(path: string, reveal: Reveal): () => void {
    this.reveals.set(path, reveal);
    if (this.awaited?.path === path) {
      reveal(this.awaited.range);
      this.awaited = null;
    }
    return () => {
      if (this.reveals.get(path) === reveal) this.reveals.delete(path);
    };
  }

  /** Shows a passage, at once or as soon as its text is on the screen. Answers whether it is there already. */
  reveal(path: string, range: { from: number; to: number }): boolean {
    const reveal = this.reveals.get(path);
    this.awaited = reveal ? null : { path, range };
    reveal?.(range);
    return reveal !== undefined;
  }

  private change(next: ThreadState) {
    const marks = computeMarks(next);
    this.state = {
      ...next,
      at: keepEqual(this.state.at, marks.at),
      below: keepEqual(this.state.below, marks.below),
      texts: keepEqual(this.state.texts, marks.texts),
      open: next.threads.filter(({ resolvedAt }) => resolvedAt === null).length,
      unread: next.threads.filter(({ isUnread }) => isUnread).length,
    };
    for (const listener of this.listeners) listener();
  }
}

/** Values that say the same stay the same objects, so that their readers are not drawn again. */
function keepEqual<T>(before: ReadonlyMap<string, T>, after: Map<string, T>): ReadonlyMap<string, T> {
  for (const [key, value] of after) {
    const known = before.get(key);
    if (known !== undefined && JSON.stringify(known) === JSON.stringify(value)) after.set(key, known);
  }
  return after;
}

type Growing = { open: number; unread: number; threads: number[] };

function computeMarks({ threads, locations, view }: ThreadState) {
  const at = new Map<string, Growing>();
  const below = new Map<string, Growing>();
  const texts = new Map<string, TextMark[]>();
  const current = view.kind === "thread" ? view.number : null;
  const add = (marks: Map<string, Growing>, key: string, thread: Thread) => {
    const mark = marks.get(key) ?? { open: 0, unread: 0, threads: [] };
    mark.open += 1;
    mark.unread += thread.isUnread ? 1 : 0;
    mark.threads.push(thread.number);
    marks.set(key, mark);
  };
  for (const thread of threads) {
    const location = locations.get(thread.number);
    if (thread.resolvedAt !== null && thread.number !== current) continue;
    const isInSpec = thread.anchor.kind === "place" || thread.anchor.kind === "text";
    const key = isInSpec && location?.path ? location.path : placeKey(thread.anchor);
    if (thread.resolvedAt === null) {
      add(at, key, thread);
      const path = location?.path ?? pathOf(thread.anchor) ?? "";
      for (let end = path.length; end > 0; end = path.lastIndexOf(".", end - 1)) add(below, path.slice(0, end), thread);
    }
    if (!location?.range || !location.path) continue;
    const passages = texts.get(location.path) ?? [];
    const { isUnread } = thread;
    passages.push({ thread: thread.number, ...location.range, isUnread, isCurrent: thread.number === current });
    texts.set(location.path, passages);
  }
  return {
    at: at as Map<string, Mark>,
    below: below as Map<string, Mark>,
    texts: texts as Map<string, readonly TextMark[]>,
  };
}

export const ThreadStoreContext = createContext<ThreadStore | null>(null);

const never = () => () => {};

/** What `select` finds in the state; the component is drawn again when that is another value. Without threads around: `null`. */
export function useThreadState<T>(select: (state: ThreadState) => T): T | null {
  const store = use(ThreadStoreContext);
  const read = () => (store ? select(store.read()) : null);
  return useSyncExternalStore(store?.subscribe ?? never, read, read);
}

export const useMark = (key: string, reach: "at" | "below"): Mark | null =>
  useThreadState((state) => state[reach].get(key) ?? noMark);
export const useTextMarks = (path: string): readonly TextMark[] =>
  useThreadState((state) => state.texts.get(path) ?? noTexts) ?? noTexts;
