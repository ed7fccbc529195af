"use client";

import { useState } from "react";
import { MarkedText } from "@/components/comments/marked-text";
import { useTextThreads } from "@/components/comments/use-text-threads";
import { CodeEditor } from "@/components/editor/code-editor";
import { Markdown } from "@/components/ui/markdown";
import { writeText } from "@/core/spec/draft";
import { type MarkdownField, maxLength } from "@/core/spec/field";
import { isGuidance } from "@/core/spec/guidance";
import { controlId, FieldFrame } from "../field-frame";
import type { FieldEditorProps } from "../field-props";
import { useDraft, useDraftText } from "../use-draft";
import { describedBy } from "./text-field";

type MarkdownEditorProps = FieldEditorProps<MarkdownField> & { minLines?: number };

/** Markdown, edited together. Its preview is one click away and stands in the same place. */
export function MarkdownFieldEditor({ field, path, minLines = 3 }: MarkdownEditorProps) {
  const { doc, awareness, undoManager, isReadOnly } = useDraft();
  const { text, value } = useDraftText(path);
  const passages = useTextThreads(path);
  const [isPreview, setIsPreview] = useState(false);
  const hasText = value.trim() !== "";
  const isShown = isPreview && hasText;
  const clear = () => {
    doc.transact(() => writeText(text, ""));
    document.getElementById(controlId(path))?.focus();
  };
  return (
    <FieldFrame
      field={field}
      path={path}
      aside={
        !isReadOnly && isGuidance(value) ? (
          <ClearPrompt label={field.label} onClear={clear} />
        ) : (
          hasText && <PreviewToggle isOn={isShown} label={field.label} onChange={setIsPreview} />
        )
      }
    >
      {isShown ? (
        <section aria-label={`${field.label}, preview`} className="rounded-md border border-line bg-sunken px-3 py-2">
          <MarkedText path={path} source={value}>
            <Markdown source={value} />
          </MarkedText>
        </section>
      ) : (
        <CodeEditor
          text={text}
          awareness={awareness}
          undoManager={undoManager ?? undefined}
          language="markdown"
          label={field.label}
          id={controlId(path)}
          describedBy={describedBy(path, { help: Boolean(field.help), error: false })}
          readOnly={isReadOnly}
          maxLength={maxLength.markdown}
          placeholder={field.placeholder}
          minLines={minLines}
          passages={passages}
        />
      )}
    </FieldFrame>
  );
}

const asideLooks =
  "-my-1 rounded-sm px-1.5 py-1 text-xs text-muted hover:bg-hover hover:text-text aria-pressed:text-accent-ink";

/** Takes the questions of a template away, for an answer in their place. */
function ClearPrompt({ label, onClear }: { label: string; onClear: () => void }) {
  return (
    <button type="button" aria-label={`Clear the questions in ${label}`} onClick={onClear} className={asideLooks}>
      Clear questions
    </button>
  );
}

type PreviewToggleProps = { isOn: boolean; label: string; onChange: (isOn: boolean) => void };

function PreviewToggle({ isOn, label, onChange }: PreviewToggleProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-label={`Preview ${label}`}
      onClick={() => onChange(!isOn)}
      className={asideLooks}
    >
      {isOn ? "Edit" : "Preview"}
    </button>
  );
}
