import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import {
  Annotation,
  Compartment,
  EditorState,
  type Extension,
  Prec,
  type Text,
  type Transaction,
} from "@codemirror/state";
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { yCollab, ySyncAnnotation, yUndoManagerKeymap } from "y-codemirror.next";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { type EditorLanguage, isProse } from "./editor-language";
import { type EditorMark, type EditorMarks, markPassages, showMarks, showPassage } from "./editor-marks";
import { editorTheme } from "./editor-theme";
import { loadLanguage } from "./languages";
import { remoteCursors } from "./remote-cursors";

/** A remark at a line, counted from 1; without a column (also from 1) it covers the line. */
export type EditorDiagnostic = {
  line: number;
  column?: number;
  message: string;
  severity: "error" | "warning" | "info";
};

/** Either a shared text, edited together, or a plain string whose changes are reported. */
export type EditorSource =
  | { kind: "shared"; text: Y.Text; awareness?: Awareness | null; undoManager?: Y.UndoManager }
  | { kind: "plain"; value: string; onChange?: (value: string) => void };

export type EditorOptions = {
  parent: HTMLElement;
  source: EditorSource;
  language: EditorLanguage;
  readOnly: boolean;
  maxLength?: number;
  placeholder?: string;
  attributes: Record<string, string>;
  /** A sentence for the user: why a change was not taken, and what is left as it was. */
  onRefused: (message: string) => void;
  /** The user changed the text. */
  onEdited: () => void;
  /** Where passages are spoken about: a mark was pressed, a passage selected. */
  passages?: Pick<EditorMarks, "onMark" | "onSelection">;
};

export type Editor = {
  view: EditorView;
  setReadOnly: (readOnly: boolean) => void;
  setAttributes: (attributes: Record<string, string>) => void;
  setDiagnostics: (diagnostics: readonly EditorDiagnostic[]) => void;
  setMarks: (marks: readonly EditorMark[]) => void;
  showPassage: (range: { from: number; to: number }) => void;
  /** Plain mode: shows another value, unless it is the one shown already. */
  setValue: (value: string) => void;
  destroy: () => void;
};

const setFromOutside = Annotation.define<true>();
const isFromOutside = (transaction: Transaction) =>
  Boolean(transaction.annotation(ySyncAnnotation) || transaction.annotation(setFromOutside));

/** Builds an editor in `parent`. The language is fetched in the background; text can be typed before it is there. */
export function createEditor(options: EditorOptions): Editor {
  const { source, language } = options;
  const access = new Compartment();
  const grammar = new Compartment();
  const naming = new Compartment();
  const binding = source.kind === "shared" ? bindShared(source) : bindPlain(source);
  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: binding.doc,
      extensions: [
        // A carriage return in a shared text must count as the character it is there, or every position after it is off.
        EditorState.lineSeparator.of("\n"),
        EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n?/g, "\n")),
        limitLength(options),
        access.of(accessTo(options.readOnly)),
        binding.extension,
        grammar.of([]),
        isProse(language) ? prose : code,
        commonExtensions,
        options.passages ? markPassages(options.passages) : [],
        placeholder(options.placeholder ?? ""),
        EditorView.contentAttributes.of({ "aria-multiline": "true", tabindex: "0" }),
        naming.of(EditorView.contentAttributes.of(options.attributes)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some(isFromOutside)) options.onEdited();
        }),
      ],
    }),
  });

  let isDestroyed = false;
  loadLanguage[language]()
    .then((loaded) => {
      if (!isDestroyed) view.dispatch({ effects: grammar.reconfigure(loaded) });
    })
    .catch(() => {}); // offline or between releases: the editor works as plain text

  return {
    view,
    setReadOnly: (readOnly) => view.dispatch({ effects: access.reconfigure(accessTo(readOnly)) }),
    setAttributes: (attributes) =>
      view.dispatch({ effects: naming.reconfigure(EditorView.contentAttributes.of(attributes)) }),
    setDiagnostics: (diagnostics) => {
      const placed = diagnostics.map((diagnostic) => placeDiagnostic(view.state.doc, diagnostic));
      view.dispatch(setDiagnostics(view.state, placed));
    },
    setMarks: (marks) => showMarks(view, marks),
    showPassage: (range) => showPassage(view, range),
    setValue: (value) => {
      if (value === view.state.doc.toString()) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: value },
        annotations: setFromOutside.of(true),
      });
    },
    destroy: () => {
      isDestroyed = true;
      view.destroy();
      binding.destroy();
    },
  };
}

