"use client";

import { CopyPlus, Shapes } from "lucide-react";
import Link from "next/link";
import type { Diagrams } from "@/client/diagrams";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Spinner } from "@/components/ui/spinner";
import type { GeneratedDiagram } from "@/core/diagrams/mermaid-text";
import { MermaidView } from "./mermaid-view";

type GeneratedViewProps = {
  diagram: GeneratedDiagram;
  ddl: Diagrams["ddl"] | null;
  /** Address of the review. */
  base: string;
  /** Left out for those who may not edit. */
  onCopy?: (diagram: { name: string; source: string }) => void;
};

const sources: Record<GeneratedDiagram["kind"], { section: string; from: string }> = {
  context: { section: "services", from: "Drawn from the services and external dependencies." },
  containers: { section: "services", from: "Drawn from the services, their stores, interactions and events." },
  er: { section: "data", from: "Drawn from the DDL, read by PostgreSQL's own parser." },
  sequence: { section: "services", from: "Drawn from the interactions." },
};

/** A diagram that follows from the specification, with what it left out, and a way to make it one's own. */
export function GeneratedView({ diagram, ddl, base, onCopy }: GeneratedViewProps) {
  const { kind, title, source, notes, empty } = diagram;
  const { section, from } = sources[kind];
  const address = `${base}/spec/${section}`;
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 className="text-lg font-semibold">{title}</h2>
          <p className="text-sm text-muted">
            {from}{" "}
            <Link href={address} className="text-accent-ink underline decoration-accent-line underline-offset-2">
              Change them
            </Link>{" "}
            and the picture follows.
          </p>
        </div>
        {source !== "" && onCopy && (
          <Button icon={<CopyPlus aria-hidden="true" />} onClick={() => onCopy({ name: title, source })}>
            Copy to edit
          </Button>
        )}
      </div>
      {notes.map((note) => (
        <Notice key={note}>{note}</Notice>
      ))}
      {source !== "" ? (
        <MermaidView
          source={source}
          diagram={`generated:${kind}`}
          name={title}
          className="h-[max(22rem,calc(100dvh-22rem))]"
        />
      ) : (
        <div className="rounded-md border border-line bg-surface">
          {empty === "" ? (
            <div className="grid h-60 place-items-center text-muted">
              <Spinner />
            </div>
          ) : (
            <EmptyState
              icon={<Shapes />}
              title="Nothing to draw yet"
              actions={<LinkButton href={address}>Go there</LinkButton>}
            >
              {empty}
            </EmptyState>
          )}
        </div>
      )}
      {ddl && ddl.problems.length > 0 && <DdlProblems problems={ddl.problems} href={`${address}#data.ddl`} />}
    </section>
  );
}

function DdlProblems({ problems, href }: { problems: Diagrams["ddl"]["problems"]; href: string }) {
  return (
    <section aria-label="Problems in the DDL" className="rounded-md border border-line bg-surface">
      <h3 className="border-b border-line px-3 py-2 text-sm font-medium">
        Problems in the DDL <span className="font-normal text-muted tabular-nums">{problems.length}</span>
      </h3>
      <ul className="max-h-72 divide-y divide-line overflow-y-auto text-sm">
        {problems.map((problem) => (
          <li key={`${problem.line}:${problem.column}:${problem.message}`} className="flex gap-3 px-3 py-1.5">
            <Link href={href} className="w-16 shrink-0 text-accent-ink tabular-nums hover:underline">
              Line {problem.line}
            </Link>
            <span className="min-w-0">
              {problem.severity === "error" && <span className="mr-1.5 font-medium text-danger-ink">Not read.</span>}
              {problem.message}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
