"use client";

import { Download, Maximize2, Minimize2, Minus, Plus, Scan } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { useDiagramThreads } from "@/components/comments/use-diagram-threads";
import { CopyButton } from "@/components/ui/copy-button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { MenuItem } from "@/components/ui/menu-item";
import { Spinner } from "@/components/ui/spinner";
import { toast } from "@/components/ui/toast";
import { Toolbar, ToolbarSeparator } from "@/components/ui/toolbar";
import type { DiagramProblem } from "@/core/diagrams/syntax-error";
import type { Drawing } from "./mermaid-engine";
import { type DrawingState, useDiagramTheme, useDrawing } from "./use-drawing";
import { usePanZoom } from "./use-pan-zoom";

type MermaidViewProps = {
  source: string;
  /** What threads about its parts call it; without it none can be begun here. */
  diagram?: string;
  /** Names the picture to those who cannot see it, and the files it is saved as. */
  name: string;
  /** Hears of the source's error, or `null` when it is drawn; for the editor beside. */
  onProblem?: (problem: DiagramProblem | null) => void;
  /** Shown where there is no source yet. */
  placeholder?: string;
  className?: string;
};

/**
 * A Mermaid diagram to look at closely: zoom, pan, fit, full screen, copy and download. The last picture that could be drawn stays
 * while the source is broken, with the reason below it.
 */
export function MermaidView({ source, diagram, name, onProblem, placeholder, className = "" }: MermaidViewProps) {
  const theme = useDiagramTheme();
  const state = useDrawing(source, theme);
  const figure = useRef<HTMLElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const view = usePanZoom(frame, content, state.drawing);
  const screen = useFullScreen(figure);
  const helpId = useId();
  const threads = useDiagramThreads({ diagram, name, frame, content });
  useMarkup(content, state.drawing);
  useReport(state.problem, onProblem);
  const isEmpty = state.drawing === null;
  return (
    <figure
      ref={figure}
      className={`relative m-0 flex min-h-0 min-w-0 flex-col overflow-hidden rounded-md border border-line bg-surface ${screen.isFallback ? "fixed inset-0 z-50 rounded-none" : ""} ${className}`}
    >
      {!isEmpty && <ViewToolbar source={source} name={name} view={view} screen={screen} threads={threads.menu} />}
      <div
        ref={frame}
        role="img"
        aria-label={name || "Diagram"}
        aria-describedby={helpId}
        tabIndex={isEmpty ? -1 : 0}
        {...view.frameProps}
        className={`relative min-h-0 flex-1 cursor-grab touch-pan-y overflow-hidden select-none focus-visible:-outline-offset-2 active:cursor-grabbing [contain:strict] ${state.problem || state.refusal ? "opacity-60" : ""}`}
      >
        <div ref={content} className="absolute top-0 left-0 origin-top-left" />
      </div>
      <span id={helpId} hidden>
        Plus and minus zoom, zero fits, arrow keys move.
      </span>
      {threads.choice}
      {isEmpty && <EmptyPicture state={state} placeholder={placeholder} />}
      <Remark state={state} />
    </figure>
  );
}

/** Puts the picture's markup, cleaned by the engine, into the page under ids of its own. */
function useMarkup(content: RefObject<HTMLDivElement | null>, drawing: Drawing | null) {
  const use = useId().replace(/[^a-zA-Z0-9]/g, "");
  useEffect(() => {
    if (!content.current) return;
    content.current.innerHTML = drawing ? drawing.svg.replaceAll(drawing.token, `${drawing.token}${use}`) : "";
  }, [content, drawing, use]);
}

function useReport(problem: DiagramProblem | null, onProblem: ((problem: DiagramProblem | null) => void) | undefined) {
  const report = useEffectEvent((found: DiagramProblem | null) => onProblem?.(found));
  useEffect(() => report(problem), [problem]);
}

