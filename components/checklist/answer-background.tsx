"use client";

import { useState } from "react";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { Answer } from "@/core/checklist/answer";
import { EvidenceField } from "./evidence-field";

type AnswerBackgroundProps = {
  answer: Answer;
  isReadOnly: boolean;
  onChange: (changes: Partial<Answer>) => void;
  specHref: (path: string) => string;
};

/** What stands behind an answer: a note, and links to what shows it. Open from the start where there is something. */
export function AnswerBackground({ answer, isReadOnly, onChange, specHref }: AnswerBackgroundProps) {
  const { note, evidence } = answer;
  // Decided once: the part must not close under the hands of somebody who clears the note.
  const [isOpenAtFirst] = useState(note !== "" || evidence.length > 0);
  const links = evidence.length === 0 ? "" : `${evidence.length} ${evidence.length === 1 ? "link" : "links"}`;
  const held = [note.trim() === "" ? "" : "note", links].filter(Boolean).join(", ");
  return (
    <Disclosure
      summary={<>Note and evidence {held && <span className="font-normal text-muted">({held})</span>}</>}
      defaultOpen={isOpenAtFirst}
    >
      <div className="flex flex-col gap-3">
        <Field label="Note">
          <Textarea
            rows={2}
            maxLength={10_000}
            readOnly={isReadOnly}
            value={note}
            onChange={(event) => onChange({ note: event.target.value })}
          />
        </Field>
        <Field label="Evidence" group>
          <EvidenceField
            evidence={evidence}
            isReadOnly={isReadOnly}
            onChange={(next) => onChange({ evidence: next })}
            specHref={specHref}
          />
        </Field>
      </div>
    </Disclosure>
  );
}
