import type { FieldValues } from "../spec/field";
import { canonicalJson, type Json } from "./canonical";

/** SHA-256 of a text's UTF-8 bytes in lower-case hex; passed in, because `core` reaches for no platform. */
export type Sha256 = (text: string) => string;

/**
 * The hash a version is known by, over everything it freezes: specification, answers, score. Two contents have the same hash
 * exactly when their canonical forms are equal.
 */
export function contentHash(content: Json, sha256: Sha256): string {
  return sha256(canonicalJson(content));
}

/** One hash per section of a specification. An approval names the sections it covers by these. */
export function sectionHashes(spec: Sections, sha256: Sha256): Record<string, string> {
  return hashesOfSections(sectionTexts(spec), sha256);
}

/** The canonical text of each section, from which both its own hash and the text of the specification follow. */
export function sectionTexts(spec: Sections): Record<string, string> {
  return mapValues(spec, (_, values) => canonicalJson(values as Json));
}

/** The hashes of sections by their canonical texts. */
export function hashesOfSections(texts: Readonly<Record<string, string>>, sha256: Sha256): Record<string, string> {
  return mapValues(texts, (key, text) => sha256(`${key}:${text}`));
}

type Sections = { readonly [section: string]: FieldValues };

function mapValues<Value>(values: { readonly [key: string]: Value }, change: (key: string, value: Value) => string) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(key, value)]));
}
