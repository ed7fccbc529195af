import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

/** A passage somebody speaks about. */
export type EditorMark = { id: string; from: number; to: number; tone: "mark" | "unread" | "current" };

/** A selected passage with the whole text and its place in the window. */
export type EditorSelection = {
  from: number;
  to: number;
  text: string;
  box: { left: number; top: number; bottom: number };
};

/** Passages of an editor's text that others speak about, and what it tells of them. */
export type EditorMarks = {
  marks: readonly EditorMark[];
  onMark: (id: string) => void;
  /** The user selected a passage; `null` when nothing is selected any more. */
  onSelection: (selection: EditorSelection | null) => void;
  /** Takes the way to show a passage of this editor; answers how to take it back. */
  onReveal: (show: (range: { from: number; to: number }) => void) => () => void;
};

const setMarksEffect = StateEffect.define<readonly EditorMark[]>();

/** Between two locations of the passages, they move with every change of the text. */
const markField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects)
      if (effect.is(setMarksEffect)) next = decorate(effect.value, transaction.newDoc.length);
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorate(marks: readonly EditorMark[], length: number): DecorationSet {
  const ranges = marks.flatMap(({ id, from, to, tone }) => {
    const end = Math.min(to, length);
    const decoration = Decoration.mark({ class: `cm-thread cm-thread-${tone}`, attributes: { "data-mark": id } });
    return from < end ? [decoration.range(from, end)] : [];
  });
  return Decoration.set(ranges, true);
}

export function showMarks(view: EditorView, marks: readonly EditorMark[]) {
  view.dispatch({ effects: setMarksEffect.of(marks) });
}

/** Brings a passage to the middle of the window, or of the editor where that scrolls by itself. */
export function showPassage(view: EditorView, { from }: { from: number }) {
  const start = Math.min(from, view.state.doc.length);
  view.dispatch({ effects: EditorView.scrollIntoView(start, { y: "center" }) });
  view.requestMeasure({
    read: () => view.coordsAtPos(start)?.top ?? view.dom.getBoundingClientRect().top,
    write: (top) => {
      if (top < 80 || top > window.innerHeight - 80)
        window.scrollBy({ top: top - window.innerHeight / 3, behavior: "smooth" });
    },
  });
}

/** Marks, the press on one, and news of what is selected. */
export function markPassages({ onMark, onSelection }: Pick<EditorMarks, "onMark" | "onSelection">) {
  return [
    markField,
    EditorView.domEventHandlers({
      click: (event, view) => {
        const mark = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-mark]") : null;
        if (mark?.dataset.mark && view.state.selection.main.empty) onMark(mark.dataset.mark);
        return false;
      },
      // The end of a press is when a selection by mouse is made.
      pointerup: (_event, view) => {
        requestAnimationFrame(() => tell(view, onSelection));
        return false;
      },
    }),
    EditorView.updateListener.of((update) => {
      if (!update.selectionSet && !update.focusChanged && !update.docChanged) return;
      const isByMouse = update.transactions.some((transaction) => transaction.isUserEvent("select.pointer"));
      // Positions can be read only after the update.
      if (!isByMouse || update.state.selection.main.empty) setTimeout(() => tell(update.view, onSelection));
    }),
  ];
}

function tell(view: EditorView, onSelection: EditorMarks["onSelection"]) {
  const { from, to, head } = view.state.selection.main;
  if (!view.hasFocus || from === to) return onSelection(null);
  const box = view.coordsAtPos(head) ?? view.dom.getBoundingClientRect();
  onSelection({
    from,
    to,
    text: view.state.doc.toString(),
    box: { left: box.left, top: box.top, bottom: box.bottom },
  });
}
