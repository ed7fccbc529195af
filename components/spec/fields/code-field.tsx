"use client";

import { Upload } from "lucide-react";
import { type ChangeEvent, useRef, useState } from "react";
import { useTextThreads } from "@/components/comments/use-text-threads";
import { CodeEditor, type EditorLanguage } from "@/components/editor/code-editor";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import { writeText } from "@/core/spec/draft";
import { type CodeField, maxLength } from "@/core/spec/field";
import { cleanText } from "@/core/spec/value";
import { controlId, FieldFrame } from "../field-frame";
import type { FieldEditorProps } from "../field-props";
import { useDraft, useDraftText, useDraftValue } from "../use-draft";
import { describedBy } from "./text-field";

const languages: Record<string, EditorLanguage> = {
  openapi: "yaml",
  asyncapi: "yaml",
  protobuf: "protobuf",
  graphql: "graphql",
  sql: "sql",
  yaml: "yaml",
  json: "json",
  mermaid: "mermaid",
};
const languageNames: Partial<Record<EditorLanguage, string>> = {
  sql: "SQL",
  yaml: "YAML",
  json: "JSON",
  protobuf: "protobuf",
  graphql: "GraphQL",
  mermaid: "Mermaid",
};

/** Code in an editor for its language: typed, pasted, or read from a file of the author's. */
export function CodeFieldEditor({ field, path }: FieldEditorProps<CodeField>) {
  const { doc, awareness, undoManager, isReadOnly } = useDraft();
  const { text, value } = useDraftText(path);
  const passages = useTextThreads(path);
  const [error, setError] = useState<string | null>(null);
  const [chosen] = useDraftValue(field.languageFrom ? siblingPath(path, field.languageFrom) : path);
  const named = (typeof chosen === "string" && languages[chosen]) || languages[field.language] || "plain";
  const language = named === "yaml" && value.trimStart().startsWith("{") ? "json" : named;

  const take = async (file: File) => {
    const problem = fileProblem(file);
    const content = problem ? "" : cleanText(await file.text(), "many");
    const refused = problem ?? contentProblem(content, file.name);
    setError(refused);
    if (refused) return;
    const hadText = text.length > 0;
    undoManager?.stopCapturing();
    doc.transact(() => writeText(text, content));
    undoManager?.stopCapturing();
    toast.success(
      `${hadText ? "Replaced with" : "Read"} ${file.name}.`,
      hadText && undoManager ? { action: { label: "Undo", run: () => undoManager.undo() } } : {},
    );
  };

  return (
    <FieldFrame
      field={field}
      path={path}
      error={error}
      aside={
        <span className="flex items-center gap-1">
          <span className="mr-1 text-faint">{languageNames[language]}</span>
          {value !== "" && <CopyButton text={value} label={`Copy ${field.label}`} />}
          {!isReadOnly && <UploadButton label={`Upload a file into ${field.label}`} onFile={take} />}
        </span>
      }
    >
      <div
        onDropCapture={(event) => {
          const file = event.dataTransfer.files[0];
          if (!file || isReadOnly) return;
          event.preventDefault();
          event.stopPropagation();
          void take(file);
        }}
      >
        <CodeEditor
          text={text}
          awareness={awareness}
          undoManager={undoManager ?? undefined}
          language={language}
          label={field.label}
          id={controlId(path)}
          describedBy={describedBy(path, { help: Boolean(field.help), error: Boolean(error) })}
          isInvalid={Boolean(error)}
          readOnly={isReadOnly}
          maxLength={maxLength.code}
          minLines={6}
          maxLines={28}
          passages={passages}
        />
      </div>
    </FieldFrame>
  );
}

const siblingPath = (path: string, key: string) => `${path.slice(0, path.lastIndexOf("."))}.${key}`;

/** Bytes of a file are at least its characters, so a file of four times the limit cannot fit whatever its encoding. */
function fileProblem(file: File): string | null {
  if (file.size <= maxLength.code * 4) return null;
  return `${file.name} has ${Math.round(file.size / 1e6)} MB; at most ${count(maxLength.code)} characters are kept here. Nothing was changed.`;
}

function contentProblem(content: string, name: string): string | null {
  if (content.includes("\ufffd") && content.slice(0, 2000).includes("\ufffd"))
    return `${name} is not a text file in UTF-8. Nothing was changed.`;
  if (content.length <= maxLength.code) return null;
  return `${name} has ${count(content.length)} characters; at most ${count(maxLength.code)} are kept here. Nothing was changed.`;
}

const count = (characters: number) => characters.toLocaleString("en");

function UploadButton({ label, onFile }: { label: string; onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) onFile(file);
    event.target.value = ""; // so that the same file can be chosen again after it was mended
  };
  return (
    <>
      <IconButton size="xs" label={label} onClick={() => input.current?.click()}>
        <Upload aria-hidden="true" />
      </IconButton>
      <input ref={input} type="file" tabIndex={-1} aria-hidden="true" className="hidden" onChange={onChange} />
    </>
  );
}
