"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Boxes, SearchX } from "lucide-react";
import Link from "next/link";
import { type ElementPage, type ElementResult, elementsQuery } from "@/client/search";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SkeletonLines } from "@/components/ui/skeleton";
import { elementKindLabels } from "@/core/search/element-kinds";
import { ResultHead } from "./result-head";
import { placeAddress, type SearchState, versionsText } from "./search-address";
import { Refused } from "./text-results";

type ElementState = Extract<SearchState, { what: "elements" }>;
type ElementResultsProps = { team: string; state: ElementState; onChange: (state: SearchState) => void };

/** Designs that touch what is named, with the places that say so. */
export function ElementResults({ team, state, onChange }: ElementResultsProps) {
  const q = state.q.trim();
  const results = useInfiniteQuery({
    ...elementsQuery(team, { q, ...(state.kind ? { kind: state.kind } : {}) }),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
  if (q === "") return <Invitation onChange={onChange} />;
  if (results.isError) return <Refused error={results.error} retry={() => void results.refetch()} />;
  const pages = results.data?.pages;
  const first = pages?.[0];
  if (!first) return <SkeletonLines lines={8} label="Searching" />;
  const items = pages.flatMap((page) => page.items);
  return (
    <div aria-busy={results.isPlaceholderData} className="flex flex-col gap-4">
      <p role="status" className="text-sm text-muted">
        <Summary page={first} q={q} />
      </p>
      <SimilarNames page={first} onChange={onChange} />
      {items.length === 0 ? (
        <EmptyState icon={<SearchX />} title="No design touches this">
          Name it as the specification does: a table, an endpoint with its method, an event, a service or a technology.
          Several things with commas between them must all be touched.
        </EmptyState>
      ) : (
        <ol
          aria-label="Results"
          className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface"
        >
          {items.map((result) => (
            <DesignRow key={result.number} team={team} result={result} />
          ))}
        </ol>
      )}
      {results.hasNextPage && (
        <Button busy={results.isFetchingNextPage} onClick={() => void results.fetchNextPage()}>
          Show more
        </Button>
      )}
    </div>
  );
}

function Summary({ page, q }: { page: ElementPage; q: string }) {
  const designs = page.total === 1 ? "1 design" : `${page.total} designs`;
  const found = page.isBounded ? `The newest ${page.total} designs` : designs;
  const touch = page.total === 1 ? "touches" : "touch";
  if (page.corrected.length === 0)
    return (
      <>
        {page.total === 0 ? "No design touches" : `${found} ${touch}`} “{q}”.
      </>
    );
  const names = page.corrected.map(({ kind, to }) => `${elementKindLabels[kind].one.toLowerCase()} ${to}`).join(", ");
  return (
    <>
      Nothing is called “{q}”. {found} {touch} <strong className="font-medium text-text">{names}</strong>.
    </>
  );
}

const examples = ["table orders", "POST /orders", "event OrderPlaced", "PostgreSQL", "Redis, Kafka"];

function Invitation({ onChange }: { onChange: ElementResultsProps["onChange"] }) {
  return (
    <EmptyState
      icon={<Boxes />}
      title="Which designs touch it?"
      actions={examples.map((q) => (
        <Button key={q} size="sm" onClick={() => onChange({ what: "elements", q, kind: "" })}>
          {q}
        </Button>
      ))}
    >
      Services, dependencies, tables, endpoints, events, topics, technologies, stores, patterns, owners and vendors, out
      of every draft and version.
    </EmptyState>
  );
}

function SimilarNames({ page, onChange }: { page: ElementPage; onChange: ElementResultsProps["onChange"] }) {
  if (page.similar.length === 0) return null;
  return (
    <fieldset aria-label="Similar names" className="flex flex-wrap items-center gap-1.5">
      <span className="text-xs text-muted">Similar:</span>
      {page.similar.map(({ kind, key, name, designs }) => (
        <button
          key={`${kind} ${key}`}
          type="button"
          onClick={() => onChange({ what: "elements", q: name, kind })}
          className="flex h-7 max-w-full items-center gap-1.5 rounded-full border border-line bg-surface px-2.5 text-sm hover:bg-hover pointer-coarse:h-9"
        >
          <span className="text-xs text-muted">{elementKindLabels[kind].one}</span>
          <span className="truncate">{name}</span>
          <span className="text-xs text-faint tabular-nums">{designs >= 100 ? "100+" : designs}</span>
        </button>
      ))}
    </fieldset>
  );
}

function DesignRow({ team, result }: { team: string; result: ElementResult }) {
  const review = `/${team}/reviews/${result.number}`;
  return (
    <li className="flex flex-col gap-1 px-3 py-3 sm:px-4">
      <ResultHead
        href={review}
        number={result.number}
        status={result.status}
        isArchived={result.isArchived}
        updatedAt={result.updatedAt}
      >
        {result.title}
      </ResultHead>
      <ul className="flex flex-col">
        {result.elements.map((element) => (
          <li key={`${element.kind} ${element.name} ${element.path}`}>
            <ElementLine review={review} element={element} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function ElementLine({ review, element }: { review: string; element: ElementResult["elements"][number] }) {
  const { kind, name, path, place, isInDraft, versions } = element;
  const newest = isInDraft ? null : (versions.at(-1)?.to ?? null);
  const said = versionsText(versions);
  return (
    <Link
      href={placeAddress(review, path, newest)}
      prefetch={false}
      data-result=""
      className="-mx-1.5 flex flex-wrap items-center gap-x-2 gap-y-0.5 rounded-md px-1.5 py-1 text-sm hover:bg-hover"
    >
      <Badge size="sm">{elementKindLabels[kind].one}</Badge>
      <span className="font-mono text-xs break-all">{name}</span>
      <span className="text-xs text-muted">{place}</span>
      {said && <span className="text-xs text-faint">{isInDraft ? `also in ${said}` : `only in ${said}`}</span>}
    </Link>
  );
}