function useFullScreen(figure: RefObject<HTMLElement | null>) {
  const [isFull, setIsFull] = useState(false);
  // Phones have no full screen for elements; there the picture lies over the page.
  const [isFallback, setIsFallback] = useState(false);
  useEffect(() => {
    const follow = () => setIsFull(document.fullscreenElement === figure.current);
    document.addEventListener("fullscreenchange", follow);
    return () => document.removeEventListener("fullscreenchange", follow);
  }, [figure]);
  useEffect(() => {
    if (!isFallback) return;
    const leave = (event: KeyboardEvent) => event.key === "Escape" && setIsFallback(false);
    document.addEventListener("keydown", leave);
    return () => document.removeEventListener("keydown", leave);
  }, [isFallback]);
  const toggle = async () => {
    if (isFallback) return setIsFallback(false);
    if (document.fullscreenElement) return document.exitFullscreen();
    try {
      await figure.current?.requestFullscreen();
    } catch {
      setIsFallback(true);
    }
  };
  return { isFull: isFull || isFallback, isFallback, toggle };
}

function EmptyPicture({ state, placeholder }: { state: DrawingState; placeholder?: string }) {
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center p-6 text-center text-sm text-muted">
      {state.isBusy ? <Spinner /> : !state.problem && !state.refusal && (placeholder ?? "Nothing to draw yet.")}
    </div>
  );
}

function Remark({ state: { problem, refusal, drawing } }: { state: DrawingState }) {
  return (
    <div role="status" className="empty:hidden">
      {(problem || refusal) && (
        <p className="border-t border-line bg-danger-soft px-3 py-2 text-sm [font-feature-settings:normal]">
          {problem && <span className="mr-1.5 font-medium text-danger-ink">Line {problem.line}</span>}
          {problem?.message ?? refusal}
          {drawing && <span className="text-muted"> The picture is the last that could be drawn.</span>}
        </p>
      )}
    </div>
  );
}

type ViewToolbarProps = {
  source: string;
  name: string;
  view: ReturnType<typeof usePanZoom>;
  screen: ReturnType<typeof useFullScreen>;
  threads: ReactNode;
};

function ViewToolbar({ source, name, view, screen, threads }: ViewToolbarProps) {
  return (
    <Toolbar label="Picture" className="shrink-0 justify-end border-b border-line px-1.5 py-1">
      <IconButton size="sm" label="Zoom out" keys="-" onClick={() => view.zoom(0.8)}>
        <Minus aria-hidden="true" />
      </IconButton>
      <span className="w-10 text-center text-xs text-muted tabular-nums max-sm:hidden">{view.percent} %</span>
      <IconButton size="sm" label="Zoom in" keys="+" onClick={() => view.zoom(1.25)}>
        <Plus aria-hidden="true" />
      </IconButton>
      <IconButton size="sm" label="Fit" keys="0" onClick={view.fitFrame}>
        <Scan aria-hidden="true" />
      </IconButton>
      <ToolbarSeparator />
      {threads}
      <CopyButton text={source} label="Copy source" />
      <DropdownMenu
        trigger={
          <IconButton size="sm" label="Download">
            <Download aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => void savePicture("svg", source, name)}>Save as SVG</MenuItem>
        <MenuItem onSelect={() => void savePicture("png", source, name)}>Save as PNG</MenuItem>
      </DropdownMenu>
      <IconButton
        size="sm"
        label={screen.isFull ? "Leave full screen" : "Full screen"}
        onClick={() => void screen.toggle()}
      >
        {screen.isFull ? <Minimize2 aria-hidden="true" /> : <Maximize2 aria-hidden="true" />}
      </IconButton>
    </Toolbar>
  );
}

async function savePicture(kind: "svg" | "png", source: string, name: string) {
  try {
    const { saveSvg, savePng } = await import("./save-picture");
    await (kind === "svg" ? saveSvg : savePng)(source, name);
  } catch (error) {
    toast.error("The picture was not saved.", { description: error instanceof Error ? error.message : undefined });
  }
}
