"use client";

import { FileText, Upload } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { Button } from "./button";
import { cn } from "./cn";

type FileDropProps = {
  /** Accessible name of the file field. */
  label: string;
  /** Before the button, while nothing is chosen. */
  prompt: string;
  /** As in the `accept` attribute. */
  accept: string;
  chosen: { name: string; size: number } | undefined;
  onFile: (file: File) => void;
};

/** One file, by drop or by the file chooser. */
export function FileDrop({ label, prompt, accept, chosen, onFile }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const take = (file: File | undefined) => {
    if (file) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files[0]);
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
        "flex flex-wrap items-center justify-center gap-x-3 gap-y-2 rounded-md border border-dashed border-line-strong px-4 py-6 text-center text-sm",
        isOver && "border-accent bg-accent-soft",
      )}
    >
      {chosen ? (
        <p className="flex min-w-0 items-center gap-2 font-medium">
          <FileText aria-hidden="true" className="size-4 shrink-0 text-muted" />
          <span className="truncate">{chosen.name}</span>
          <span className="shrink-0 font-normal text-muted">{Math.ceil(chosen.size / 1024)} KB</span>
        </p>
      ) : (
        <p className="text-muted">{prompt}</p>
      )}
      <Button size="sm" icon={<Upload aria-hidden="true" />} onClick={() => input.current?.click()}>
        {chosen ? "Choose another" : "Choose a file"}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          take(event.target.files?.[0]);
          // The same file chosen again, after it was mended, is a change too.
          event.target.value = "";
        }}
      />
    </div>
  );
}
