"use client";

import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { type Hunk, wordHunks } from "@/core/versions/diff";
import type { TextLayout } from "./change-list";

type TextDifferenceProps = { before: string; after: string; layout: TextLayout; isCode: boolean };

/** Two texts word by word: in one column, or beside each other where there is room. */
export function TextDifference({ before, after, layout, isCode }: TextDifferenceProps) {
  const hunks = wordHunks(before, after);
  const isSplit = layout === "split" && before !== "" && after !== "";
  const look = cn("min-w-0 whitespace-pre-wrap break-words", isCode ? "font-mono text-xs leading-5" : "text-sm");
  return (
    <div className="mt-2">
      <div className={cn(look, isSplit && "sm:hidden")} dir="auto">
        <Hunks hunks={hunks} />
      </div>
      {isSplit && (
        <div className="grid grid-cols-2 gap-4 max-sm:hidden">
          <div className={cn(look, "border-l-2 border-danger-line pl-3")} dir="auto">
            <Hunks hunks={hunks.filter(({ kind }) => kind !== "added")} />
          </div>
          <div className={cn(look, "border-l-2 border-ok-line pl-3")} dir="auto">
            <Hunks hunks={hunks.filter(({ kind }) => kind !== "removed")} />
          </div>
        </div>
      )}
    </div>
  );
}

function Hunks({ hunks }: { hunks: readonly Hunk[] }) {
  return hunks.map((hunk, index) => {
    // The order of hunks is the text itself; there is nothing else to name them by.
    const key = `${index}${hunk.kind}`;
    if (hunk.kind === "added")
      return (
        <ins key={key} className="rounded-[3px] bg-ok-soft text-ok-ink no-underline">
          {hunk.text}
        </ins>
      );
    if (hunk.kind === "removed")
      return (
        <del key={key} className="rounded-[3px] bg-danger-soft text-danger-ink">
          {hunk.text}
        </del>
      );
    return <SameText key={key} text={hunk.text} isFirst={index === 0} isLast={index === hunks.length - 1} />;
  });
}

/** Characters kept around a change when a long stretch without one is folded. */
const context = 160;

/** Text without a change; the middle of a long stretch is folded away until it is asked for. */
function SameText({ text, isFirst, isLast }: { text: string; isFirst: boolean; isLast: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  const head = isFirst ? 0 : context;
  const tail = isLast ? 0 : context;
  const hidden = text.length - head - tail;
  if (isOpen || hidden < 120) return text;
  const start = head === 0 ? "" : text.slice(0, text.lastIndexOf(" ", head) + 1 || head);
  const from = text.length - tail;
  const end = tail === 0 ? "" : text.slice(text.indexOf(" ", from) + 1 || from);
  return (
    <>
      {start}
      <button
        type="button"
        className="mx-1 rounded-sm bg-sunken px-1.5 font-sans text-xs text-muted hover:bg-hover hover:text-text"
        onClick={() => setIsOpen(true)}
      >
        … {wordsText(text.slice(start.length, text.length - end.length))} unchanged …
      </button>
      {end}
    </>
  );
}

function wordsText(text: string): string {
  const words = text.split(/\s+/).filter(Boolean).length;
  return words === 1 ? "1 word" : `${words.toLocaleString("en")} words`;
}
