"use client";

import { ExternalLink, FileText, Plus, X } from "lucide-react";
import Link from "next/link";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
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
  const add = (item: Evidence) => onChange([...evidence.filter((other) => addressOf(other) !== addressOf(item)), item]);
  return (
    <div className="flex flex-col gap-1.5">
      {evidence.length > 0 && (
        <ul className="flex flex-col gap-1">
          {evidence.map((item) => (
            <li key={addressOf(item)} className="flex items-center gap-1.5 text-sm">
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
      {!isReadOnly && <EvidenceEntry onAdd={add} />}
      {isReadOnly && evidence.length === 0 && <p className="text-sm text-muted">None given.</p>}
    </div>
  );
}

function addressOf(item: Evidence): string {
  return "path" in item ? item.path : item.url;
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

/** The platform's own suggestions: the field takes any text, and nothing typed is lost by a click beside it. */
function EvidenceEntry({ onAdd }: { onAdd: (item: Evidence) => void }) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const listId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const item = readEvidence(text.trim());
    if (text.trim() === "") return;
    if (!item) return setProblem("Choose a place of the spec, or give a link that starts with https://.");
    onAdd(item);
    setText("");
    setProblem("");
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <Input
          list={listId}
          value={text}
          maxLength={2048}
          onChange={(event) => setText(event.target.value)}
          aria-label="Evidence: a place of the spec or a link"
          aria-invalid={problem !== "" || undefined}
          placeholder="A place of the spec, or https://…"
        />
        <datalist id={listId}>
          {PLACES.map((place) => (
            <option key={place.value} value={place.label} />
          ))}
        </datalist>
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

function readEvidence(text: string): Evidence | null {
  const place = PLACES.find((candidate) => candidate.label.toLowerCase() === text.toLowerCase());
  if (place) return { path: place.value };
  return /^https?:\/\/\S+$/i.test(text) ? { url: text } : null;
}
