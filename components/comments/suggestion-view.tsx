"use client";

import { Check, Replace } from "lucide-react";
import { use } from "react";
import { FactValue, isFact } from "@/components/spec/view/fact-list";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextDifference } from "@/components/versions/text-difference";
import type { Suggestion } from "@/core/comments/anchor";
import type { FieldValue } from "@/core/spec/field";
import { findPlace } from "@/core/spec/path";
import { isEmptyValue } from "@/core/spec/value";
import { DocumentContext } from "./thread-document";

type SuggestionViewProps = {
  suggestion: Suggestion;
  appliedAt: string | null;
  /** Left out where it is only shown. */
  onApply?: (() => void) | null;
  isApplying?: boolean;
  /** Why it cannot be applied by this person, or not any more. */
  refusal?: string | null;
};

/** A proposed change, shown as what goes and what comes, and the one click that makes it. */
export function SuggestionView({ suggestion, appliedAt, onApply, isApplying, refusal }: SuggestionViewProps) {
  const { labelOf } = use(DocumentContext);
  return (
    <section aria-label="Suggested change" className="mt-2 overflow-hidden rounded-md border border-line bg-surface">
      <header className="flex min-h-8 items-center gap-2 border-b border-line bg-sunken px-2.5 py-1 text-xs text-muted">
        <Replace aria-hidden="true" className="size-3.5 shrink-0" />
        <span className="min-w-0 flex-1 truncate">Suggested for {labelOf(suggestion.path)}</span>
      </header>
      <div className="max-h-80 overflow-y-auto px-2.5 pb-2">
        <SuggestedChange suggestion={suggestion} />
      </div>
      {(appliedAt || onApply) && (
        <footer className="flex flex-wrap items-center gap-2 border-t border-line px-2.5 py-1.5 text-xs text-muted">
          {appliedAt ? (
            <span className="flex items-center gap-1 text-ok-ink">
              <Check aria-hidden="true" className="size-3.5" />
              Applied <RelativeTime at={appliedAt} />
            </span>
          ) : (
            <>
              <Button size="sm" busy={isApplying} disabledReason={refusal} onClick={() => onApply?.()}>
                Apply
              </Button>
              {refusal && <span className="min-w-0 flex-1 text-pretty">{refusal}</span>}
            </>
          )}
        </footer>
      )}
    </section>
  );
}

export function SuggestedChange({ suggestion }: { suggestion: Suggestion }) {
  const place = findPlace(suggestion.path);
  const field = place?.kind === "field" ? place.field : null;
  const isCode = field?.kind === "code";
  if (suggestion.kind === "replace")
    return (
      <TextDifference before={suggestion.quote.exact} after={suggestion.replacement} layout="unified" isCode={isCode} />
    );
  const { from, to } = suggestion;
  if (typeof from === "string" && typeof to === "string" && (!field || !isFact(field) || field.kind === "text"))
    return <TextDifference before={from} after={to} layout="unified" isCode={isCode} />;
  if (!field || !isFact(field)) return <p className="mt-2 text-sm text-muted">Another value for this place.</p>;
  // What was suggested for a field was checked against that field when it was written.
  const values = { from: from as FieldValue, to: to as FieldValue };
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      {isEmptyValue(field, values.from) ? (
        <span className="text-faint">empty</span>
      ) : (
        <del className="rounded-sm bg-danger-soft px-1 text-danger-ink">
          <FactValue field={field} value={values.from} />
        </del>
      )}
      <span aria-hidden="true" className="text-faint">
        →
      </span>
      {isEmptyValue(field, values.to) ? (
        <span className="text-faint">empty</span>
      ) : (
        <ins className="rounded-sm bg-ok-soft px-1 text-ok-ink no-underline">
          <FactValue field={field} value={values.to} />
        </ins>
      )}
    </p>
  );
}
