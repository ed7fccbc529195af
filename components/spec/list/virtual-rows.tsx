"use client";

import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";

/** Lists up to this length are simply drawn: nothing beats the browser's own scrolling, search and printing. */
const drawnAtMost = 40;

type RowsProps = {
  ids: readonly string[];
  /** Usual height of a row in pixels. */
  estimate: number;
  reveal: RefObject<((id: string) => void) | null>;
  render: (id: string, index: number) => ReactNode;
};

/** The rows of a list; of a long one only those near the window, and always the one that has the focus. */
export function Rows(props: RowsProps) {
  if (props.ids.length <= drawnAtMost) return <div>{props.ids.map((id, index) => props.render(id, index))}</div>;
  return <VirtualRows {...props} />;
}

function VirtualRows({ ids, estimate, reveal, render }: RowsProps) {
  // The virtualizer is one object that changes from within, which the compiler would take for unchanged.
  "use no memo";
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const focused = useRef<string | null>(null);
  useEffect(() => {
    const measure = () => setTop((box.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: ids.length,
    estimateSize: () => estimate,
    overscan: 8,
    scrollMargin: top,
    scrollPaddingStart: 160,
    scrollPaddingEnd: 80,
    getItemKey: (index) => ids[index] ?? index,
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range);
      const kept = focused.current === null ? -1 : ids.indexOf(focused.current);
      return kept < 0 || drawn.includes(kept) ? drawn : [...drawn, kept].sort((a, b) => a - b);
    },
  });
  useEffect(() => {
    reveal.current = (id) => virtualizer.scrollToIndex(ids.indexOf(id), { align: "auto" });
    return () => {
      reveal.current = null;
    };
  }, [reveal, ids, virtualizer]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to which item the focus is in
    <div
      ref={box}
      className="relative"
      style={{ height: virtualizer.getTotalSize() }}
      onFocus={(event) => {
        focused.current = itemAround(event.target, ids);
      }}
    >
      {virtualizer.getVirtualItems().map((row) => (
        <div
          key={row.key}
          ref={virtualizer.measureElement}
          data-index={row.index}
          className="absolute inset-x-0 top-0"
          style={{ transform: `translateY(${row.start - virtualizer.options.scrollMargin}px)` }}
        >
          {render(ids[row.index] ?? "", row.index)}
        </div>
      ))}
    </div>
  );
}

/** The item of this list an element lies in; items of lists inside it are passed over. */
function itemAround(element: Element, ids: readonly string[]): string | null {
  const item = element.closest<HTMLElement>("[data-item]");
  const id = item?.dataset.item;
  if (!item || id === undefined) return null;
  return ids.includes(id) || !item.parentElement ? id : itemAround(item.parentElement, ids);
}
