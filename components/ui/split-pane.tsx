"use client";

import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { cn } from "./cn";

type SplitPaneProps = {
  first: ReactNode;
  second: ReactNode;
  label: string;
  /** Share of the first pane in percent, at the start and within bounds. */
  initial?: number;
  min?: number;
  max?: number;
  /** Remembers the share on this device under this name. */
  remember?: string;
  className?: string;
};

/** Two panes with a bar between them that can be dragged or moved by arrow keys; stacked on a narrow screen. */
export function SplitPane({
  first,
  second,
  label,
  initial = 50,
  min = 20,
  max = 80,
  remember,
  className,
}: SplitPaneProps) {
  const [share, setShare] = useState(initial);
  const box = useRef<HTMLDivElement>(null);
  const key = remember && `lintel.split.${remember}`;
  useEffect(() => {
    const kept = key ? Number(localStorage.getItem(key)) : 0;
    if (kept >= min && kept <= max) setShare(kept);
  }, [key, min, max]);
  useEffect(() => {
    box.current?.style.setProperty("--share", `${share}%`);
  }, [share]);
  const move = (next: number) => {
    const bounded = Math.round(Math.min(Math.max(next, min), max));
    setShare(bounded);
    if (key) localStorage.setItem(key, String(bounded));
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !box.current) return;
    const { left, width } = box.current.getBoundingClientRect();
    move(((event.clientX - left) / width) * 100);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowLeft: share - 2, ArrowRight: share + 2, Home: min, End: max }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    move(next);
  };
  return (
    <div ref={box} className={cn("flex min-h-0 min-w-0 flex-col [--share:50%] md:flex-row", className)}>
      <div className="min-h-0 min-w-0 md:w-(--share)">{first}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: a rule cannot be focused and moved */}
      <div
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={label}
        aria-valuenow={share}
        aria-valuemin={min}
        aria-valuemax={max}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onKeyDown={onKeyDown}
        onDoubleClick={() => move(initial)}
        className="group relative z-10 -mx-1 hidden w-2 shrink-0 cursor-col-resize touch-none md:block"
      >
        <span className="absolute inset-y-0 left-1/2 w-px -translate-x-1/2 bg-line transition-colors group-hover:bg-accent group-active:bg-accent" />
      </div>
      <div className="min-h-0 min-w-0 flex-1">{second}</div>
    </div>
  );
}
