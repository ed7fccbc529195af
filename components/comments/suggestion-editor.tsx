"use client";

import { X } from "lucide-react";
import { Checkbox } from "@/components/ui/checkbox";
import { Field as LabelledField } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Textarea } from "@/components/ui/textarea";
import type { Suggestion } from "@/core/comments/anchor";
import { type ChoicesField, type Field, type FieldValue, maxLength } from "@/core/spec/field";
import { findPlace } from "@/core/spec/path";
import { cleanText, orderChoices } from "@/core/spec/value";

type SuggestionEditorProps = {
  suggestion: Suggestion;
  onChange: (suggestion: Suggestion) => void;
  onRemove: () => void;
};

/** Other words, or another value, in the making. */
export function SuggestionEditor({ suggestion, onChange, onRemove }: SuggestionEditorProps) {
  const place = findPlace(suggestion.path);
  const field = place?.kind === "field" ? place.field : null;
  return (
    <section aria-label="Suggestion" className="rounded-md border border-accent-line bg-accent-soft/40 p-2">
      <header className="mb-1.5 flex items-center gap-2 text-xs text-muted">
        <span className="min-w-0 flex-1 truncate">
          {suggestion.kind === "replace" ? "Replace the passage with" : `Set ${field?.label ?? "the field"} to`}
        </span>
        <IconButton size="xs" label="Take the suggestion away" onClick={onRemove}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      {suggestion.kind === "replace" ? (
        <Textarea
          aria-label="Replacement"
          rows={2}
          autoFocus
          className={field?.kind === "code" ? "font-mono text-xs" : ""}
          value={suggestion.replacement}
          onChange={(event) => onChange({ ...suggestion, replacement: lines(field, event.target.value) })}
        />
      ) : (
        field && (
          <ValueControl
            field={field}
            value={suggestion.to as FieldValue}
            onChange={(to) => onChange({ ...suggestion, to: to as string })}
          />
        )
      )}
    </section>
  );
}

/** A one-line field takes no line break. */
const lines = (field: Field | null, text: string) => cleanText(text, field?.kind === "text" ? "one" : "many");

type ValueControlProps = { field: Field; value: FieldValue; onChange: (value: FieldValue) => void };

function ValueControl({ field, value, onChange }: ValueControlProps) {
  const label = `Suggested ${field.label}`;
  switch (field.kind) {
    case "text":
    case "markdown":
    case "code":
      return (
        <Textarea
          aria-label={label}
          rows={field.kind === "text" ? 1 : 3}
          autoFocus
          className={field.kind === "code" ? "font-mono text-xs" : ""}
          maxLength={Math.min(maxLength[field.kind], 20_000)}
          value={String(value ?? "")}
          onChange={(event) => onChange(lines(field, event.target.value))}
        />
      );
    case "number":
      return (
        <Input
          aria-label={label}
          type="number"
          autoFocus
          min={field.min}
          max={field.max}
          step={field.integer ? 1 : "any"}
          suffix={field.unit}
          value={typeof value === "number" ? value : ""}
          onChange={(event) => onChange(event.target.value === "" ? null : event.target.valueAsNumber)}
        />
      );
    case "date":
      return (
        <Input
          aria-label={label}
          type="date"
          autoFocus
          value={String(value ?? "")}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "flag":
      return (
        <Checkbox label={field.label} checked={value === true} onChange={(event) => onChange(event.target.checked)} />
      );
    case "choice":
      return field.other ? (
        <Input
          aria-label={label}
          autoFocus
          maxLength={maxLength.choice}
          value={String(value ?? "")}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <NativeSelect
          aria-label={label}
          className="w-full"
          placeholder="Not chosen"
          options={field.options}
          value={String(value ?? "")}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "choices":
      return (
        <ChoicesControl field={field} label={label} value={Array.isArray(value) ? value : []} onChange={onChange} />
      );
    default:
      return null;
  }
}

type ChoicesControlProps = {
  field: ChoicesField;
  label: string;
  value: readonly unknown[];
  onChange: (value: string[]) => void;
};

function ChoicesControl({ field, label, value, onChange }: ChoicesControlProps) {
  const chosen = value.filter((each) => typeof each === "string");
  const known = new Set(field.options.map((option) => option.value));
  const others = chosen.filter((each) => !known.has(each));
  const write = (next: readonly string[]) => onChange(orderChoices(field, next));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a legend that would say the heading again
    <div role="group" aria-label={label} className="flex flex-col gap-1">
      {field.options.map((option) => (
        <Checkbox
          key={option.value}
          label={option.label}
          checked={chosen.includes(option.value)}
          onChange={(event) =>
            write(event.target.checked ? [...chosen, option.value] : chosen.filter((each) => each !== option.value))
          }
        />
      ))}
      {field.other && (
        <LabelledField label="Others, with commas between" className="mt-1">
          <Input
            defaultValue={others.join(", ")}
            onChange={(event) =>
              write([
                ...chosen.filter((each) => known.has(each)),
                ...event.target.value.split(",").map((each) => each.trim().slice(0, maxLength.choice)),
              ])
            }
          />
        </LabelledField>
      )}
    </div>
  );
}
