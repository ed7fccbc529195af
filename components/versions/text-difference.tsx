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
  // A text without any change on this side still shows its end, beside what was added there.
  const tail = isLast && !isFirst ? 0 : context;
  const hidden = text.length - head - tail;
  if (isOpen || hidden < 120) return text;
  const start = head === 0 ? "" : text.slice(0, cutBefore(text, head));
  const from = text.length - tail;
  const end = tail === 0 ? "" : text.slice(cutAfter(text, from));
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

// At the end of a line if one is near, else between two words.
function cutBefore(text: string, at: number): number {
  const line = text.lastIndexOf("\n", at);
  return (line > at / 3 ? line : text.lastIndexOf(" ", at)) + 1 || at;
}

function cutAfter(text: string, at: number): number {
  const line = text.indexOf("\n", at);
  const isNear = line >= 0 && line < at + (text.length - at) / 2;
  return (isNear ? line : text.indexOf(" ", at)) + 1 || at;
}

function wordsText(text: string): string {
  const words = text.split(/\s+/).filter(Boolean).length;
  return words === 1 ? "1 word" : `${words.toLocaleString("en")} words`;
}
