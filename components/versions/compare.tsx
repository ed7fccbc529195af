"use client";

import { useQuery, useSuspenseInfiniteQuery } from "@tanstack/react-query";
import { ArrowLeftRight, Equal } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import type { ReviewAt } from "@/client/reviews";
import { versionQuery, versionsQuery } from "@/client/versions";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { NativeSelect } from "@/components/ui/native-select";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonLines } from "@/components/ui/skeleton";
import type { Spec } from "@/core/spec/definition";
import { countChanges, diffSpecs, type SpecDiff } from "@/core/versions/diff";
import { SectionChanges, type TextLayout } from "./change-list";
import { changesText } from "./publish-dialog";
import { readSides, type Side } from "./sides";
import { useDraftSpec } from "./use-draft-spec";

/** Two states of a review side by side: what was added, removed, moved and reworded, field by field. */
export function Compare({ team, number }: ReviewAt) {
  const path = usePathname();
  const { data } = useSuspenseInfiniteQuery(versionsQuery({ team, number }));
  const last = data.pages[0]?.items[0]?.number ?? 0;
  const { from, to } = readSides(useSearchParams(), last);
  const [layout, setLayout] = useState<TextLayout>("unified");
  const before = useSide({ team, number }, from);
  const after = useSide({ team, number }, to);
  const change = (sides: { from: Side; to: Side }) =>
    window.history.replaceState(null, "", `${path}?from=${sides.from}&to=${sides.to}`);
  const error = before.error ?? after.error;
  return (
    <main className="flex-1 py-5">
      <div className="page-frame">
        <div className="mb-5 flex flex-wrap items-center gap-x-3 gap-y-2">
          <h2 className="text-lg font-semibold max-sm:w-full">Compare</h2>
          <SideSelect label="From" last={last} value={from} onChange={(side) => change({ from: side, to })} />
          <IconButton label="Swap the sides" onClick={() => change({ from: to, to: from })}>
            <ArrowLeftRight aria-hidden="true" />
          </IconButton>
          <SideSelect label="To" last={last} value={to} onChange={(side) => change({ from, to: side })} />
          <Segmented
            label="Texts"
            size="sm"
            className="ml-auto max-sm:hidden"
            value={layout}
            onValueChange={setLayout}
            options={[
              { value: "unified", label: "Unified" },
              { value: "split", label: "Side by side" },
            ]}
          />
        </div>
        {error && <ErrorState title="This comparison cannot be shown">{error.message}</ErrorState>}
        {!error && (!before.spec || !after.spec) && <SkeletonLines lines={8} label="Comparing" />}
        {before.spec && after.spec && <Differences before={before.spec} after={after.spec} layout={layout} />}
      </div>
    </main>
  );
}

function useSide(at: ReviewAt, side: Side): { spec: Spec | null; error: Error | null } {
  const draft = useDraftSpec();
  const isDraft = side === "draft";
  const { data, error } = useQuery({ ...versionQuery(at, isDraft ? 0 : side), enabled: !isDraft && side > 0 });
  if (isDraft) return { spec: draft, error: null };
  return { spec: (data?.spec as Spec | undefined) ?? null, error };
}

type SideSelectProps = { label: string; last: number; value: Side; onChange: (side: Side) => void };

function SideSelect({ label, last, value, onChange }: SideSelectProps) {
  const versions = Array.from({ length: Math.min(last, 500) }, (_, index) => `${last - index}`);
  const options = [
    { value: "draft", label: "Draft" },
    ...versions.map((number) => ({ value: number, label: `Version ${number}` })),
  ];
  return (
    <NativeSelect
      aria-label={label}
      options={options}
      value={`${value}`}
      onChange={(event) => onChange(event.target.value === "draft" ? "draft" : Number(event.target.value))}
    />
  );
}

function Differences({ before, after, layout }: { before: Spec; after: Spec; layout: TextLayout }) {
  const diff = diffSpecs(before, after);
  if (diff.length === 0)
    return (
      <EmptyState icon={<Equal aria-hidden="true" />} title="No difference" className="py-16">
        Both hold the same specification, word for word.
      </EmptyState>
    );
  return (
    <div className="grid gap-6 lg:grid-cols-[13rem_minmax(0,1fr)]">
      <SectionList diff={diff} />
      <div className="flex min-w-0 flex-col gap-8">
        {diff.map((section) => (
          <SectionChanges key={section.key} section={section} before={before} after={after} layout={layout} />
        ))}
      </div>
    </div>
  );
}

function SectionList({ diff }: { diff: SpecDiff }) {
  return (
    <nav aria-label="Sections with changes" className="h-fit lg:sticky lg:top-16">
      <p className="mb-2 text-xs font-medium text-muted">
        {changesText(countChanges(diff))} in {diff.length === 1 ? "1 section" : `${diff.length} sections`}
      </p>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm lg:flex-col lg:gap-0">
        {diff.map(({ key, title, changes }) => (
          <li key={key}>
            <a
              href={`#change-${key}`}
              className="flex items-center gap-2 rounded-md py-1 hover:underline lg:px-2 lg:hover:bg-hover lg:hover:no-underline"
            >
              <span className="min-w-0 flex-1">{title}</span>
              <span className="text-xs text-faint tabular-nums">{changes.length}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
