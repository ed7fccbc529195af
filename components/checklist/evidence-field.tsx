"use client";

import { ExternalLink, FileText, Plus, X } from "lucide-react";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { IconButton } from "@/components/ui/icon-button";
import type { Evidence } from "@/core/checklist/answer";
import { specDefinition } from "@/core/spec/definition";

type EvidenceFieldProps = {
  evidence: readonly Evidence[];
  isReadOnly: boolean;
  onChange: (evidence: Evidence[]) => void;
  specHref: (path: string) => string;
};

/** Places of the spec a person may point at: each section, and each of its fields. */
const PLACES = specDefinition.sections.flatMap((section) => [
  { value: section.key, label: section.title },
  ...Object.entries(section.fields).map(([key, field]) => ({
    value: `${section.key}.${key}`,
    label: `${section.title} › ${field.label}`,
  })),
]);

const placeLabels = new Map(PLACES.map((place) => [place.value, place.label]));

/** Links from an answer to what shows it: a place of the spec, or a page elsewhere. */
export function EvidenceField({ evidence, isReadOnly, onChange, specHref }: EvidenceFieldProps) {
  return (
    <div className="flex flex-col gap-1.5">
      {evidence.length > 0 && (
        <ul className="flex flex-col gap-1">
          {evidence.map((item) => (
            <li key={"path" in item ? item.path : item.url} className="flex items-center gap-1.5 text-sm">
              <EvidenceLink item={item} specHref={specHref} />
              {!isReadOnly && (
                <IconButton
                  label="Remove this evidence"
                  size="xs"
                  onClick={() => onChange(evidence.filter((other) => other !== item))}
                >
                  <X aria-hidden="true" />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {!isReadOnly && <EvidenceEntry onAdd={(item) => onChange([...evidence, item])} />}
      {isReadOnly && evidence.length === 0 && <p className="text-sm text-muted">None given.</p>}
    </div>
  );
}

function EvidenceLink({ item, specHref }: { item: Evidence; specHref: (path: string) => string }) {
  const looks = "flex min-w-0 items-center gap-1.5 text-accent-ink hover:underline [&_svg]:size-3.5 [&_svg]:shrink-0";
  if ("path" in item) {
    return (
      <Link href={specHref(item.path)} className={looks}>
        <FileText aria-hidden="true" />
        <span className="truncate">{placeLabels.get(item.path) ?? item.path}</span>
      </Link>
    );
  }
  return (
    <a href={item.url} target="_blank" rel="noopener noreferrer nofollow" className={looks}>
      <ExternalLink aria-hidden="true" />
      <span className="truncate">{item.url}</span>
    </a>
  );
}

function EvidenceEntry({ onAdd }: { onAdd: (item: Evidence) => void }) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const add = (value: string) => {
    if (placeLabels.has(value)) onAdd({ path: value });
    else if (/^https?:\/\/\S+$/i.test(value)) onAdd({ url: value });
    else return setProblem("Choose a place of the spec, or give a link that starts with https://.");
    setText("");
    setProblem("");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) add(text.trim());
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <Combobox
          options={PLACES}
          value={text}
          onValueChange={(value) => (placeLabels.has(value) ? add(value) : setText(value))}
          allowOther
          aria-label="Evidence: a place of the spec or a link"
          placeholder="A place of the spec, or https://…"
        />
        <Button type="submit" icon={<Plus aria-hidden="true" />}>
          Add
        </Button>
      </div>
      {problem && (
        <p role="alert" className="text-xs text-danger-ink">
          {problem}
        </p>
      )}
    </form>
  );
}
