"use client";

import { FileClock } from "lucide-react";
import type { ReactNode } from "react";
import type { Shared, SharedVersion } from "@/client/shared";
import { ThreadsButton } from "@/components/comments/threads-button";
import { ThreadsProvider } from "@/components/comments/threads-provider";
import { MermaidView } from "@/components/diagrams/mermaid-view";
import { BrandMark } from "@/components/shell/brand-mark";
import { SpecView } from "@/components/spec/spec-view";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { type Spec, specDefinition } from "@/core/spec/definition";
import { useGuestSource } from "./guest-source";
import { useJoining } from "./join-dialog";

type SharedDocumentProps = { shared: Shared; token: string };

/** The one version a link shows, as a document to read, with the threads about it where the link has them. */
export function SharedDocument({ shared, token }: SharedDocumentProps) {
  const { version } = shared;
  if (!version)
    return (
      <div className="flex min-h-dvh flex-col pt-12 print:pt-0">
        <SharedBar shared={shared} />
        <main className="flex flex-1 items-center justify-center">
          <EmptyState icon={<FileClock />} title={<h1>Nothing is published yet</h1>}>
            This page shows the design as soon as its first version is published.
          </EmptyState>
        </main>
      </div>
    );
  const content = <VersionPage shared={shared} version={version} />;
  if (!shared.mayComment && !shared.showsThreads) return content;
  return (
    <GuestThreads shared={shared} version={version} token={token}>
      {content}
    </GuestThreads>
  );
}

function GuestThreads({
  shared,
  version,
  token,
  children,
}: SharedDocumentProps & { version: SharedVersion; children: ReactNode }) {
  const { join, dialog } = useJoining(shared.guest !== null);
  const source = useGuestSource(shared, join);
  return (
    <>
      <ThreadsProvider source={source} spec={version.spec as Spec} version={version.number} base={`/share/${token}`}>
        {children}
      </ThreadsProvider>
      {dialog}
    </>
  );
}

function VersionPage({ shared, version }: { shared: Shared; version: SharedVersion }) {
  return (
    <div className="flex min-h-dvh flex-col pt-12 print:pt-0">
      <SharedBar shared={shared} />
      <div className="page-frame grid w-full gap-x-10 gap-y-6 py-6 lg:grid-cols-[13rem_minmax(0,1fr)] print:block print:max-w-none print:p-0">
        <SectionLinks version={version} />
        <main className="min-w-0 max-w-[52rem]">
          <VersionHead shared={shared} version={version} />
          <SpecView spec={version.spec as Spec} />
          <Drawings diagrams={version.diagrams} />
        </main>
      </div>
    </div>
  );
}

function SharedBar({ shared }: { shared: Shared }) {
  return (
    <header className="no-print fixed inset-x-0 top-0 z-30 flex h-12 items-center gap-2.5 border-b border-line bg-surface px-3 sm:px-4">
      <BrandMark />
      <p className="min-w-0 flex-1 truncate text-sm text-muted">
        Shared by <span className="font-medium text-text">{shared.team}</span>
      </p>
      <ThreadsButton />
      <Badge tone={shared.mayComment ? "accent" : "neutral"}>
        {shared.mayComment ? "You can comment" : "For reading"}
      </Badge>
    </header>
  );
}

function VersionHead({ shared, version }: { shared: Shared; version: SharedVersion }) {
  return (
    <div className="mb-6 border-b border-line pb-4">
      <h1 className="text-2xl font-semibold tracking-[-0.01em]" dir="auto">
        {version.title}
      </h1>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
        <span>
          Version {version.number}, published <RelativeTime at={version.publishedAt} />
        </span>
        <span>
          {shared.isFollowing ? "The newest version is always shown here" : "This link stays on this version"}
        </span>
        {version.scores.map(
          ({ lens, score, grade }) => score !== null && <Score key={lens} {...{ lens, score, grade }} />,
        )}
      </div>
      <p className="mt-2 text-base whitespace-pre-line" dir="auto">
        {version.message}
      </p>
    </div>
  );
}

function Score({ lens, score, grade }: { lens: string; score: number; grade: string | null }) {
  const name = lens.charAt(0).toUpperCase() + lens.slice(1).replaceAll("-", " ");
  return (
    <span className="tabular-nums">
      {name} <span className="font-medium text-text">{Math.round(score)}</span>
      {grade && <span className="text-faint"> {grade}</span>}
    </span>
  );
}

function SectionLinks({ version }: { version: SharedVersion }) {
  const sections = specDefinition.sections.map(({ key, title }) => ({ id: `view-${key}`, title }));
  const links =
    drawn(version.diagrams).length > 0 ? [...sections, { id: "view-drawings", title: "Diagrams" }] : sections;
  return (
    <nav aria-label="Sections" className="no-print max-lg:hidden">
      <ol className="sticky top-18 flex flex-col gap-px">
        {links.map(({ id, title }, index) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="flex min-h-8 items-center gap-2 rounded-md px-2 py-1 text-sm leading-4.5 text-muted hover:bg-hover hover:text-text"
            >
              <span aria-hidden="true" className="w-5 shrink-0 text-faint tabular-nums">
                {index + 1}
              </span>
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const drawingNames: Record<string, string> = {
  context: "System context",
  containers: "Containers",
  er: "Entity relationships",
};

const drawn = (diagrams: Record<string, string>) =>
  Object.entries(drawingNames).filter(([kind]) => Boolean(diagrams[kind]));

/** The diagrams that follow from the specification, as they were published. */
function Drawings({ diagrams }: { diagrams: Record<string, string> }): ReactNode {
  const shown = drawn(diagrams);
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="view-drawings" className="mt-10">
      <h2
        id="view-drawings"
        className="mb-4 scroll-mt-24 border-b border-line pb-1.5 text-xl font-semibold tracking-[-0.01em]"
      >
        <span className="mr-1 font-normal text-faint tabular-nums">{specDefinition.sections.length + 1}</span> Diagrams
      </h2>
      <div className="flex flex-col gap-6">
        {shown.map(([kind, name]) => (
          <section key={kind} id={`generated:${kind}`} aria-label={name} className="scroll-mt-16">
            <h3 className="mb-1.5 text-lg font-semibold">{name}</h3>
            <MermaidView
              diagram={`generated:${kind}`}
              source={diagrams[kind] ?? ""}
              name={name}
              className="h-96 print:h-auto"
            />
          </section>
        ))}
      </div>
    </section>
  );
}
