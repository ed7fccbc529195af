"use client";

import { ThreadMark } from "@/components/comments/thread-mark";
import { cn } from "@/components/ui/cn";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { QuestionAssessment } from "@/core/checklist/assess";
import type { Question } from "@/core/checklist/lens";
import { questionOutcome } from "@/core/checklist/score";
import { AnswerBackground } from "./answer-background";
import { useAnswerDraft } from "./answer-draft";
import { AnswerFooter } from "./answer-footer";
import { ChoiceList } from "./choice-list";
import { ImprovementList } from "./improvement-list";
import { NotApplicableForm } from "./not-applicable-form";
import { OutcomeBadge } from "./outcome";
import { ProposalBar } from "./proposal-bar";
import { ResourceText } from "./resource-text";
import type { Given, SaveAnswer } from "./view";

type QuestionCardProps = {
  /** Key of the checklist. */
  lens: string;
  question: Question;
  assessed: QuestionAssessment;
  given: Given | undefined;
  number: number;
  /** Why this person may not answer, or `null`. */
  refusal: string | null;
  isCurrent: boolean;
  save: SaveAnswer;
  specHref: (path: string) => string;
};

export function questionAnchor(questionId: string): string {
  return `question-${questionId}`;
}

/** One question: why it matters, what the spec shows, the choices, and what stands behind the answer. */
export function QuestionCard(props: QuestionCardProps) {
  const { lens, question, assessed, given, number, refusal, isCurrent, save, specHref } = props;
  const draft = useAnswerDraft({ question, assessed, given, save });
  const { answer } = draft;
  const { outcome, reason, rule } = questionOutcome(question, answer);
  const isReadOnly = refusal !== null;
  return (
    <article
      id={questionAnchor(question.id)}
      tabIndex={-1}
      aria-labelledby={`${question.id}-title`}
      className={cn(
        "group/place scroll-mt-16 rounded-lg border bg-surface outline-none",
        isCurrent ? "border-accent-line shadow-[0_0_0_1px_var(--accent-line)]" : "border-line",
      )}
    >
      <header className="flex flex-wrap items-start gap-x-3 gap-y-1.5 px-4 pt-3">
        <h3 id={`${question.id}-title`} className="min-w-0 flex-1 basis-64 text-base font-semibold">
          <span className="mr-0.5 font-normal text-faint tabular-nums">{number}</span> {question.title}
        </h3>
        <ThreadMark
          anchor={{ kind: "question", lens, question: question.id }}
          label={question.title}
          className="-my-0.5"
        />
        <div className="flex items-center gap-1.5" aria-live="polite">
          <OutcomeBadge outcome={outcome} />
        </div>
      </header>
      <div className="flex flex-col gap-3 px-4 pt-1 pb-3">
        <p className="max-w-prose text-sm text-pretty text-muted">
          {question.description} <ResourceText resource={question.helpfulResource} />
        </p>
        {assessed.proposal && !answer.notApplicable && (
          <ProposalBar
            proposal={assessed.proposal}
            isTakenOver={answer.choices.length > 0 && answer.origin !== "overruled"}
            isOutdated={assessed.isOutdated}
            refusal={refusal}
            onConfirm={() => draft.change({ choices: assessed.proposal?.choices ?? [] })}
          />
        )}
        {answer.notApplicable ? (
          <NotApplicableForm
            value={answer.notApplicable}
            isReadOnly={isReadOnly}
            onChange={(notApplicable) => draft.change({ notApplicable, choices: [] })}
          />
        ) : (
          <ChoiceList
            question={question}
            selected={answer.choices}
            signs={assessed.proposal?.signs ?? []}
            isReadOnly={isReadOnly}
            onToggle={draft.toggle}
            specHref={specHref}
          />
        )}
        {answer.origin === "overruled" && (
          <Field
            label="Why is the spec wrong here?"
            required
            help="Your answer contradicts what the spec shows. It is saved with its reason."
            error={draft.state.kind === "incomplete" ? draft.state.message : undefined}
          >
            <Textarea
              rows={2}
              maxLength={2000}
              readOnly={isReadOnly}
              value={answer.overruleReason}
              onChange={(event) => draft.change({ overruleReason: event.target.value })}
            />
          </Field>
        )}
        {(outcome === "high" || outcome === "medium") && (
          <ImprovementList question={question} selected={answer.choices} rule={rule} />
        )}
        <AnswerBackground answer={answer} isReadOnly={isReadOnly} onChange={draft.change} specHref={specHref} />
        <AnswerFooter draft={draft} reason={reason} given={given} isReadOnly={isReadOnly} />
      </div>
    </article>
  );
}
