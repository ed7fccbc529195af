"use client";

import { FileText, Upload } from "lucide-react";
import { type DragEvent, type FormEvent, useRef, useState } from "react";
import { useImportReview } from "@/client/review-changes";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import type { NewReviewFormProps } from "./new-review-dialog";

type Chosen = { name: string; text: string; format: "markdown" | "json" };

/** A Markdown or JSON document becomes a review; what has no place in the specification is kept as notes. */
export function ImportForm({ form, team, onBusy, onCreated }: NewReviewFormProps) {
  const [title, setTitle] = useState("");
  const [chosen, setChosen] = useState<Chosen>();
  const [problem, setProblem] = useState<string>();
  const importReview = useImportReview(team);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!chosen) return setProblem("Choose a file first.");
    onBusy(true);
    const { format, text } = chosen;
    const review = await importReview.mutateAsync({ format, text, ...(title ? { title } : {}) }).catch(() => undefined);
    onBusy(false);
    if (review) onCreated(review.number);
  };
  const take = async (file: File | undefined) => {
    if (!file) return;
    setProblem(undefined);
    setChosen({ name: file.name, text: await file.text(), format: /\.json$/i.test(file.name) ? "json" : "markdown" });
  };
  const error = importReview.error;
  return (
    <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
      {error && !error.field("title") && <Notice tone="danger">{error.message}</Notice>}
      <Field label="Document" group error={problem}>
        <FileDrop chosen={chosen} onFile={(file) => void take(file)} />
      </Field>
      <Field label="Title" hint="Left empty, the document's own title is taken." error={error?.field("title")}>
        <Input value={title} onChange={(event) => setTitle(event.target.value)} maxLength={200} />
      </Field>
      <p className="text-xs text-muted">
        A document that Lintel exported comes back unchanged. Any other is placed by its headings; text that fits no
        field is kept among the notes, and the review's report says what went where.
      </p>
    </form>
  );
}

type FileDropProps = { chosen: Chosen | undefined; onFile: (file: File | undefined) => void };

function FileDrop({ chosen, onFile }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    onFile(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the pointer's way; the button inside is everybody's
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={cn(
        "flex flex-col items-center gap-2 rounded-md border border-dashed border-line-strong px-4 py-8 text-center text-sm",
        isOver && "border-accent bg-accent-soft",
      )}
    >
      {chosen ? (
        <p className="flex items-center gap-2 font-medium">
          <FileText aria-hidden="true" className="size-4 text-muted" />
          {chosen.name}
          <span className="font-normal text-muted">{Math.ceil(chosen.text.length / 1024)} KB</span>
        </p>
      ) : (
        <p className="text-muted">Drop a Markdown or JSON file here, or</p>
      )}
      <Button size="sm" icon={<Upload aria-hidden="true" />} onClick={() => input.current?.click()}>
        {chosen ? "Choose another" : "Choose a file"}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".md,.markdown,.txt,.json"
        aria-label="Document to import"
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => onFile(event.target.files?.[0])}
      />
    </div>
  );
}
