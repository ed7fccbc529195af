"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type ApiDocument, apiDocumentQuery, type Operation } from "@/client/api-document";
import { OperationDetails } from "@/components/api-docs/operation-details";
import { Badge, type Tone } from "@/components/ui/badge";
import { Disclosure } from "@/components/ui/disclosure";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonLines } from "@/components/ui/skeleton";

/** The API as a page: every route by noun, with what it takes and answers, made of the OpenAPI document itself. */
export function ApiDocs() {
  const { data, error, refetch } = useQuery(apiDocumentQuery);
  if (error)
    return (
      <ErrorState title="The description of the API could not be loaded" onRetry={() => void refetch()}>
        {error.message}
      </ErrorState>
    );
  return (
    <main className="mx-auto max-w-4xl px-4 py-8 sm:px-6">
      <Link href="/" className="rounded-sm text-xs text-muted hover:text-text hover:underline">
        Back to your team
      </Link>
      <h1 className="mt-0.5 text-2xl font-semibold tracking-[-0.01em]">Lintel API</h1>
      {data ? <Reference document={data} /> : <SkeletonLines lines={8} label="Loading the API" />}
    </main>
  );
}

function Reference({ document }: { document: ApiDocument }) {
  const groups = operationsByTag(document);
  return (
    <>
      <p className="mt-2 max-w-prose text-muted">{plainWords(document.info.description)}</p>
      <p className="mt-2 max-w-prose text-muted">
        Programs send a token made on the account page as{" "}
        <code className="font-mono text-sm">Authorization: Bearer lintel_…</code>. The same as a file:{" "}
        <a className="text-accent-ink underline" href="/api/v1/openapi.json">
          openapi.json
        </a>
        {" · "}
        <a className="text-accent-ink underline" href="/api/v1/spec-schema.json">
          JSON Schema of the specification
        </a>
      </p>
      {groups.map(({ tag, operations }) => (
        <section key={tag} aria-label={tag} className="mt-8">
          <h2 className="mb-2 text-lg font-semibold">{tag}</h2>
          <div className="divide-y divide-line rounded-md border border-line bg-surface">
            {operations.map((entry) => (
              <Disclosure key={`${entry.method} ${entry.path}`} className="px-3 py-1" summary={<Summary {...entry} />}>
                <OperationDetails operation={entry.operation} />
              </Disclosure>
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

/** Descriptions in the document are Markdown with code marks only. */
const plainWords = (text = "") => text.replaceAll("`", "");

type Entry = { method: string; path: string; operation: Operation };

const tones: Record<string, Tone> = { get: "neutral", post: "accent", put: "note", patch: "note", delete: "danger" };

function Summary({ method, path, operation }: Entry) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Badge tone={tones[method] ?? "neutral"} className="w-18 justify-center font-mono uppercase">
        {method}
      </Badge>
      <code className="font-mono text-sm break-all">{path}</code>
      <span className="text-muted">{operation.summary}</span>
    </span>
  );
}

function operationsByTag({ tags = [], paths }: ApiDocument): { tag: string; operations: Entry[] }[] {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Entry => ({ method, path, operation })),
  );
  return tags.map(({ name }) => ({
    tag: name,
    operations: all.filter(({ operation }) => operation.tags?.includes(name)),
  }));
}
