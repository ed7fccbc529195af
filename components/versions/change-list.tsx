"use client";

import { useState } from "react";
import { FactValue, isFact } from "@/components/spec/view/fact-list";
import { SpecNames } from "@/components/spec/view/spec-names";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { Spec } from "@/core/spec/definition";
import { isEmptyValue } from "@/core/spec/value";
import type { Change, SectionDiff } from "@/core/versions/diff";
import { ItemFields } from "./item-fields";
import { TextDifference } from "./text-difference";

export type TextLayout = "unified" | "split";

/** Changes of one section that are shown at once; more come on demand, so that a rewritten document still opens at once. */
const shownAtOnce = 100;

type SectionChangesProps = { section: SectionDiff; before: Spec; after: Spec; layout: TextLayout };

/** What changed in one section. */
export function SectionChanges({ section, before, after, layout }: SectionChangesProps) {
  const [shown, setShown] = useState(shownAtOnce);
  const { key, title, changes } = section;
  const hidden = changes.length - shown;
  return (
    <section aria-labelledby={`change-${key}`}>
      <h3 id={`change-${key}`} className="mb-2 scroll-mt-16 text-base font-semibold">
        {title}
      </h3>
      <ul className="overflow-hidden rounded-lg border border-line bg-surface">
        {changes.slice(0, shown).map((change) => (
          <li key={`${change.kind} ${change.path}`} className="border-b border-line px-3 py-2.5 last:border-0 sm:px-4">
            <ChangeHead change={change} />
            <ChangeBody change={change} before={before} after={after} layout={layout} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <Button className="mt-2 w-full" onClick={() => setShown(shown + 500)}>
          Show {Math.min(hidden, 500)} more of {hidden}
        </Button>
      )}
    </section>
  );
}

const kinds: Record<Change["kind"], { label: string; tone: Tone }> = {
  added: { label: "Added", tone: "ok" },
  removed: { label: "Removed", tone: "danger" },
  changed: { label: "Changed", tone: "neutral" },
  moved: { label: "Moved", tone: "accent" },
};

function ChangeHead({ change }: { change: Change }) {
  const words = change.label.split(" › ");
  const { label, tone } = kindOf(change);
  return (
    <h4 className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-sm" dir="auto">
      <Badge tone={tone} size="sm">
        {label}
      </Badge>
      <span className="min-w-0 flex-1 basis-48">
        {words.length > 1 && <span className="text-muted">{words.slice(0, -1).join(" › ")} › </span>}
        <span className="font-medium">{words.at(-1)}</span>
        {change.kind === "moved" && (
          <span className="text-muted">
            {" "}
            from place {change.from + 1} to {change.to + 1}
          </span>
        )}
      </span>
    </h4>
  );
}

/** A field that was empty before was filled in; one that is empty now was cleared. */
function kindOf(change: Change): { label: string; tone: Tone } {
  if (change.kind !== "changed") return kinds[change.kind];
  if (isEmptyValue(change.field, change.before)) return { label: "Filled in", tone: "ok" };
  return isEmptyValue(change.field, change.after) ? { label: "Cleared", tone: "danger" } : kinds.changed;
}

type ChangeBodyProps = { change: Change; before: Spec; after: Spec; layout: TextLayout };

function ChangeBody({ change, before, after, layout }: ChangeBodyProps) {
  if (change.kind === "moved") return null;
  if (change.kind === "added" || change.kind === "removed")
    return (
      <SpecNames value={change.kind === "added" ? after : before}>
        <ItemFields list={change.list} item={change.item} tone={change.kind} />
      </SpecNames>
    );
  const { field } = change;
  if (field.kind === "text" || field.kind === "markdown" || field.kind === "code")
    return (
      <TextDifference
        before={`${change.before}`}
        after={`${change.after}`}
        layout={layout}
        isCode={field.kind === "code"}
      />
    );
  return (
    <p className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      {!isEmptyValue(field, change.before) && (
        <del className="rounded-sm bg-danger-soft px-1 text-danger-ink">
          <SpecNames value={before}>{isFact(field) && <FactValue field={field} value={change.before} />}</SpecNames>
        </del>
      )}
      {!isEmptyValue(field, change.after) && (
        <ins className="rounded-sm bg-ok-soft px-1 text-ok-ink no-underline">
          <SpecNames value={after}>{isFact(field) && <FactValue field={field} value={change.after} />}</SpecNames>
        </ins>
      )}
    </p>
  );
}
