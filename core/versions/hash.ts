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
export function sectionHashes(
  spec: { readonly [section: string]: FieldValues },
  sha256: Sha256,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(spec).map(([key, values]) => [key, sha256(`${key}:${canonicalJson(values as Json)}`)]),
  );
}
