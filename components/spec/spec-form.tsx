"use client";

import { useQuery } from "@tanstack/react-query";
import { teamQuery } from "@/client/teams";
import { Notice } from "@/components/ui/notice";
import { refusal } from "@/core/permissions";
import { SaveState } from "./save-state";
import { SectionBar } from "./section-bar";
import { SectionPage } from "./section-page";
import { SectionRail } from "./section-rail";
import { useAnchor } from "./use-anchor";
import { useCompleteness } from "./use-completeness";
import { useFormKeys } from "./use-form-keys";
import { useSection } from "./use-section";

function WhyReadOnly({ team }: { team: string }) {
  const { data } = useQuery(teamQuery(team));
  const denied = data ? refusal(data.role, "draft.edit") : null;
  return denied && <Notice className="mb-4">{denied}</Notice>;
}

/** The specification of a review, one section at a time. `base` is the address of the review, such as `/acme/reviews/12`. */
export function SpecForm({ base }: { base: string }) {
  const sections = useSection(base);
  const completeness = useCompleteness();
  const keys = useFormKeys(sections);
  useAnchor(sections.current.key, () => {});
  const measured = completeness.sections.find(({ key }) => key === sections.current.key);
  const share = Math.round((completeness.filled / Math.max(completeness.total, 1)) * 100);
  return (
    <div {...keys}>
      <SectionBar sections={sections} completeness={completeness} />
      <div className="page-frame grid gap-x-8 pt-5 pb-24 lg:grid-cols-[14.5rem_minmax(0,1fr)]">
        <aside className="-ml-2 sticky top-16 max-h-[calc(100dvh-5rem)] self-start overflow-y-auto max-lg:hidden">
          <p className="mb-2 flex items-center gap-2 px-2 text-xs text-muted">
            <span className="flex-1">Specification</span>
            <span className="tabular-nums">{share} % filled</span>
          </p>
          <SectionRail sections={sections} completeness={completeness} />
          <SaveState isEcho className="mt-3 border-t border-line px-2 pt-3 text-xs!" />
        </aside>
        <main className="min-w-0 max-w-[62rem]">
          <WhyReadOnly team={base.split("/")[1] ?? ""} />
          <SectionPage key={sections.current.key} sections={sections} measured={measured} />
        </main>
      </div>
    </div>
  );
}
