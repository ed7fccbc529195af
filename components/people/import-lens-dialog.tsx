"use client";

import { type FormEvent, useId, useState } from "react";
import { useImportLens } from "@/client/lens-changes";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FileDrop } from "@/components/ui/file-drop";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { LENS_LIMITS } from "@/core/checklist/lens";
import { FaultList } from "./fault-list";

type ImportLensDialogProps = { team: string; onClose: () => void };

/** A checklist of the team's own, from a file or pasted; what is wrong with it is shown at its place. */
export default function ImportLensDialog({ team, onClose }: ImportLensDialogProps) {
  const form = useId();
  const [file, setFile] = useState<{ name: string; size: number; text: string }>();
  const [pasted, setPasted] = useState("");
  const [problem, setProblem] = useState<string>();
  const importLens = useImportLens(team);
  const take = async (chosen: File) => {
    importLens.reset();
    setFile(undefined);
    // Said here before a long upload.
    if (chosen.size > LENS_LIMITS.bytes)
      return setProblem(
        `${chosen.name} holds ${Math.round(chosen.size / 1000)} KB; a checklist has at most ${LENS_LIMITS.bytes / 1000} KB. Split it.`,
      );
    setProblem(undefined);
    setFile({ name: chosen.name, size: chosen.size, text: await chosen.text() });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const text = file?.text ?? pasted;
    if (text.trim() === "") return setProblem("Choose a file, or paste its text.");
    const taken = await importLens.mutateAsync(text).catch(() => undefined);
    if (!taken) return;
    const warned = taken.warnings.length;
    toast.success(`“${taken.name}” is imported as version ${taken.version}`, {
      ...(warned > 0
        ? { description: `The list shows what ${warned === 1 ? "one warning" : `${warned} warnings`} say.` }
        : {}),
    });
    onClose();
  };
  const error = importLens.error;
  return (
    <Dialog
      open
      keepOnOutsideClick
      onOpenChange={onClose}
      title="Import a checklist"
      description="One with the key or the name of a checklist you have becomes its new version."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={importLens.isPending}>
            Import
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {error && (
          <Notice tone="danger" title={error.fields.length > 0 ? "The checklist is not imported" : error.message}>
            {error.fields.length > 0 && <FaultList label="Faults" faults={error.fields} />}
          </Notice>
        )}
        <Field label="File" group error={problem}>
          <FileDrop
            label="Checklist to import"
            prompt="Drop a JSON file here, or"
            accept=".json,application/json"
            chosen={file}
            onFile={(chosen) => void take(chosen)}
          />
        </Field>
        {!file && (
          <Field label="Or paste its text">
            <Textarea
              rows={6}
              autosize={false}
              value={pasted}
              onChange={(event) => {
                setProblem(undefined);
                setPasted(event.target.value);
              }}
              spellCheck={false}
              className="font-mono text-xs"
            />
          </Field>
        )}
      </form>
    </Dialog>
  );
}
