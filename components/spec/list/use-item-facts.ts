"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";
import type * as Y from "yjs";
import { draftChoices, draftList, draftText, draftValues } from "@/core/spec/draft";
import type { Field, ListField } from "@/core/spec/field";
import { isGuidance } from "@/core/spec/guidance";
import { optionLabel, orderChoices } from "@/core/spec/value";
import { watchDraft } from "../draft-watch";
import { showNumber } from "../fields/number-text";
import { titleOf } from "../fields/reference-field";
import { useDraft } from "../use-draft";
import { useItemTitles } from "../use-item-titles";

/** One short fact of a closed item, with the field it comes from. */
export type Fact = { label: string; text: string; isReference: boolean };

const factsAtMost = 6;
const textAtMost = 48;

/** The title of an item and its first short facts, current while it is shown; the rest is seen by opening it. */
export function useItemFacts(field: ListField, itemPath: string): { title: string; facts: readonly Fact[] } {
  const { doc } = useDraft();
  const targets = useMemo(
    () => [...new Set(Object.values(field.fields).flatMap((child) => (child.kind === "reference" ? child.to : [])))],
    [field],
  );
  const items = useItemTitles(targets);
  const subscribe = useCallback((listener: () => void) => watchDraft(doc).below(itemPath, listener), [doc, itemPath]);
  const read = () => {
    const nameOf = (id: string) => {
      const item = items.find((candidate) => candidate.id === id);
      return item ? titleOf(item) : "missing item";
    };
    const facts: Fact[] = [];
    for (const [key, child] of Object.entries(field.fields)) {
      if (key === field.title || facts.length >= factsAtMost) continue;
      const text = readFact(doc, child, `${itemPath}.${key}`, nameOf);
      if (text) facts.push({ label: child.label, text, isReference: child.kind === "reference" });
    }
    const title = readTitle(doc, `${itemPath}.${field.title}`);
    return JSON.stringify({ title: isGuidance(title) ? "" : title, facts });
  };
  const joined = useSyncExternalStore(subscribe, read, read);
  return useMemo(() => JSON.parse(joined) as { title: string; facts: Fact[] }, [joined]);
}

const readTitle = (doc: Y.Doc, path: string) => (doc.share.has(path) ? draftText(doc, path).toString() : "");

function readFact(doc: Y.Doc, field: Field, path: string, nameOf: (id: string) => string): string | null {
  const value = draftValues(doc).get(path);
  switch (field.kind) {
    case "text": {
      const text = readTitle(doc, path).trim();
      // A prompt says nothing about the item yet.
      if (isGuidance(text)) return null;
      return text.length > textAtMost ? `${text.slice(0, textAtMost - 1)}…` : text;
    }
    case "choice":
      return typeof value === "string" ? optionLabel(field, value) : null;
    case "choices": {
      const chosen = doc.share.has(path) ? orderChoices(field, draftChoices(doc, path).keys()) : [];
      return (
        chosen
          .map((each) => optionLabel(field, each))
          .join(", ")
          .slice(0, textAtMost) || null
      );
    }
    case "number":
      return typeof value === "number" ? withUnit(value, field.unit) : null;
    case "reference":
      return typeof value === "string" ? nameOf(value) : null;
    case "flag":
      return value === true ? field.label : null;
    case "date":
      return typeof value === "string" ? value : null;
    case "list": {
      const size = doc.share.has(path) ? draftList(doc, path).size : 0;
      return size > 0 ? `${size} ${size === 1 ? field.item : field.label.toLowerCase()}` : null;
    }
    default:
      return null;
  }
}

/** "1 instance", "3 instances", "99.9 %". */
function withUnit(value: number, unit: string | undefined): string {
  if (!unit) return showNumber(value);
  const one = value === 1 && /^[a-z]{4,}s$/.test(unit) ? unit.slice(0, -1) : unit;
  return `${showNumber(value)} ${one}`;
}
