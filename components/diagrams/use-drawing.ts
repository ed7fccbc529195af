import { useEffect, useState, useSyncExternalStore } from "react";
import type { DiagramProblem } from "@/core/diagrams/syntax-error";
import type { Drawing } from "./mermaid-engine";
import type { DiagramTheme } from "./mermaid-theme";

/** What there is to show: the newest picture that could be drawn, and what is wrong with the source since. */
export type DrawingState = {
  drawing: Drawing | null;
  problem: DiagramProblem | null;
  /** Why the source is not drawn at all: too large, or Mermaid could not be fetched. */
  refusal: string | null;
  isBusy: boolean;
};

/** Typing goes on for a moment before the picture follows. */
const pauseMilliseconds = 250;

/** Draws `source` and follows its changes. The last good picture stays while the source is broken. */
export function useDrawing(source: string, theme: DiagramTheme): DrawingState {
  const [state, setState] = useState<DrawingState>({ drawing: null, problem: null, refusal: null, isBusy: true });
  const isFirst = state.drawing === null;
  useEffect(() => {
    const stopper = new AbortController();
    if (source.trim() === "") {
      setState({ drawing: null, problem: null, refusal: null, isBusy: false });
      return;
    }
    setState((before) => ({ ...before, isBusy: true }));
    const begin = async () => {
      try {
        const { drawDiagram } = await import("./mermaid-engine");
        const result = await drawDiagram(source, theme, stopper.signal);
        if (stopper.signal.aborted) return;
        setState(({ drawing }) => {
          if (result.kind === "drawn") return { drawing: result.drawing, problem: null, refusal: null, isBusy: false };
          if (result.kind === "broken") return { drawing, problem: result.problem, refusal: null, isBusy: false };
          return { drawing, problem: null, refusal: result.message, isBusy: false };
        });
      } catch {
        if (stopper.signal.aborted) return;
        const refusal = "The drawing program could not be loaded. Check your connection and try again.";
        setState(({ drawing }) => ({ drawing, problem: null, refusal, isBusy: false }));
      }
    };
    const timer = setTimeout(() => void begin(), isFirst ? 0 : pauseMilliseconds);
    return () => {
      clearTimeout(timer);
      stopper.abort();
    };
  }, [source, theme, isFirst]);
  return state;
}

function subscribeToTheme(listener: () => void) {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });
  return () => observer.disconnect();
}

/** The page's theme; pictures are drawn again when it changes. */
export function useDiagramTheme(): DiagramTheme {
  return useSyncExternalStore(
    subscribeToTheme,
    () => (document.documentElement.classList.contains("dark") ? "dark" : "light"),
    () => "light",
  );
}
