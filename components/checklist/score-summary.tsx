"use client";

import { Badge, type Tone } from "@/components/ui/badge";
import { Notice } from "@/components/ui/notice";
import type { Assessment } from "@/core/checklist/assess";
import type { Counts, Grade, Outcome } from "@/core/checklist/score";
import { OUTCOMES, OutcomeBadge, outcomeLooks } from "./outcome";
import { type Reason, Reasons } from "./reasons";

const GRADE_TONES: Record<Grade, Tone> = { A: "ok", B: "ok", C: "warn", D: "warn", E: "danger" };

const numberLooks =
  "rounded-sm underline decoration-line-strong decoration-dotted underline-offset-4 hover:decoration-current";

type ScoreSummaryProps = {
  assessment: Assessment;
  titles: ReadonlyMap<string, string>;
  goTo: (questionId: string) => void;
};

/** The score, the grade and, always beside them, the counts; each opens to what it is made of. */
export function ScoreSummary({ assessment, titles, goTo }: ScoreSummaryProps) {
  const { score, grade, cap, counts } = assessment;
  // Before the first answer a grade would judge nothing but the silence.
  const isBegun = counts.unanswered < assessment.questions.length;
  const byPillar = assessment.contributions.map((part) => ({
    id: part.id,
    label: part.label,
    value: assessment.pillars.find((pillar) => pillar.pillarId === part.id)?.score ?? "–",
    sentence: part.sentence,
  }));
  const firstOf = (pillarId: string) =>
    assessment.pillars.find((pillar) => pillar.pillarId === pillarId)?.contributions[0]?.id;
  return (
    <section aria-label="Score" className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Reasons
          title="How the score is made"
          summary="The mean of the pillars by their weight. A medium risk earns half of a question's points, a high risk and an unanswered question none. What does not apply is left out."
          reasons={byPillar}
          onPick={(pillarId) => goTo(firstOf(pillarId) ?? "")}
          empty="Nothing applies, so there is no score."
          trigger={
            <button
              type="button"
              aria-label={score === null ? "No score" : `Score ${score} of 100`}
              className={numberLooks}
            >
              <span className="text-2xl font-semibold tabular-nums">{score ?? "–"}</span>
              <span className="text-sm text-muted"> of 100</span>
            </button>
          }
        />
        {!isBegun && <Badge>Not answered yet</Badge>}
        {isBegun && grade && (
          <Badge tone={GRADE_TONES[grade]}>
            Grade {grade}
            {cap && " (capped)"}
          </Badge>
        )}
        <OutcomeCounts counts={counts} questions={assessment.questions} titles={titles} goTo={goTo} />
      </div>
      {cap && (
        <Notice tone="warn" className="max-w-prose">
          {cap.sentence}
        </Notice>
      )}
    </section>
  );
}

type OutcomeCountsProps = {
  counts: Counts;
  questions: readonly { questionId: string; outcome: Outcome; reason: string }[];
  titles: ReadonlyMap<string, string>;
  goTo: (questionId: string) => void;
};

/** How many questions stand where; each number opens to the questions behind it. */
export function OutcomeCounts({ counts, questions, titles, goTo }: OutcomeCountsProps) {
  const behind = (outcome: Outcome): Reason[] =>
    questions
      .filter((question) => question.outcome === outcome)
      .map((question) => ({
        id: question.questionId,
        label: titles.get(question.questionId) ?? "",
        value: "",
        sentence: question.reason,
      }));
  return (
    <ul aria-label="Questions by risk" className="flex flex-wrap items-center gap-1.5">
      {OUTCOMES.map((outcome) => {
        const { short, label, tone, icon: Icon } = outcomeLooks[outcome];
        const isEmpty = counts[outcome] === 0;
        return (
          <li key={outcome}>
            <Reasons
              title={`${label}: ${counts[outcome]}`}
              reasons={behind(outcome)}
              onPick={goTo}
              empty="No question."
              trigger={
                <button type="button" aria-label={`${label}: ${counts[outcome]}`} className="rounded-sm">
                  <Badge tone={isEmpty ? "neutral" : tone} icon={<Icon aria-hidden="true" />}>
                    <span className="tabular-nums">{counts[outcome]}</span> {short}
                  </Badge>
                </button>
              }
            />
          </li>
        );
      })}
    </ul>
  );
}

type PillarScoreProps = {
  pillar: Assessment["pillars"][number];
  questions: Assessment["questions"];
  goTo: (questionId: string) => void;
};

/** A pillar's score as a number that opens to its questions and the points of each. */
export function PillarScoreNumber({ pillar, questions, goTo }: PillarScoreProps) {
  const outcomes = new Map(questions.map((question) => [question.questionId, question.outcome]));
  return (
    <Reasons
      title={`How ${pillar.name} is scored`}
      reasons={pillar.contributions.map((part) => ({
        id: part.id,
        label: part.label,
        sentence: part.sentence,
        value: <OutcomeBadge outcome={outcomes.get(part.id) ?? "unanswered"} size="sm" />,
      }))}
      onPick={goTo}
      empty="No question of this pillar applies."
      trigger={
        <button
          type="button"
          aria-label={pillar.score === null ? "No score" : `Score ${pillar.score} of 100`}
          className={numberLooks}
        >
          <span className="text-lg font-semibold tabular-nums">{pillar.score ?? "–"}</span>
          <span className="text-xs text-muted"> of 100</span>
        </button>
      }
    />
  );
}
