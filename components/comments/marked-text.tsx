"use client";

import { type ReactNode, use, useEffect, useMemo, useRef } from "react";
import { alignTexts } from "./text-alignment";
import { highlight, offsetIn, rangeIn, readTexts } from "./text-ranges";
import { useThreadCommands } from "./thread-commands";
import { type TextMark, ThreadStoreContext, useTextMarks } from "./thread-store";

type MarkedTextProps = {
  path: string;
  /** The text as it is stored; the children show it in whatever form. */
  source: string;
  /** Within a line of text. */
  isInline?: boolean;
  children: ReactNode;
};

/** A text that is read: its passages with threads are coloured, and any passage of it can be selected to speak about it. */
export function MarkedText({ path, source, isInline = false, children }: MarkedTextProps) {
  const box = useRef<HTMLElement>(null);
  const marks = useTextMarks(path);
  const store = use(ThreadStoreContext);
  const commands = useThreadCommands();
  const text = useMemo(() => JSON.stringify(marks), [marks]);
  useEffect(() => {
    const element = box.current;
    if (!element || !store) return;
    const passages = JSON.parse(text) as TextMark[];
    // Markdown is drawn in its own time, so what is on the screen is read again when it changes.
    const draw = () => {
      const { toShown } = passages.length > 0 ? alignTexts(source, element.textContent ?? "") : neverAligned;
      highlight(
        element,
        passages.flatMap((mark) => {
          const found = toShown(mark.from, mark.to);
          const range = found && rangeIn(element, found.from, found.to);
          return range ? [{ range, tone: mark.isCurrent ? "current" : mark.isUnread ? "unread" : "mark" }] : [];
        }),
      );
    };
    draw();
    const observer = new MutationObserver(draw);
    observer.observe(element, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      highlight(element, []);
    };
  }, [store, source, text]);
  useEffect(() => {
    const element = box.current;
    if (!element || !store) return;
    readTexts.set(element, { path, source });
    return store.offerReveal(path, ({ from, to }) => {
      const found = alignTexts(source, element.textContent ?? "").toShown(from, to);
      const range = found && rangeIn(element, found.from, found.to);
      const top = (range ?? element).getBoundingClientRect().top;
      window.scrollBy({ top: top - window.innerHeight / 3, behavior: "smooth" });
    });
  }, [store, path, source]);

  if (!commands) return children;
  const openAt = (x: number, y: number) => {
    const element = box.current;
    const point = document.caretPositionFromPoint?.(x, y);
    if (!element || !point || marks.length === 0 || !window.getSelection()?.isCollapsed) return;
    const at = offsetIn(element, point.offsetNode, point.offset);
    const { toShown } = alignTexts(source, element.textContent ?? "");
    const hit = marks.find((mark) => {
      const shown = toShown(mark.from, mark.to);
      return shown && shown.from <= at && at <= shown.to;
    });
    if (hit) commands.openThread(hit.thread);
  };
  const Tag = isInline ? "span" : "div";
  return (
    <Tag
      // Both kinds of element are read in the same way.
      ref={box as never}
      onClick={(event) => openAt(event.clientX, event.clientY)}
    >
      {children}
    </Tag>
  );
}

const neverAligned = { toShown: () => null };
