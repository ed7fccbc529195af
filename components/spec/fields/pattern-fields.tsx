"use client";

import { CircleHelp } from "lucide-react";
import type { ChoiceField, ChoicesField, MarkdownField } from "@/core/spec/field";
import { PresenceMark } from "../presence-mark";
import { useDraftChoices, useDraftValue } from "../use-draft";
import { ChoiceChips } from "./choice-field";
import { ChoicesChips } from "./choices-field";
import { MarkdownFieldEditor } from "./markdown-field";

type PatternFieldsProps = { path: string; selected: ChoicesField; rationale: MarkdownField; confidence: ChoiceField };

/** What was chosen, why, and how sure the team is. */
export function PatternFields({ path, selected, rationale, confidence }: PatternFieldsProps) {
  const [chosen] = useDraftChoices(`${path}.selected`);
  const help = selected.options.filter((option) => option.help && chosen.includes(option.value));
  return (
    <div className="flex flex-col gap-4">
      <div id={`${path}.selected`} data-path={`${path}.selected`} className="scroll-mt-32">
        <PresenceMark path={`${path}.selected`}>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row of chips in every browser */}
          <div role="group" aria-label={selected.label}>
            <ChoicesChips field={selected} path={`${path}.selected`} />
          </div>
        </PresenceMark>
        {help.length > 0 && (
          <p className="mt-2 text-xs text-muted">
            {help.map((option) => (
              <span key={option.value} className="mr-3">
                <span className="font-medium text-text">{option.label}:</span> {option.help}
              </span>
            ))}
          </p>
        )}
      </div>
      <MarkdownFieldEditor field={rationale} path={`${path}.rationale`} look="form" minLines={2} />
      <Confidence field={confidence} path={`${path}.confidence`} />
    </div>
  );
}

function Confidence({ field, path }: { field: ChoiceField; path: string }) {
  const [value] = useDraftValue(path);
  const meaning = field.options.find((option) => option.value === value)?.help;
  return (
    <div id={path} data-path={path} className="flex min-w-0 scroll-mt-32 flex-wrap items-center gap-x-3 gap-y-1.5">
      <span className="flex items-center gap-1 text-sm font-medium">
        {field.label}
        {field.help && <CircleHelp aria-hidden="true" data-tip={field.help} className="size-3.5 text-faint" />}
      </span>
      <PresenceMark path={path}>
        <div role="radiogroup" aria-label={field.label} aria-description={field.help}>
          <ChoiceChips field={field} path={path} />
        </div>
      </PresenceMark>
      {meaning && <span className="text-xs text-muted">{meaning}</span>}
    </div>
  );
}
