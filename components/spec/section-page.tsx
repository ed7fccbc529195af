"use client";

import { ArrowLeft, ArrowRight, BookOpen, PenLine } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { ThreadMark } from "@/components/comments/thread-mark";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { Popover } from "@/components/ui/popover";
import { Segmented } from "@/components/ui/segmented";
import { SkeletonLines } from "@/components/ui/skeleton";
import type { SectionCompleteness } from "@/core/spec/completeness";
import { specDefinition } from "@/core/spec/definition";
import { readSpec } from "@/core/spec/draft";
import type { Field, Section } from "@/core/spec/field";
import { FieldEditor } from "./field-editor";
import { useDraft } from "./use-draft";
import type { Sections } from "./use-section";

// Reading brings pictures and tables along that writing does not need.
const SpecSectionView = lazy(() => import("./spec-view").then((module) => ({ default: module.SpecSectionView })));

type SectionPageProps = { sections: Sections; measured: SectionCompleteness | undefined };

type Mode = "write" | "read";

/** One section: its heading and state, its fields, and the way on. */
export function SectionPage({ sections, measured }: SectionPageProps) {
  const { current } = sections;
  const [mode, setMode] = useState<Mode>("write");
  const number = specDefinition.sections.findIndex(({ key }) => key === current.key) + 1;
  return (
    <article aria-labelledby="section-title" data-section={current.key} className="min-w-0">
      <header className="group/place mb-5 flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-60 flex-1">
          <h2 id="section-title" className="text-xl font-semibold tracking-[-0.01em]">
            <span className="mr-1 font-normal text-faint tabular-nums">{number}</span> {current.title}
          </h2>
          <p className="mt-0.5 max-w-prose text-sm text-muted">{current.help}</p>
        </div>
        <div className="flex items-center gap-2">
          <ThreadMark anchor={{ kind: "place", path: current.key }} label={current.title} isSteady className="h-7!" />
          {measured && <MissingFields measured={measured} sections={sections} />}
          <Segmented<Mode>
            label="View of the section"
            size="sm"
            value={mode}
            onValueChange={setMode}
            options={[
              { value: "write", label: "Write", icon: <PenLine aria-hidden="true" /> },
              { value: "read", label: "Read", icon: <BookOpen aria-hidden="true" /> },
            ]}
          />
        </div>
      </header>
      {mode === "write" ? <SectionFields section={current} /> : <SectionReading section={current} />}
      <SectionSteps sections={sections} />
    </article>
  );
}

function SectionFields({ section }: { section: Section }) {
  return (
    <div className="flex flex-col gap-6">
      {Object.entries(section.fields).map(([key, field]) => (
        <div key={`${section.key}.${key}`} className={cn(isNarrow(field) && "max-w-sm")}>
          <FieldEditor field={field} path={`${section.key}.${key}`} look="form" />
        </div>
      ))}
    </div>
  );
}

const isNarrow = (field: Field) => field.kind === "number" || field.kind === "date";

/** The section as its readers will see it, as it stands at this moment. */
function SectionReading({ section }: { section: Section }) {
  const { doc } = useDraft();
  const [spec] = useState(() => readSpec(doc));
  return (
    <Suspense fallback={<SkeletonLines lines={6} />}>
      <SpecSectionView spec={spec} section={section} />
    </Suspense>
  );
}

function MissingFields({ measured, sections }: { measured: SectionCompleteness; sections: Sections }) {
  const { filled, total, missing } = measured;
  if (missing.length === 0) return <span className="text-sm text-ok-ink">Complete</span>;
  return (
    <Popover
      label="Fields still empty"
      align="end"
      trigger={
        <button
          type="button"
          className="rounded-md px-2 py-1 text-sm text-muted tabular-nums hover:bg-hover hover:text-text"
        >
          {filled} of {total} filled
        </button>
      }
    >
      <p className="mb-1 text-xs font-medium text-muted">Still empty</p>
      <ul className="max-h-72 w-64 overflow-y-auto">
        {missing.map(({ path, label }) => (
          <li key={path}>
            <a
              href={sections.href(measured.key, path)}
              onClick={sections.onClick}
              className="block rounded-sm px-1.5 py-1 text-sm hover:bg-hover"
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </Popover>
  );
}

function SectionSteps({ sections }: { sections: Sections }) {
  const { previous, next, href, onClick } = sections;
  const looks =
    "group flex min-w-0 max-w-[48%] items-center gap-2 rounded-md border border-line bg-surface px-3 py-2 text-sm hover:border-line-strong hover:bg-hover";
  return (
    <nav aria-label="Neighbouring sections" className="mt-8 flex justify-between gap-3 border-t border-line pt-4">
      {previous ? (
        <a href={href(previous.key)} onClick={onClick} className={looks}>
          <ArrowLeft aria-hidden="true" className="size-4 shrink-0 text-faint" />
          <span className="truncate">{previous.title}</span>
          <Kbd keys="[" className="max-sm:hidden" />
        </a>
      ) : (
        <span />
      )}
      {next && (
        <a href={href(next.key)} onClick={onClick} className={looks}>
          <Kbd keys="]" className="max-sm:hidden" />
          <span className="truncate">{next.title}</span>
          <ArrowRight aria-hidden="true" className="size-4 shrink-0 text-faint" />
        </a>
      )}
    </nav>
  );
}
