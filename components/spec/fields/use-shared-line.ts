"use client";

import {
  type ChangeEvent,
  type ClipboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type * as Y from "yjs";
import { writeText } from "@/core/spec/draft";
import { isGuidance, promptOf } from "@/core/spec/guidance";
import { cleanText } from "@/core/spec/value";
import { useDraft, useDraftText } from "../use-draft";

type Line = {
  ref: RefObject<HTMLTextAreaElement | null>;
  value: string;
  /** The question a template left here. It is shown where a placeholder is, and the first letter takes its place. */
  prompt: string | undefined;
  /** Why the last change was refused, or why what stands here does not fit. */
  error: string | null;
  onChange: (event: ChangeEvent<HTMLTextAreaElement>) => void;
  onPaste: (event: ClipboardEvent<HTMLTextAreaElement>) => void;
};

/**
 * Ties a one-line text area to the shared text at a path. The cursor stays with the words around it when somebody else edits
 * the same line; input beyond `most` characters is refused with the number, and what stands there stays.
 */
export function useSharedLine(path: string, most: number): Line {
  const { doc, isReadOnly } = useDraft();
  const { text, value } = useDraftText(path);
  const ref = useRef<HTMLTextAreaElement>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  useSteadyCaret(ref, text, value);

  const onChange = (event: ChangeEvent<HTMLTextAreaElement>) => {
    if (isReadOnly) return;
    const next = cleanText(event.target.value, "one");
    if (next.length > most && next.length > value.length) {
      setRefusal(refusalOf(value.length, next.length, most));
      return;
    }
    setRefusal(null);
    doc.transact(() => writeText(text, next));
  };
  // Before the browser lays it out, which with megabytes in a line takes it a minute.
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    if (isReadOnly) return;
    const { value: shown, selectionStart, selectionEnd } = event.currentTarget;
    const left = shown.length - (selectionEnd - selectionStart);
    const next = left + cleanText(event.clipboardData.getData("text/plain"), "one").length;
    if (next <= most || next <= shown.length) return;
    event.preventDefault();
    setRefusal(refusalOf(left, next, most));
  };
  const tooLong = value.length > most ? `Holds ${count(value.length)} characters; shorten it to ${count(most)}.` : null;
  const isPrompt = isGuidance(value);
  return {
    ref,
    value: isPrompt ? "" : value,
    prompt: isPrompt ? promptOf(value) : undefined,
    error: refusal ?? tooLong,
    onChange,
    onPaste,
  };
}

const count = (characters: number) => characters.toLocaleString("en");

function refusalOf(before: number, after: number, most: number): string {
  const added = after - before;
  if (added < 10) return `This field is full: it takes at most ${count(most)} characters.`;
  return `Not pasted: with these ${count(added)} characters the field would hold ${count(after)}; it takes at most ${count(most)}. Nothing here was changed.`;
}

/** Moves the selection along with what others insert and delete before it. */
function useSteadyCaret(ref: RefObject<HTMLTextAreaElement | null>, text: Y.Text, value: string) {
  const wanted = useRef<{ start: number; end: number } | null>(null);
  useEffect(() => {
    const onEvent = (event: Y.YTextEvent, transaction: Y.Transaction) => {
      const area = ref.current;
      // One's own typing has put the caret where it belongs already; undo, which is local too, has an origin.
      if (!area || document.activeElement !== area || (transaction.local && transaction.origin === null)) return;
      const from = wanted.current ?? { start: area.selectionStart, end: area.selectionEnd };
      wanted.current = { start: moved(from.start, event.delta), end: moved(from.end, event.delta) };
    };
    text.observe(onEvent);
    return () => text.unobserve(onEvent);
  }, [ref, text]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the caret is put right after the new value is in place
  useLayoutEffect(() => {
    if (wanted.current) ref.current?.setSelectionRange(wanted.current.start, wanted.current.end);
    wanted.current = null;
  }, [ref, value]);
}

type Delta = readonly { retain?: number; insert?: unknown; delete?: number }[];

/** Where an index stands after a change of the text: before it nothing moves, inside a deletion it goes to its start. */
export function moved(index: number, delta: Delta): number {
  let at = 0;
  let result = index;
  for (const step of delta) {
    if (at > result) break;
    if (step.retain !== undefined) at += step.retain;
    else if (typeof step.insert === "string") {
      if (at < result) result += step.insert.length;
      at += step.insert.length;
    } else if (step.delete !== undefined) result -= Math.min(step.delete, Math.max(0, result - at));
  }
  return result;
}
