"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { FileClock, MessageSquareText, SearchX, TextSearch } from "lucide-react";
import Link from "next/link";
import { type SearchKind, type SearchPage, type SearchResult, searchQuery } from "@/client/search";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { SkeletonLines } from "@/components/ui/skeleton";
import { PassageText } from "./passage-text";
import { ResultHead } from "./result-head";
import { placeAddress, type SearchState, searchAddress, versionsText } from "./search-address";

type TextState = Extract<SearchState, { what: "text" }>;
type TextResultsProps = { team: string; state: TextState; onChange: (state: SearchState) => void };

/** Reviews that say what is looked for, each with its best passages. */
export function TextResults({ team, state, onChange }: TextResultsProps) {
  const q = state.q.trim();
  const results = useInfiniteQuery({
    ...searchQuery(team, { q, ...(state.kind ? { kind: state.kind } : {}) }),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
  if (q === "") return <Invitation />;
  if (results.isError) return <Refused error={results.error} retry={() => void results.refetch()} />;
  const pages = results.data?.pages;
  const first = pages?.[0];
  if (!first) return <SkeletonLines lines={8} label="Searching" />;
  const items = pages.flatMap((page) => page.items);
  return (
    <div aria-busy={results.isPlaceholderData} className="flex flex-col gap-4">
      <Corrected page={first} q={q} />
      {(items.length > 0 || state.kind) && <KindFilter page={first} state={state} onChange={onChange} />}
      {items.length === 0 ? (
        <NothingFound team={team} state={state} />
      ) : (
        <ol
          aria-label="Results"
          className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface"
        >
          {items.map((result) => (
            <ResultRow key={result.number} team={team} result={result} />
          ))}
        </ol>
      )}
      {results.hasNextPage && (
        <Button busy={results.isFetchingNextPage} onClick={() => void results.fetchNextPage()}>
          Show more
        </Button>
      )}
      {first.isBounded && items.length > 0 && (
        <p className="text-xs text-muted">
          More texts match than were compared: these are the best of the newest. Add a word to narrow the search.
        </p>
      )}
    </div>
  );
}

function Invitation() {
  return (
    <EmptyState icon={<TextSearch />} title="Search everything the team has written">
      Titles, drafts, every published version and comments. Put a phrase in “quotes”, leave a word out with -minus; a
      mistyped word finds what it was meant to be.
    </EmptyState>
  );
}

export function Refused({ error, retry }: { error: { status: number; message: string }; retry: () => void }) {
  if (error.status === 422)
    return (
      <EmptyState icon={<SearchX />} title="Nothing to search for yet">
        {error.message}
      </EmptyState>
    );
  return (
    <ErrorState title="The search did not work" onRetry={retry}>
      {error.message}
    </ErrorState>
  );
}

function Corrected({ page, q }: { page: SearchPage; q: string }) {
  if (page.corrected.length === 0) return null;
  const used = page.corrected.map(({ to }) => to).join(" ");
  return (
    <p role="status" className="text-sm text-muted">
      Nothing says “{q}”. Showing what says <strong className="font-medium text-text">{used}</strong>.
    </p>
  );
}

function KindFilter({
  page,
  state,
  onChange,
}: {
  page: SearchPage;
  state: TextState;
  onChange: TextResultsProps["onChange"];
}) {
  const kinds: { kind: SearchKind | ""; label: string; count?: number }[] = [
    { kind: "", label: "Everything" },
    { kind: "draft", label: "Drafts", count: page.counts.draft },
    { kind: "version", label: "Only old versions", count: page.counts.version },
    { kind: "comment", label: "Comments", count: page.counts.comment },
  ];
  return (
    <fieldset aria-label="Where it is said" className="flex flex-wrap gap-1.5">
      {kinds.map(({ kind, label, count }) => (
        <button
          key={kind}
          type="button"
          aria-pressed={state.kind === kind}
          onClick={() => onChange({ ...state, kind })}
          className="flex h-7 items-center gap-1.5 rounded-full border border-line-strong bg-surface px-2.5 text-sm text-muted hover:bg-hover hover:text-text aria-pressed:border-accent-line aria-pressed:bg-accent-soft aria-pressed:text-accent-ink pointer-coarse:h-9"
        >
          {label}
          {count !== undefined && (state.kind === "" || state.kind === kind) && (
            <span className="text-xs tabular-nums">{page.isBounded && count >= page.most ? `${count}+` : count}</span>
          )}
        </button>
      ))}
    </fieldset>
  );
}

function NothingFound({ team, state }: { team: string; state: TextState }) {
  return (
    <EmptyState
      icon={<SearchX />}
      title="Nothing says this"
      actions={
        <Link
          href={searchAddress(team, { what: "elements", q: state.q, kind: "" })}
          className="text-sm text-accent-ink underline-offset-2 hover:underline"
        >
          Find designs that touch “{state.q.trim()}”
        </Link>
      }
    >
      Every word must be in one text: take one away, or look for a part of it.
    </EmptyState>
  );
}

function ResultRow({ team, result }: { team: string; result: SearchResult }) {
  const review = `/${team}/reviews/${result.number}`;
  const versions = versionsText(result.versions);
  return (
    <li className="flex flex-col gap-1.5 px-3 py-3 sm:px-4">
      <ResultHead
        href={review}
        number={result.number}
        status={result.status}
        isArchived={result.isArchived}
        updatedAt={result.updatedAt}
        badge={!result.isInDraft && versions ? <Badge icon={<FileClock />}>{`Only in ${versions}`}</Badge> : null}
      >
        <PassageText passage={result.title} />
      </ResultHead>
      {result.passages.map(({ path, place, version, passage }) => (
        <Link
          key={path}
          href={placeAddress(review, path, version)}
          prefetch={false}
          data-result=""
          className="-mx-1.5 block rounded-md px-1.5 py-1 hover:bg-hover"
        >
          <span className="block text-xs text-muted">
            {place}
            {version !== null && ` · version ${version}`}
          </span>
          <span className="block text-sm break-words" dir="auto">
            <PassageText passage={passage} />
          </span>
        </Link>
      ))}
      {result.spoken.map(({ id, thread, author, createdAt, passage }) => (
        <Link
          key={id}
          href={`${review}/threads?thread=${thread}`}
          prefetch={false}
          data-result=""
          className="-mx-1.5 flex gap-2 rounded-md px-1.5 py-1 hover:bg-hover"
        >
          <MessageSquareText aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-faint" />
          <span className="min-w-0">
            <span className="block text-xs text-muted">
              {author} in thread {thread}, <RelativeTime at={createdAt} />
            </span>
            <span className="block text-sm break-words" dir="auto">
              <PassageText passage={passage} />
            </span>
          </span>
        </Link>
      ))}
      <MoreOf result={result} versions={result.isInDraft ? versions : ""} />
    </li>
  );
}

/** What is not quoted: versions that say it too, and comments beyond those shown. */
function MoreOf({ result, versions }: { result: SearchResult; versions: string }) {
  const hidden = result.comments - result.spoken.length;
  const parts = [
    versions && `Also in ${versions}`,
    hidden > 0 && `${hidden} more ${hidden === 1 ? "comment" : "comments"}`,
  ].filter(Boolean);
  if (parts.length === 0) return null;
  return <p className="text-xs text-muted">{parts.join(" · ")}</p>;
}
