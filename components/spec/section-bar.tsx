"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useThreadState } from "@/components/comments/thread-store";
import { IconButton } from "@/components/ui/icon-button";
import { NativeSelect } from "@/components/ui/native-select";
import type { Completeness } from "@/core/spec/completeness";
import { SaveTrouble } from "./save-state";
import type { Sections } from "./use-section";

type SectionBarProps = { sections: Sections; completeness: Completeness };

/** The way between sections on a narrow screen: a select that says how far each is, and a step to either side. */
export function SectionBar({ sections, completeness }: SectionBarProps) {
  const { current, previous, next, go } = sections;
  const marks = useThreadState(({ below }) => below);
  const threadsOf = (key: string) => marks?.get(key)?.open ?? 0;
  return (
    <nav
      aria-label="Sections of the specification"
      className="sticky top-12 z-20 flex flex-wrap items-center gap-1 border-b border-line bg-bg px-3 py-1.5 lg:hidden"
    >
      <IconButton
        size="md"
        label={previous ? `Previous: ${previous.title}` : "Previous section"}
        disabledReason={previous ? null : "This is the first section."}
        onClick={() => previous && go(previous.key)}
      >
        <ChevronLeft aria-hidden="true" />
      </IconButton>
      <NativeSelect
        className="min-w-0 flex-1"
        aria-label="Section"
        value={current.key}
        options={completeness.sections.map(({ key, title, filled, total }, index) => ({
          value: key,
          label: `${index + 1}. ${title} (${filled}/${total})${threadsOf(key) > 0 ? `, threads: ${threadsOf(key)}` : ""}`,
        }))}
        onChange={(event) => go(event.target.value)}
      />
      <IconButton
        size="md"
        label={next ? `Next: ${next.title}` : "Next section"}
        disabledReason={next ? null : "This is the last section."}
        onClick={() => next && go(next.key)}
      >
        <ChevronRight aria-hidden="true" />
      </IconButton>
      <SaveTrouble className="basis-full px-1" />
    </nav>
  );
}
