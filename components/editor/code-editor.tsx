"use client";

import { type CSSProperties, type RefObject, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { type EditorLanguage, isProse } from "./editor-language";
import type { EditorMark, EditorMarks, EditorSelection } from "./editor-marks";
import type { Editor, EditorDiagnostic, EditorSource } from "./editor-view";

export type { EditorDiagnostic, EditorLanguage };

type Common = {
  language: EditorLanguage;
  /** The accessible name; a visible label beside the editor is not tied to it by the browser. */
  label: string;
  id?: string;
  describedBy?: string;
  isInvalid?: boolean;
  readOnly?: boolean;
  /** In UTF-16 units. A paste or key that would go beyond is refused, said so, and changes nothing. */
  maxLength?: number;
  placeholder?: string;
  /** Shown in the gutter, under the text and on hover. */
  diagnostics?: readonly EditorDiagnostic[];
  /** Passages that are spoken about. Whether there are any is fixed when the editor is built. */
  passages?: EditorMarks;
  /** Height in lines: it grows with the text between the two. `fill` takes the height of its container instead. */
  minLines?: number;
  maxLines?: number;
  fill?: boolean;
  className?: string;
};

/** A text edited together. With an undo manager, Undo follows the whole form; without one, this editor has its own. */
type Shared = { text: Y.Text; awareness?: Awareness | null; undoManager?: Y.UndoManager };
type Plain = { value: string; onChange?: (value: string) => void };

export type CodeEditorProps = Common & (Shared | Plain);

/**
 * The editor of every long text: Markdown, SQL, YAML, JSON, protobuf, GraphQL and Mermaid. Its code (about 100 KB) is fetched
 * when one comes near the window or into focus; until then the text stands in its place, in the same size.
 */
export function CodeEditor(props: CodeEditorProps) {
  const {
    language,
    label,
    readOnly = false,
    minLines = isProse(language) ? 3 : 6,
    maxLines = 24,
    fill = false,
  } = props;
  const frame = useRef<HTMLDivElement>(null);
  const messageId = useId();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { isReady, start, type } = useEditor(frame, props, setRefusal);
  const lines: CSSProperties = fill
    ? {}
    : { minHeight: `calc(${minLines} * 1lh + 16px)`, maxHeight: `calc(${maxLines} * 1lh + 16px)` };
  const size = isProse(language)
    ? "text-base leading-5.5 pointer-coarse:text-lg"
    : "font-mono text-sm leading-5 pointer-coarse:text-lg";
  return (
    <div className={`${fill ? "flex min-h-0 flex-1 flex-col" : ""} min-w-0 ${props.className ?? ""}`}>
      <div
        ref={frame}
        data-language={language}
        data-invalid={props.isInvalid || undefined}
        style={lines}
        className={`editor-frame flex min-w-0 flex-col overflow-hidden rounded-md border border-line-strong transition-[border-color,box-shadow] duration-100 has-focus-visible:border-accent has-focus-visible:shadow-[0_0_0_2px_var(--accent-line)] data-invalid:border-danger ${readOnly ? "bg-sunken" : "bg-surface hover:border-faint"} ${fill ? "min-h-0 flex-1" : ""} ${size} [&>.cm-editor]:min-h-0 [&>.cm-editor]:flex-1`}
      >
        {!isReady && (
          // biome-ignore lint/a11y/useSemanticElements: stands in for the editor, which is no form element either
          <div
            role="textbox"
            aria-multiline="true"
            aria-readonly={readOnly || undefined}
            aria-label={label}
            aria-describedby={props.describedBy}
            id={props.id}
            tabIndex={0}
            onFocus={start}
            onPointerDown={start}
            onKeyDown={(event) => {
              if (event.ctrlKey || event.metaKey || event.altKey || readOnly) return;
              const typed = event.key === "Enter" ? "\n" : event.key;
              if (typed.length !== 1) return;
              event.preventDefault();
              type(typed);
            }}
            onPaste={(event) => {
              event.preventDefault();
              if (!readOnly) type(event.clipboardData.getData("text/plain"));
            }}
            className={`min-h-0 flex-1 overflow-hidden py-[7px] outline-none ${isProse(language) ? "whitespace-pre-wrap px-2.5" : "whitespace-pre pl-14"}`}
          >
            {currentText(props).slice(0, 4000) || <span className="text-faint">{props.placeholder}</span>}
          </div>
        )}
      </div>
      <p id={messageId} role="status" className={refusal ? "mt-1.5 text-xs text-danger-ink" : "sr-only"}>
        {refusal}
      </p>
    </div>
  );
}

const currentText = (props: CodeEditorProps) => ("text" in props ? props.text.toString() : props.value);

function sourceOf(props: CodeEditorProps, onChange: (value: string) => void): EditorSource {
  if ("text" in props)
    return { kind: "shared", text: props.text, awareness: props.awareness, undoManager: props.undoManager };
  return { kind: "plain", value: props.value, onChange };
}

/** Mounts the editor into `frame` once it is near the window or asked for, and keeps it true to the props. */
function useEditor(
  frame: RefObject<HTMLDivElement | null>,
  props: CodeEditorProps,
  setRefusal: (message: string | null) => void,
) {
  const [isWanted, setIsWanted] = useState(false);
  const [editor, setEditor] = useState<Editor | null>(null);
  const isFocusWanted = useRef(false);
  /** What was typed before the editor was there; nothing typed is lost, however slow the network. */
  const typedAhead = useRef("");
  const shared = "text" in props ? props.text : null;
  const awareness = "text" in props ? props.awareness : null;
  const undoManager = "text" in props ? props.undoManager : undefined;
  const { language, readOnly = false, maxLength, diagnostics } = props;
  const value = "value" in props ? props.value : null;

  useEffect(() => {
    const element = frame.current;
    if (!element || isWanted) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setIsWanted(true);
      },
      { rootMargin: "300px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, isWanted]);

  const onChange = useEffectEvent((next: string) => {
    if ("value" in props) props.onChange?.(next);
  });
  const onMark = useEffectEvent((id: string) => props.passages?.onMark(id));
  const onSelection = useEffectEvent((selection: EditorSelection | null) => props.passages?.onSelection(selection));
  const build = useEffectEvent((parent: HTMLElement, create: typeof import("./editor-view").createEditor) =>
    create({
      parent,
      source: sourceOf(props, (next) => onChange(next)),
      language,
      readOnly,
      maxLength,
      placeholder: props.placeholder,
      attributes: attributesOf(props),
      onRefused: setRefusal,
      onEdited: () => setRefusal(null),
      passages: props.passages && {
        onMark: (id) => onMark(id),
        onSelection: (selection) => onSelection(selection),
      },
    }),
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another text, language or limit needs another editor
  useEffect(() => {
    const parent = frame.current;
    if (!isWanted || !parent) return;
    let built: Editor | null = null;
    let isOver = false;
    import("./editor-view")
      .then(({ createEditor }) => {
        if (isOver) return;
        built = build(parent, createEditor);
        // At once: with the plain field still there, the page would have two fields of one name.
        flushSync(() => setEditor(built));
        setRefusal(null);
        if (isFocusWanted.current) built.view.focus();
        if (typedAhead.current !== "") {
          const { length } = built.view.state.doc;
          const insert = typedAhead.current.replace(/\r\n?/g, "\n");
          typedAhead.current = "";
          built.view.dispatch({
            changes: { from: length, insert },
            selection: { anchor: length + insert.length },
            userEvent: "input.paste",
          });
        }
        isFocusWanted.current = false;
      })
      .catch(() => setRefusal("The editor could not be loaded. Check the connection and reload the page."));
    return () => {
      isOver = true;
      built?.destroy();
      setEditor(null);
    };
  }, [isWanted, shared, awareness, undoManager, language, maxLength]);

  useEffect(() => editor?.setReadOnly(readOnly), [editor, readOnly]);
  useEffect(() => {
    if (editor && value !== null) editor.setValue(value);
  }, [editor, value]);
  // Callers build the array anew on every render; only a change of what it says reaches the editor.
  const remarks = JSON.stringify(diagnostics ?? []);
  useEffect(() => editor?.setDiagnostics(JSON.parse(remarks) as EditorDiagnostic[]), [editor, remarks]);

  const marks = JSON.stringify(props.passages?.marks ?? []);
  useEffect(() => editor?.setMarks(JSON.parse(marks) as EditorMark[]), [editor, marks]);
  const offerReveal = useEffectEvent((show: (range: { from: number; to: number }) => void) =>
    props.passages?.onReveal(show),
  );
  useEffect(() => (editor ? offerReveal(editor.showPassage) : undefined), [editor]);

  const naming = JSON.stringify(attributesOf(props));
  useEffect(() => editor?.setAttributes(JSON.parse(naming) as Record<string, string>), [editor, naming]);

  const start = () => {
    isFocusWanted.current = true;
    setIsWanted(true);
  };
  const type = (text: string) => {
    typedAhead.current += text;
    start();
  };
  return { isReady: editor !== null, start, type };
}

function attributesOf({ label, id, describedBy, isInvalid }: CodeEditorProps): Record<string, string> {
  return {
    "aria-label": label,
    ...(id ? { id } : {}),
    ...(describedBy ? { "aria-describedby": describedBy } : {}),
    ...(isInvalid ? { "aria-invalid": "true" } : {}),
  };
}
