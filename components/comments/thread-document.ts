"use client";

import { createContext } from "react";
import type { FieldValues } from "@/core/spec/field";
import { describePath } from "@/core/spec/path";

export type AnySpec = { readonly [section: string]: FieldValues };

/** The document the threads of the page stand in. */
export type ThreadDocument = {
  /** Null until it is here, or where the page shows none. */
  spec: AnySpec | null;
  /** The version on the screen; null for the draft. */
  version: number | null;
  /** The address of the review, or of what a guest sees of it. */
  base: string;
  /** The words for a place: "Services › Orders › Timeout budget". */
  labelOf: (path: string) => string;
};

export const DocumentContext = createContext<ThreadDocument>({
  spec: null,
  version: null,
  base: "",
  labelOf: (path) => describePath({}, path),
});
