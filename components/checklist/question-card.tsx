"use client";

import { CircleMinus } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/field";
import { RelativeTime } from "@/components/ui/relative-time";
import { Textarea } from "@/components/ui/textarea";
import type { QuestionAssessment } from "@/core/checklist/assess";
import type { Question } from "@/core/checklist/lens";
import { questionOutcome } from "@/core/checklist/score";
import { type SaveState, useAnswerDraft } from "./answer-draft";
import { ChoiceList } from "./choice-list";
import { EvidenceField } from "./evidence-field";
import { NotApplicableForm } from "./not-applicable-form";
import { OutcomeBadge } from "./outcome";
import { ProposalBar } from "./proposal-bar";
import type { Given, SaveAnswer } from "./view";

type QuestionCardProps = {
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
  const { question, assessed, given, number, refusal, isCurrent, save, specHref } = props;
  const draft = useAnswerDraft({ question, assessed, given, save });
  const { answer } = draft;
  const { outcome, reason, rule } = questionOutcome(question, answer);
  const isReadOnly = refusal !== null;
  const plans = outcome === "high" || outcome === "medium" ? openPlans(question, answer.choices) : [];
  return (
    <article
      id={questionAnchor(question.id)}
      tabIndex={-1}
      aria-labelledby={`${question.id}-title`}
      className={cn(
        "scroll-mt-16 rounded-lg border bg-surface outline-none",
        isCurrent ? "border-accent-line shadow-[0_0_0_1px_var(--accent-line)]" : "border-line",
      )}
    >
      <header className="flex flex-wrap items-start gap-x-3 gap-y-1.5 px-4 pt-3">
        <h3 id={`${question.id}-title`} className="min-w-0 flex-1 basis-64 text-base font-semibold">
          <span className="mr-1.5 font-normal text-faint tabular-nums">{number}</span>
          {question.title}
        </h3>
        <div className="flex items-center gap-1.5" aria-live="polite">
          <OutcomeBadge outcome={outcome} />
        </div>
      </header>
      <div className="flex flex-col gap-3 px-4 pt-1 pb-3">
        <p className="max-w-prose text-sm text-pretty text-muted">{question.description}</p>
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
        {plans.length > 0 && (
          <Disclosure summary={`What to do (${plans.length})`} defaultOpen={false}>
            <ul className="flex flex-col gap-2">
              {plans.map((plan) => (
                <li key={plan.id} className="max-w-prose text-sm">
                  <span className="font-medium">{plan.title}</span>
                  <span className="block text-muted">{plan.text}</span>
                </li>
              ))}
            </ul>
            {rule && rule !== "default" && (
              <p className="mt-2 text-xs text-muted">
                The rule that decided: <code className="font-mono">{rule}</code>
              </p>
            )}
          </Disclosure>
        )}
        <Disclosure
          summary={<BehindSummary note={answer.note} evidence={answer.evidence.length} />}
          defaultOpen={answer.note !== "" || answer.evidence.length > 0}
        >
          <div className="flex flex-col gap-3">
            <Field label="Note">
              <Textarea
                rows={2}
                maxLength={10_000}
                readOnly={isReadOnly}
                value={answer.note}
                onChange={(event) => draft.change({ note: event.target.value })}
              />
            </Field>
            <Field label="Evidence" group>
              <EvidenceField
                evidence={answer.evidence}
                isReadOnly={isReadOnly}
                onChange={(evidence) => draft.change({ evidence })}
                specHref={specHref}
              />
            </Field>
          </div>
        </Disclosure>
        <footer className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-xs text-muted">
          <span className="min-w-0">{reason}</span>
          {answer.origin === "confirmed" && <Badge size="sm">Confirmed from the spec</Badge>}
          {answer.origin === "overruled" && (
            <Badge size="sm" tone="note">
              Overrules the spec
            </Badge>
          )}
          {given && assessed.outcome !== "unanswered" && (
            <span>
              {given.answeredBy.name}, <RelativeTime at={given.updatedAt} />
            </span>
          )}
          <span className="flex-1" />
          <SaveNote
            state={draft.state}
            onTryAgain={draft.tryAgain}
            onKeepMine={draft.keepMine}
            onTakeTheirs={draft.takeTheirs}
          />
          {!isReadOnly && (
            <Button
              size="sm"
              variant="quiet"
              icon={<CircleMinus aria-hidden="true" />}
              aria-pressed={answer.notApplicable !== null}
              onClick={() =>
                draft.change(
                  answer.notApplicable
                    ? { notApplicable: null }
                    : { notApplicable: { reason: "out_of_scope", text: "" }, choices: [] },
                )
              }
            >
              {answer.notApplicable ? "It does apply" : "Does not apply"}
            </Button>
          )}
        </footer>
      </div>
    </article>
  );
}

function BehindSummary({ note, evidence }: { note: string; evidence: number }): ReactNode {
  const parts = [
    note.trim() === "" ? "" : "note",
    evidence === 0 ? "" : `${evidence} ${evidence === 1 ? "link" : "links"}`,
  ];
  const held = parts.filter(Boolean).join(", ");
  return <>Note and evidence {held && <span className="font-normal text-muted">({held})</span>}</>;
}

function openPlans(question: Question, choices: readonly string[]) {
  return question.choices.flatMap(({ id, title, improvementPlan }) =>
    improvementPlan?.displayText && !choices.includes(id) ? [{ id, title, text: improvementPlan.displayText }] : [],
  );
}

type SaveNoteProps = { state: SaveState; onTryAgain: () => void; onKeepMine: () => void; onTakeTheirs: () => void };

function SaveNote({ state, onTryAgain, onKeepMine, onTakeTheirs }: SaveNoteProps) {
  if (state.kind === "settled") return null;
  if (state.kind === "saving") return <span role="status">Saving…</span>;
  if (state.kind === "saved") return <span role="status">Saved</span>;
  if (state.kind === "incomplete")
    return (
      <span role="status" className="text-warn-ink">
        Not saved yet: {state.message}
      </span>
    );
  if (state.kind === "failed") {
    return (
      <span role="alert" className="flex items-center gap-2 text-danger-ink">
        Not saved, because: {state.message}
        <Button size="sm" onClick={onTryAgain}>
          Try again
        </Button>
      </span>
    );
  }
  return (
    <span role="alert" className="flex flex-wrap items-center gap-2 text-warn-ink">
      Somebody else answered this meanwhile.
      <Button size="sm" onClick={onTakeTheirs}>
        Show theirs
      </Button>
      <Button size="sm" onClick={onKeepMine}>
        Keep mine
      </Button>
    </span>
  );
}
