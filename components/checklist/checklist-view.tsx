"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { Notice } from "@/components/ui/notice";
import { useShortcut } from "@/components/ui/use-shortcut";
import { lensQuestions } from "@/core/checklist/lens";
import { LensDownload } from "./lens-download";
import { PillarList } from "./pillar-list";
import { QuestionCard, questionAnchor } from "./question-card";
import { Radar } from "./radar";
import { OutcomeCounts, PillarScoreNumber, ScoreSummary } from "./score-summary";
import { Trend } from "./trend";
import type { SaveAnswer, ChecklistView as View } from "./view";

type ChecklistViewProps = {
  view: View;
  /** Why this person may not answer, or `null`. */
  refusal: string | null;
  save: SaveAnswer;
  /** The address of a place of the spec. */
  specHref: (path: string) => string;
};

/** One lens over one review: score, pillars, and the questions of the chosen pillar. `j` and `k` walk the questions. */
export function ChecklistView({ view, refusal, save, specHref }: ChecklistViewProps) {
  const { lens, assessment } = view;
  const all = lensQuestions(lens);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [pillarId, setPillarId] = useState(lens.pillars[0]?.id ?? "");
  const wanted = useRef<string | null>(null);
  const pillar = lens.pillars.find((candidate) => candidate.id === pillarId) ?? lens.pillars[0];
  const scored = assessment.pillars.find((candidate) => candidate.pillarId === pillar?.id);
  const assessed = new Map(assessment.questions.map((question) => [question.questionId, question]));
  const titles = new Map(all.map(({ question }) => [question.id, question.title]));

  // The card to go to may belong to a pillar that is only now being drawn.
  useEffect(() => {
    const card = wanted.current && document.getElementById(questionAnchor(wanted.current));
    if (!card) return;
    wanted.current = null;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "start", behavior: "smooth" });
  });
  const goTo = (questionId: string) => {
    const place = all.find(({ question }) => question.id === questionId);
    if (!place) return;
    wanted.current = questionId;
    setPillarId(place.pillar.id);
    setCurrentId(questionId);
  };
  const step = (by: number) => {
    const inPillar = all.findIndex(({ question }) => question.id === (currentId ?? ""));
    const start = inPillar < 0 ? all.findIndex((entry) => entry.pillar.id === pillar?.id) - (by > 0 ? 1 : 0) : inPillar;
    const next = all[Math.min(Math.max(start + by, 0), all.length - 1)];
    if (next) goTo(next.question.id);
  };
  useQuestionInAddress(goTo);
  useShortcut("j", "Next question", () => step(1));
  useShortcut("k", "Previous question", () => step(-1));

  if (!pillar || !scored) return null;
  const inPillar = new Set(pillar.questions.map((question) => question.id));
  const axes = radarAxes(view);
  const hasPillars = lens.pillars.length > 1;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[15rem_minmax(0,1fr)] lg:grid-rows-[auto_auto_1fr] xl:grid-cols-[15rem_minmax(0,1fr)_18rem]">
      <div className="flex flex-col gap-3 lg:col-span-2 xl:col-span-3">
        <ScoreSummary assessment={assessment} titles={titles} goTo={goTo} />
        {refusal && <Notice className="max-w-prose">{refusal}</Notice>}
      </div>
      {hasPillars && (
        <div className="flex min-w-0 flex-col gap-3 lg:sticky lg:top-16 lg:self-start">
          <PillarList
            pillars={assessment.pillars}
            current={pillar.id}
            onPick={(id) => {
              setPillarId(id);
              setCurrentId(null);
            }}
          />
          <p className="flex items-center gap-1 px-2.5 text-xs text-faint max-lg:hidden">
            <Kbd keys="j" /> <Kbd keys="k" /> next, previous question
          </p>
        </div>
      )}
      <section
        aria-label={pillar.name}
        className={cn(
          "flex min-w-0 flex-col gap-3",
          hasPillars ? "lg:row-span-2" : "lg:col-start-2 lg:row-span-2 xl:col-span-2 xl:col-start-1",
        )}
      >
        <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h2 className="text-lg font-semibold">{pillar.name}</h2>
          <PillarScoreNumber pillar={scored} questions={assessment.questions} goTo={goTo} />
          {hasPillars && (
            <OutcomeCounts
              counts={scored.counts}
              questions={assessment.questions.filter((question) => inPillar.has(question.questionId))}
              titles={titles}
              goTo={goTo}
            />
          )}
        </header>
        {pillar.questions.map((question, index) => {
          const found = assessed.get(question.id);
          return found ? (
            <QuestionCard
              key={question.id}
              lens={assessment.lens.key}
              question={question}
              assessed={found}
              given={view.given[question.id]}
              number={index + 1}
              refusal={refusal}
              isCurrent={question.id === currentId}
              save={save}
              specHref={specHref}
            />
          ) : null;
        })}
      </section>
      <aside
        aria-label="Radar and trend"
        className="flex flex-col gap-4 sm:max-lg:flex-row lg:col-start-1 lg:max-xl:self-start xl:col-start-3 xl:row-start-2 xl:self-start"
      >
        {axes.length >= 3 && <Radar label="Scores" axes={axes} />}
        <div className="flex flex-1 flex-col gap-2">
          <h2 className="text-sm font-medium">Over the versions</h2>
          <Trend points={view.trend} draft={assessment.score} />
          <LensDownload lens={lens} fileName={`${assessment.lens.key}.lens.json`} />
        </div>
      </aside>
    </div>
  );
}

/** A link to a question opens its pillar and leads there. */
function useQuestionInAddress(goTo: (questionId: string) => void) {
  const go = useEffectEvent(goTo);
  useEffect(() => {
    const look = () => {
      const [, questionId] = /^#question-(.+)$/.exec(decodeURIComponent(window.location.hash)) ?? [];
      if (questionId) go(questionId);
    };
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, []);
}

/** The radar needs three axes: the pillars, or the questions of a lens with fewer pillars. */
function radarAxes({ lens, assessment }: View) {
  if (assessment.pillars.length >= 3) {
    return assessment.pillars.map((pillar) => ({
      id: pillar.pillarId,
      label: shortName(pillar.name),
      value: pillar.score,
    }));
  }
  const parts = new Map(assessment.pillars.flatMap((pillar) => pillar.contributions.map((part) => [part.id, part])));
  return lensQuestions(lens).map(({ question }, index) => {
    const part = parts.get(question.id);
    return {
      id: question.id,
      label: `Q${index + 1}`,
      value: part ? Math.round((part.earned / part.possible) * 100) : null,
    };
  });
}

/** "Data integrity & evolution" is too long for a spoke; its first words say enough beside the full list. */
function shortName(name: string): string {
  const [first = name] = name.split(/ & | and /);
  return first.length > 16 ? (first.split(" ").slice(0, 2).join(" ") ?? first) : first;
}
