"use client";

import { ThreadMark } from "@/components/comments/thread-mark";
import type { ChoiceField, ChoicesField, GroupField, MarkdownField } from "@/core/spec/field";
import { PresenceMark } from "../presence-mark";
import { useDraftChoices } from "../use-draft";
import { ChoiceChips } from "./choice-field";
import { ChoicesChips } from "./choices-field";
import { MarkdownFieldEditor } from "./markdown-field";

export type Pattern = { selected: ChoicesField; rationale: MarkdownField; confidence: ChoiceField };

type PatternFieldsProps = Pattern & { field: GroupField; path: string };

/** A choice of patterns read as one statement: what was chosen, why, and how sure the team is. */
export function PatternFields({ field, path, selected, rationale, confidence }: PatternFieldsProps) {
  return (
    <>
      <div className="group/place flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <div className="flex items-center gap-2">
            <h3 id={`${path}-title`} className="text-base font-semibold">
              {field.label}
            </h3>
            <ThreadMark anchor={{ kind: "place", path }} label={field.label} />
          </div>
          {field.help && <p className="text-xs text-muted">{field.help}</p>}
        </div>
        <Confidence field={confidence} path={`${path}.confidence`} />
      </div>
      <Choice field={selected} path={`${path}.selected`} />
      <MarkdownFieldEditor
        field={{ ...rationale, help: undefined, placeholder: rationale.placeholder ?? rationale.help }}
        path={`${path}.rationale`}
        look="form"
        minLines={2}
      />
    </>
  );
}

/** The patterns as chips; what the chosen ones mean is said below them. */
function Choice({ field, path }: { field: ChoicesField; path: string }) {
  const [chosen] = useDraftChoices(path);
  const explained = field.options.filter((option) => option.help && chosen.includes(option.value));
  return (
    <div id={path} data-path={path} className="group/place relative mt-3 mb-4 scroll-mt-32">
      <ThreadMark anchor={{ kind: "place", path }} label={field.label} className="absolute! top-0 right-0 z-10" />
      <PresenceMark path={path}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row of chips in every browser */}
        <div role="group" aria-label={field.label} aria-description={field.help}>
          <ChoicesChips field={field} path={path} />
        </div>
      </PresenceMark>
      {explained.length > 0 && (
        <p className="mt-2 text-xs text-muted">
          {explained.map((option) => (
            <span key={option.value} className="mr-3">
              <span className="font-medium text-text">{option.label}:</span> {option.help}
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

function Confidence({ field, path }: { field: ChoiceField; path: string }) {
  return (
    <div
      id={path}
      data-path={path}
      className="group/place flex min-w-0 scroll-mt-32 flex-wrap items-center gap-x-2 gap-y-1"
    >
      <span data-tip={field.help} className="text-xs text-muted">
        {field.label}
      </span>
      <PresenceMark path={path}>
        <div role="radiogroup" aria-label={field.label} aria-description={field.help}>
          <ChoiceChips field={field} path={path} />
        </div>
      </PresenceMark>
      <ThreadMark anchor={{ kind: "place", path }} label={field.label} />
    </div>
  );
}
