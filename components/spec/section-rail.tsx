"use client";

import { Check } from "lucide-react";
import { ThreadCount } from "@/components/comments/thread-mark";
import { cn } from "@/components/ui/cn";
import { ProgressRing } from "@/components/ui/progress";
import type { Completeness, SectionCompleteness } from "@/core/spec/completeness";
import { specDefinition } from "@/core/spec/definition";
import type { Section } from "@/core/spec/field";
import type { Sections } from "./use-section";

type SectionRailProps = { sections: Sections; completeness: Completeness };

/** All sections with how far each is, and under the open one its fields. */
export function SectionRail({ sections, completeness }: SectionRailProps) {
  return (
    <nav aria-label="Sections of the specification" className="flex flex-col gap-px">
      {specDefinition.sections.map((section, index) => {
        const isCurrent = section.key === sections.current.key;
        const measured = completeness.sections[index];
        return (
          <div key={section.key}>
            <a
              href={sections.href(section.key)}
              onClick={sections.onClick}
              aria-current={isCurrent ? "page" : undefined}
              className="flex min-h-8 items-center gap-2 rounded-md py-1 pr-2 pl-2 text-sm leading-4.5 text-muted hover:bg-hover hover:text-text aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-text"
            >
              {measured && <SectionState section={measured} />}
              <span className="min-w-0 flex-1">{section.title}</span>
              <ThreadCount path={section.key} />
            </a>
            {isCurrent && measured && <SectionFields section={section} measured={measured} sections={sections} />}
          </div>
        );
      })}
    </nav>
  );
}

/** A ring that fills, and a check mark when nothing that counts is missing. */
export function SectionState({ section }: { section: SectionCompleteness }) {
  const words = `${section.filled} of ${section.total} fields filled`;
  if (section.filled === section.total)
    return (
      <span role="img" aria-label={words} data-tip={words} className="flex size-3.5 shrink-0 text-ok-ink">
        <Check aria-hidden="true" className="size-3.5" strokeWidth={2.5} />
      </span>
    );
  return (
    <span data-tip={words} className="flex shrink-0">
      <ProgressRing value={section.filled} max={section.total} label={words} />
    </span>
  );
}

type SectionFieldsProps = { section: Section; measured: SectionCompleteness; sections: Sections };

function SectionFields({ section, measured, sections }: SectionFieldsProps) {
  return (
    <ul className="mt-0.5 mb-2 ml-[15px] border-l border-line">
      {Object.entries(section.fields).map(([key, field]) => {
        const path = `${section.key}.${key}`;
        const isMissing = measured.missing.some((each) => each.path === path || each.path.startsWith(`${path}.`));
        return (
          <li key={key}>
            <a
              href={sections.href(section.key, path)}
              onClick={sections.onClick}
              className="flex items-center gap-2 rounded-r-md py-0.75 pr-2 pl-3 text-xs text-muted hover:bg-hover hover:text-text"
            >
              <span className="min-w-0 flex-1 truncate">{field.label}</span>
              <ThreadCount path={path} />
              <span
                aria-hidden="true"
                className={cn(
                  "size-1.5 shrink-0 rounded-full",
                  isMissing ? "bg-line-strong" : "bg-ok",
                  field.optional && "invisible",
                )}
              />
            </a>
          </li>
        );
      })}
    </ul>
  );
}
