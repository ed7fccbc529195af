"use client";

import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { matchesStroke } from "./keys";

export type Shortcut = { keys: string; label: string };
type Entry = Shortcut & { run: (event: KeyboardEvent) => void; inText: boolean };

/** How long the first stroke of a sequence such as `g b` waits for the second. */
const SEQUENCE_MS = 900;

let entries: readonly Entry[] = [];
const listeners = new Set<() => void>();
let pending: { stroke: string; at: number } | undefined;

function change(next: readonly Entry[]) {
  entries = next;
  for (const listener of listeners) listener();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=checkbox],[type=radio]), textarea, select");
}

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing) return;
  // Keys belong to the open dialog or menu; `closest` lets a dialog have shortcuts of its own.
  const modal = document.querySelector("[role=dialog], [role=alertdialog], [role=menu]");
  const typing = isTyping(event.target);
  const first = pending && event.timeStamp - pending.at < SEQUENCE_MS ? pending.stroke : undefined;
  pending = undefined;
  // The newest wins: what was mounted last lies on top. A sequence under way comes before the key it ends with.
  const isUnderWay = ({ keys }: Entry) => first !== undefined && keys.startsWith(`${first} `);
  const inOrder = entries.toReversed().sort((a, b) => Number(isUnderWay(b)) - Number(isUnderWay(a)));
  for (const entry of inOrder) {
    if (typing && !entry.inText) continue;
    if (modal && !entry.inText) continue;
    const [one = "", two] = entry.keys.split(" ");
    if (two && first !== one && matchesStroke(event, one)) {
      pending = { stroke: one, at: event.timeStamp };
      continue;
    }
    if (two ? first === one && matchesStroke(event, two) : matchesStroke(event, one)) {
      pending = undefined;
      event.preventDefault();
      entry.run(event);
      return;
    }
  }
}

/**
 * Runs `run` on a key combination (`"mod+k"`), a plain key (`"n"`) or a sequence (`"g b"`) while mounted and enabled.
 * Plain keys rest while a text field has the focus or a dialog is open; combinations with `mod` always work.
 * `label` names it in the list of shortcuts.
 */
export function useShortcut(
  keys: string,
  label: string,
  run: (event: KeyboardEvent) => void,
  options: { enabled?: boolean } = {},
) {
  const { enabled = true } = options;
  const runLatest = useEffectEvent(run);
  useEffect(() => {
    if (!enabled) return;
    const entry: Entry = { keys, label, run: (event) => runLatest(event), inText: keys.includes("mod+") };
    if (entries.length === 0) window.addEventListener("keydown", onKeyDown);
    change([...entries, entry]);
    return () => {
      change(entries.filter((other) => other !== entry));
      if (entries.length === 0) window.removeEventListener("keydown", onKeyDown);
    };
  }, [keys, label, enabled]);
}

const none: readonly Shortcut[] = [];

/** The shortcuts that work at this moment, oldest first. */
export function useActiveShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => entries,
    () => none,
  );
}
