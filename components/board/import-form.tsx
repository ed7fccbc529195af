"use client";

import { type FormEvent, useState } from "react";
import { useImportReview, usePreviewImport } from "@/client/review-changes";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FileDrop } from "@/components/ui/file-drop";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { SkeletonLines } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { ImportReport } from "./import-report";
import type { NewReviewFormProps } from "./new-review-dialog";

type Document = { filename: string; text: string; format: "markdown" | "json" };

/** The server takes no more; said here before a long upload. */
const MOST_BYTES = 4_500_000;

/** A Markdown or JSON document becomes a review; before it does, one sees what goes where. */
export function ImportForm({ form, team, onBusy, onCreated }: NewReviewFormProps) {
  const [typed, setTyped] = useState<string>();
  const [document, setDocument] = useState<Document>();
  const [problem, setProblem] = useState<string>();
  const [pasted, setPasted] = useState("");
  const preview = usePreviewImport(team);
  const importReview = useImportReview(team);
  const title = typed ?? preview.data?.title ?? "";
  const take = async (file: File) => {
    importReview.reset();
    preview.reset();
    setDocument(undefined);
    if (file.size > MOST_BYTES)
      return setProblem(
        `${file.name} holds ${Math.round(file.size / 1e6)} MB; at most 4.5 MB can be imported. Split it.`,
      );
    setProblem(undefined);
    const format = /\.json$/i.test(file.name) ? "json" : "markdown";
    look({ filename: file.name.slice(0, 200), text: await file.text(), format });
  };
  const look = (chosen: Document) => {
    setDocument(chosen);
    preview.mutate(chosen);
  };
  const takePasted = () => {
    const text = pasted.trim();
    if (text === "" || text === document?.text) return;
    setProblem(undefined);
    look({ filename: "Pasted text", text, format: /^\{\s*"lintel"/.test(text) ? "json" : "markdown" });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!document) return setProblem("Choose a document first.");
    onBusy(true);
    const made = await importReview.mutateAsync({ ...document, ...(title ? { title } : {}) }).catch(() => undefined);
    onBusy(false);
    if (made) onCreated(made.review.number);
  };
  const error = importReview.error ?? preview.error;
  return (
    <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
      {error && !error.field("title") && (
        <Notice tone="danger" title={error.message}>
          {error.fields.map((field) => field.message).join(" ")}
        </Notice>
      )}
      <Field
        label="Document"
        group
        error={problem}
        help="A document that Lintel exported comes back unchanged. Any other is placed by its headings; what fits no field is kept as notes."
      >
        <FileDrop
          label="Document to import"
          prompt="Drop a Markdown or JSON file here, or"
          accept=".md,.markdown,.txt,.json"
          chosen={document && { name: document.filename, size: document.text.length }}
          onFile={(file) => void take(file)}
        />
      </Field>
      {(!document || preview.isError) && (
        <Field label="Or paste its text" aside={<PasteButton isEmpty={pasted.trim() === ""} onClick={takePasted} />}>
          <Textarea
            rows={4}
            autosize={false}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
            spellCheck={false}
            className="font-mono text-xs"
          />
        </Field>
      )}
      {preview.isPending && <SkeletonLines lines={3} label="Reading the document" />}
      {preview.data && (
        <>
          <Field label="Title" required error={error?.field("title")}>
            <Input value={title} onChange={(event) => setTyped(event.target.value)} />
          </Field>
          <ImportReport preview={preview.data} />
        </>
      )}
    </form>
  );
}

function PasteButton({ isEmpty, onClick }: { isEmpty: boolean; onClick: () => void }) {
  return (
    <Button
      size="sm"
      variant="quiet"
      disabledReason={isEmpty ? "Paste the text of a document first." : null}
      onClick={onClick}
    >
      See what goes where
    </Button>
  );
}
