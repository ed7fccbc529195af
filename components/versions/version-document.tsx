"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { GitCompareArrows, RotateCcw } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { type ReviewAt, reviewQuery } from "@/client/reviews";
import { type Version, versionQuery } from "@/client/versions";
import { SpecView } from "@/components/spec/spec-view";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { SkeletonLines } from "@/components/ui/skeleton";
import { refusal } from "@/core/permissions";
import type { Spec } from "@/core/spec/definition";
import { ExportMenu } from "./export-menu";
import { RestoreDialog } from "./restore-dialog";
import { useDraftSpec } from "./use-draft-spec";
import { VersionHash, VersionScores } from "./version-facts";

/** A published version as a document to be read, printed or brought back. */
export function VersionDocument({ team, number, version }: ReviewAt & { version: number }) {
  const { data: review } = useSuspenseQuery(reviewQuery({ team, number }));
  const { data } = useSuspenseQuery(versionQuery({ team, number }, version));
  const [isRestoring, setIsRestoring] = useState(false);
  const base = `/${team}/reviews/${number}`;
  const before = version > 1 ? `from=${version - 1}&to=${version}` : `from=${version}&to=draft`;
  return (
    <DocumentFrame
      base={base}
      name={`Version ${version}`}
      title={data.title}
      facts={<VersionFacts version={data} />}
      spec={data.spec as Spec}
      actions={
        <>
          <LinkButton href={`${base}/compare?${before}`} icon={<GitCompareArrows aria-hidden="true" />}>
            Compare
          </LinkButton>
          <Button
            icon={<RotateCcw aria-hidden="true" />}
            disabledReason={refusal(review.role, "draft.edit")}
            onClick={() => setIsRestoring(true)}
          >
            Restore
          </Button>
          <ExportMenu team={team} number={number} version={version} printsHere />
        </>
      }
    >
      <RestoreDialog
        team={team}
        number={number}
        version={isRestoring ? version : null}
        onClose={() => setIsRestoring(false)}
      />
    </DocumentFrame>
  );
}

/** The draft in the same form, as it stands now. */
export function DraftDocument({ team, number }: ReviewAt) {
  const { data: review } = useSuspenseQuery(reviewQuery({ team, number }));
  const spec = useDraftSpec();
  const base = `/${team}/reviews/${number}`;
  return (
    <DocumentFrame
      base={base}
      name="Draft"
      title={review.title}
      facts="Not published; it changes while people write."
      spec={spec}
      actions={<ExportMenu team={team} number={number} printsHere />}
    />
  );
}

function VersionFacts({ version }: { version: Version }) {
  const others = version.contributors.filter((person) => person.id !== version.author?.id);
  return (
    <>
      <span>
        {version.author?.name ?? "A former member"}, <RelativeTime at={version.createdAt} />
      </span>
      {others.length > 0 && <span>with {others.map(({ name }) => name).join(", ")}</span>}
      <VersionScores scores={version.scores} />
      <VersionHash hash={version.contentHash} />
      <span className="w-full text-base whitespace-pre-line text-text" dir="auto">
        {version.message}
      </span>
    </>
  );
}

type DocumentFrameProps = {
  base: string;
  name: string;
  title: string;
  facts: ReactNode;
  actions: ReactNode;
  spec: Spec | null;
  children?: ReactNode;
};

function DocumentFrame({ base, name, title, facts, actions, spec, children }: DocumentFrameProps) {
  return (
    <main className="page-frame flex-1 py-5 print:max-w-none print:p-0">
      <div className="mb-6 border-b border-line pb-4">
        <div className="flex flex-wrap items-center gap-2">
          <div className="mr-auto min-w-0">
            <Link href={`${base}/versions`} className="no-print rounded-sm text-xs text-muted hover:underline">
              Versions
            </Link>
            <h2 className="text-lg font-semibold">
              {name}
              <span className="hidden print:inline"> · {title}</span>
            </h2>
          </div>
          <div className="no-print flex flex-wrap gap-2">{actions}</div>
        </div>
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted max-sm:mt-3">{facts}</div>
      </div>
      {spec ? <SpecView spec={spec} /> : <SkeletonLines lines={8} label="Opening the draft" />}
      {children}
    </main>
  );
}