type Binding = { doc: string; extension: Extension; destroy: () => void };

function bindShared({ text, awareness, undoManager }: EditorSource & { kind: "shared" }): Binding {
  const manager = undoManager ?? new Y.UndoManager(text);
  return {
    doc: text.toString(),
    extension: [
      yCollab(text, null, { undoManager: manager }),
      Prec.high(keymap.of(yUndoManagerKeymap)),
      awareness ? remoteCursors(text, awareness) : [],
    ],
    destroy: () => {
      if (!undoManager) manager.destroy();
    },
  };
}

function bindPlain({ value, onChange }: EditorSource & { kind: "plain" }): Binding {
  return {
    doc: value,
    extension: [
      history(),
      keymap.of(historyKeymap),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !update.transactions.some(isFromOutside)) onChange?.(update.state.doc.toString());
      }),
    ],
    destroy: () => {},
  };
}

// Read-only text keeps its cursor: it can be selected, searched and read by keyboard.
const accessTo = (readOnly: boolean): Extension => [
  EditorState.readOnly.of(readOnly),
  EditorView.contentAttributes.of(readOnly ? { "aria-readonly": "true" } : {}),
];

/** Refuses a change of one's own that would make the text longer than it may be; what stands already is never cut. */
function limitLength({ maxLength, onRefused }: EditorOptions): Extension {
  if (maxLength === undefined) return [];
  return EditorState.changeFilter.of((transaction: Transaction) => {
    if (!transaction.docChanged || isFromOutside(transaction)) return true;
    const before = transaction.startState.doc.length;
    const after = transaction.newDoc.length;
    if (after <= maxLength || after <= before) return true;
    const message = refusal(before, after, maxLength, transaction.isUserEvent("input.paste"));
    queueMicrotask(() => onRefused(message)); // a filter may have no effect on the outside while it runs
    return false;
  });
}

function refusal(before: number, after: number, most: number, isPaste: boolean): string {
  const count = (characters: number) => characters.toLocaleString("en");
  if (!isPaste && after - before < 50) return `This field is full: it takes at most ${count(most)} characters.`;
  const what = isPaste ? "Not pasted" : "Not inserted";
  return (
    `${what}: the text has ${count(after - before)} characters and would make this field ${count(after)} long; ` +
    `it takes at most ${count(most)}. Nothing here was changed.`
  );
}

function placeDiagnostic(doc: Text, { line, column, message, severity }: EditorDiagnostic): Diagnostic {
  const at = doc.line(Math.min(Math.max(1, line), doc.lines));
  const indent = at.text.length - at.text.trimStart().length;
  if (column === undefined) return { from: at.from + indent, to: at.to, message, severity };
  const from = Math.min(at.from + Math.max(0, column - 1), at.to);
  const word = /^[\p{L}\p{N}_]+/u.exec(doc.sliceString(from, at.to));
  return { from, to: Math.min(from + (word?.[0].length ?? 1), at.to), message, severity };
}

const commonExtensions: Extension = [
  highlightSpecialChars(),
  drawSelection(),
  dropCursor(),
  EditorState.allowMultipleSelections.of(true),
  keymap.of([...defaultKeymap, ...searchKeymap]),
  editorTheme,
];

const prose: Extension = [
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ spellcheck: "true", autocorrect: "on", autocapitalize: "sentences" }),
];

const code: Extension = [
  lineNumbers(),
  lintGutter(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  bracketMatching(),
  closeBrackets(),
  indentOnInput(),
  indentUnit.of("  "),
  EditorState.tabSize.of(2),
  autocompletion({ activateOnTyping: false }),
  keymap.of([...closeBracketsKeymap, ...completionKeymap, indentWithTab]),
  EditorView.contentAttributes.of({
    "aria-description": "Tab indents. Press Escape and then Tab to leave the editor.",
  }),
];
