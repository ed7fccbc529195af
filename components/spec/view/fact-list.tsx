"use client";

import { Check } from "lucide-react";
import { MarkedText } from "@/components/comments/marked-text";
import { ThreadMark } from "@/components/comments/thread-mark";
import { cn } from "@/components/ui/cn";
import type { Field, FieldValue, FieldValues } from "@/core/spec/field";
import { isGuidance, promptOf } from "@/core/spec/guidance";
import { optionLabel } from "@/core/spec/value";
import { showNumber } from "../fields/number-text";
import { useReferenceName } from "./spec-names";

/** Whether a field's value is said in a few words. */
export const isFact = (field: Field): boolean =>
  field.kind !== "markdown" && field.kind !== "code" && field.kind !== "group" && field.kind !== "list";

type FactListProps = { facts: readonly [string, Field][]; values: FieldValues; path: string };

/** Short values with their labels, as a list of terms. */
export function FactList({ facts, values, path }: FactListProps) {
  const isOnlyChoice = facts.length === 1 && facts[0]?.[1].kind === "choices";
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-1 text-sm sm:grid-cols-[minmax(8rem,12rem)_1fr]">
      {facts.map(([key, field]) => (
        <div
          key={key}
          id={`${path}.${key}`}
          data-place={`${path}.${key}`}
          className="group/place scroll-mt-24 sm:contents"
        >
          <dt className={cn("text-muted", isOnlyChoice && "sr-only")}>{field.label}</dt>
          <dd className={cn("group/place flex min-w-0 items-start gap-2", isOnlyChoice && "sm:col-span-2")}>
            <span className="min-w-0">
              <FactValue field={field} value={values[key] as FieldValue} path={`${path}.${key}`} />
            </span>
            <ThreadMark anchor={{ kind: "place", path: `${path}.${key}` }} label={field.label} className="-my-0.5" />
          </dd>
        </div>
      ))}
    </dl>
  );
}

type FactValueProps = {
  field: Field;
  value: FieldValue;
  /** Where it stands, where it can be spoken about. */
  path?: string;
};

/** A short value as a reader says it. */
export function FactValue({ field, value, path }: FactValueProps) {
  const nameOf = useReferenceName();
  if (field.kind === "choices")
    return (
      <span className="flex flex-wrap gap-1">
        {(value as string[]).map((each) => (
          <span key={each} className="rounded-full border border-line bg-sunken px-2 text-sm leading-5">
            {optionLabel(field, each)}
          </span>
        ))}
      </span>
    );
  if (field.kind === "flag") return value ? <Check aria-label="yes" className="size-4 text-ok-ink" /> : null;
  if (field.kind === "number")
    return typeof value === "number" ? (
      <span className="tabular-nums">
        {showNumber(value)}
        {field.unit && <span className="text-muted"> {field.unit}</span>}
      </span>
    ) : null;
  if (field.kind === "choice") return optionLabel(field, String(value));
  if (field.kind === "reference") return value === "" ? null : nameOf(field, String(value));
  if (field.kind === "text" && path)
    return (
      <MarkedText path={path} source={String(value)} isInline>
        <LinkedText text={String(value)} />
      </MarkedText>
    );
  if (field.kind === "text") return <LinkedText text={String(value)} />;
  return String(value);
}

/** A text that is nothing but a web address is a link. */
function LinkedText({ text }: { text: string }) {
  if (isGuidance(text)) return <span className="text-muted italic">{promptOf(text)}</span>;
  if (!/^https?:\/\/\S+$/i.test(text)) return <span dir="auto">{text}</span>;
  return (
    <a href={text} rel="noopener noreferrer nofollow" target="_blank" className="break-all text-accent-ink underline">
      {text}
    </a>
  );
}
