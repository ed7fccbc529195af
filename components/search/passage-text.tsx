import type { ReactNode } from "react";
import type { Passage } from "@/client/search";

/** A passage with what was looked for marked. It is text throughout, so nothing in it can become markup. */
export function PassageText({ passage }: { passage: Passage }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of passage.marks) {
    parts.push(
      passage.text.slice(at, start),
      <mark key={start} className="rounded-xs bg-warn-soft px-px text-warn-ink">
        {passage.text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  return (
    <>
      {parts}
      {passage.text.slice(at)}
    </>
  );
}
