"use client";

import { useSyncExternalStore } from "react";
import { ApiError } from "@/client/api";
import { type Suggestion, suggestionSchema } from "@/core/comments/anchor";
import type { NewComment } from "./thread-source";

/** A text in the making, and what was sent but is not answered yet. */
export type Unsent = {
  body: string;
  suggestion: Suggestion | null;
  error: string | null;
  sending: readonly (NewComment & { id: number })[];
};

const nothing: Unsent = { body: "", suggestion: null, error: null, sending: [] };
const entries = new Map<string, Unsent>();
const listeners = new Set<() => void>();
const prefix = "lintel.unsent.";
let sent = 0;

/** The device keeps unsent texts, so that neither a reload nor a crash loses one. */
function readKept(key: string): Unsent {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(prefix + key) ?? "null");
    if (typeof kept !== "object" || kept === null || !("body" in kept) || typeof kept.body !== "string") return nothing;
    const suggestion = "suggestion" in kept ? suggestionSchema.safeParse(kept.suggestion) : null;
    return { ...nothing, body: kept.body, suggestion: suggestion?.success ? suggestion.data : null };
  } catch {
    return nothing; // storage that is blocked or was tampered with
  }
}

function keep(key: string, { body, suggestion, sending }: Unsent) {
  const all = [...sending.map((each) => each.body), body].filter((text) => text.trim() !== "").join("\n\n");
  try {
    const kept = suggestion ?? sending.at(-1)?.suggestion ?? null;
    if (all === "" && kept === null) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, JSON.stringify({ body: all, suggestion: kept }));
  } catch {
    // storage that is full or blocked: the text still stands in the field
  }
}

export function readUnsent(key: string): Unsent {
  let entry = entries.get(key);
  if (!entry) {
    entry = readKept(key);
    entries.set(key, entry);
  }
  return entry;
}

export function changeUnsent(key: string, change: Partial<Unsent>) {
  const next = { ...readUnsent(key), ...change };
  entries.set(key, next);
  keep(key, next);
  for (const listener of listeners) listener();
}

/** What is written under `key`, current at every render. */
export function useUnsent(key: string): Unsent {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => readUnsent(key),
    () => nothing,
  );
}

/**
 * Sends what is written under `key`: the field is free at once, and where the server refuses, the text is back in it with the
 * reason. Answers whether it was taken.
 */
export async function sendUnsent(key: string, send: (input: NewComment) => Promise<unknown>): Promise<boolean> {
  const { body, suggestion, sending } = readUnsent(key);
  sent += 1;
  const id = sent;
  const input: NewComment = { body: body.trim(), ...(suggestion ? { suggestion } : {}) };
  changeUnsent(key, { body: "", suggestion: null, error: null, sending: [...sending, { ...input, id }] });
  const finish = (change: Partial<Unsent>) =>
    changeUnsent(key, { ...change, sending: readUnsent(key).sending.filter((each) => each.id !== id) });
  try {
    await send(input);
    finish({});
    return true;
  } catch (error) {
    const since = readUnsent(key);
    finish({
      body: [input.body, since.body].filter((text) => text.trim() !== "").join("\n\n"),
      suggestion: since.suggestion ?? input.suggestion ?? null,
      error: error instanceof ApiError ? error.message : "It was not sent. Try again.",
    });
    return false;
  }
}
