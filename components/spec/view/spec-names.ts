"use client";

import { createContext, use } from "react";
import type { FieldValues, ListItem, ReferenceField } from "@/core/spec/field";
import { findPlace, valueAt } from "@/core/spec/path";

export type AnySpec = { readonly [section: string]: FieldValues };

/** The specification being read, so that a reference deep inside can show the name of what it points to. */
const NamesContext = createContext<AnySpec | null>(null);
export const SpecNames = NamesContext;

/** The name of the item a reference points to; words that say so where it is gone. */
export function useReferenceName(): (field: ReferenceField, id: string) => string {
  const spec = use(NamesContext);
  return (field, id) => {
    for (const path of field.to) {
      const place = findPlace(path);
      const items = spec && valueAt(spec, path);
      if (place?.kind !== "field" || place.field.kind !== "list" || !Array.isArray(items)) continue;
      const item = (items as ListItem[]).find((candidate) => candidate.id === id);
      if (item) return String(item[place.field.title] ?? "").trim() || `unnamed ${place.field.item}`;
    }
    return "missing item";
  };
}
