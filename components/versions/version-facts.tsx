"use client";

import { Fingerprint } from "lucide-react";
import type { VersionSummary } from "@/client/versions";

/** The scores a version was published with, by checklist. */
export function VersionScores({ scores }: { scores: VersionSummary["scores"] }) {
  const known = Object.entries(scores).filter(([, { score }]) => score !== null);
  return known.map(([lens, { score, grade, counts }]) => (
    <span
      key={lens}
      className="tabular-nums"
      data-tip={`${counts.high ?? 0} high, ${counts.medium ?? 0} medium, ${counts.unanswered ?? 0} unanswered`}
    >
      {lensName(lens)} <span className="font-medium text-text">{Math.round(score ?? 0)}</span>
      {grade && <span className="text-faint"> {grade}</span>}
    </span>
  ));
}

const lensName = (key: string) => key.charAt(0).toUpperCase() + key.slice(1).replaceAll("-", " ");

/** The beginning of a content hash; the whole of it in the tooltip. */
export function VersionHash({ hash }: { hash: string }) {
  return (
    <span
      className="flex items-center gap-1 font-mono text-2xs text-faint max-sm:hidden"
      data-tip={`Content hash (SHA-256): ${hash}`}
    >
      <Fingerprint aria-hidden="true" className="size-3" />
      <span className="sr-only">Content hash </span>
      {hash.slice(0, 10)}
    </span>
  );
}
