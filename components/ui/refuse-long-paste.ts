import type { ClipboardEvent } from "react";
import { toast } from "./toast";

/**
 * A browser cuts pasted text at `maxLength` without a word, and the author finds out what is missing when it is too late. This
 * refuses such a paste whole and says why; the clipboard still holds all of it.
 */
export function refuseLongPaste(event: ClipboardEvent<HTMLInputElement | HTMLTextAreaElement>): void {
  const { maxLength, value, selectionStart, selectionEnd } = event.currentTarget;
  if (maxLength < 0 || event.defaultPrevented) return;
  const pasted = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n");
  const length = value.length - ((selectionEnd ?? 0) - (selectionStart ?? 0)) + pasted.length;
  if (length <= maxLength) return;
  event.preventDefault();
  const count = (characters: number) => characters.toLocaleString("en");
  toast.error("The paste does not fit. Nothing was changed.", {
    description: `With it the text would have ${count(length)} characters; at most ${count(maxLength)} are kept here.`,
  });
}
