"use client";

import { useMarkNotification } from "@/client/notification-changes";
import { useShortcut } from "@/components/ui/use-shortcut";

const rows = () => [...document.querySelectorAll<HTMLElement>("[data-notification]")];
const focused = () => rows().indexOf(document.activeElement as HTMLElement); // Compared by identity only.

function focusRow(row: HTMLElement | undefined) {
  row?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

/** `j` and `k` go from notification to notification, `e` and `u` mark the one that has the focus. */
export function useInboxKeys() {
  const mark = useMarkNotification();
  const move = (step: 1 | -1) => {
    const all = rows();
    const here = focused();
    focusRow(here < 0 ? all[step > 0 ? 0 : all.length - 1] : all[here + step]);
  };
  const markFocused = (read: boolean) => {
    const all = rows();
    const here = focused();
    const id = all[here]?.dataset.notification;
    if (!id) return;
    // One that is done may leave the list: the next one takes its place under the hands.
    const next = all[here + 1] ?? all[here - 1];
    if (read) focusRow(next);
    mark.mutate({ id, read });
  };
  useShortcut("j", "Next notification", () => move(1));
  useShortcut("k", "Previous notification", () => move(-1));
  useShortcut("e", "Mark the notification as done", () => markFocused(true));
  useShortcut("u", "Mark the notification as unread", () => markFocused(false));
}
