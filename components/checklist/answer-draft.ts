"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { type Answer, answerProblems, emptyAnswer } from "@/core/checklist/answer";
import { answerOrigin } from "@/core/checklist/answer-origin";
import type { QuestionAssessment } from "@/core/checklist/assess";
import { isNoneOfThese, type Question } from "@/core/checklist/lens";
import type { Given, SaveAnswer } from "./view";

export type SaveState =
  | { kind: "settled" }
  | { kind: "incomplete"; message: string }
  | { kind: "saving" }
  | { kind: "saved" }
  | { kind: "conflict" }
  | { kind: "failed"; message: string };

export type AnswerDraft = ReturnType<typeof useAnswerDraft>;

/** Long enough that a run of ticks or words is one write, short enough that "Saved" follows the hand. */
const SAVE_AFTER_MS = 500;

type Input = { question: Question; assessed: QuestionAssessment; given: Given | undefined; save: SaveAnswer };

/**
 * The answer as it stands on this page, written a moment after each change. Writes go one after another and name the
 * revision they saw; what is incomplete waits, and says what is missing; what is pending is written when the card goes.
 */
export function useAnswerDraft({ question, assessed, given, save }: Input) {
  const [draft, setDraft] = useState<Answer | null>(null);
  const [state, setState] = useState<SaveState>({ kind: "settled" });
  const pending = useRef<Answer | null>(null);
  const isSending = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** The revision the draft was made on, so that an answer that came in meanwhile is a conflict and not overwritten. */
  const base = useRef(0);
  const answer = draft ?? assessed.answer ?? emptyAnswer(question.id);

  const send = useEffectEvent(async () => {
    clearTimeout(timer.current);
    const next = pending.current;
    if (!next || isSending.current) return;
    pending.current = null;
    isSending.current = true;
    setState({ kind: "saving" });
    const result = await save(next, base.current);
    isSending.current = false;
    if (result.kind === "saved") base.current = result.revision;
    if (pending.current) {
      if (result.kind !== "conflict") return scheduled.current();
      pending.current = null;
    }
    if (result.kind === "saved") setDraft(null);
    setState(result.kind === "saved" ? { kind: "saved" } : result);
  });
  const scheduled = useRef(() => {});

  useEffect(() => {
    scheduled.current = () => void send();
    return () => scheduled.current();
  }, []);

  const change = (changes: Partial<Answer>) => {
    const next = withOrigin({ ...answer, ...changes }, assessed);
    if (draft === null) base.current = given?.revision ?? 0;
    setDraft(next);
    const problem = answerProblems(question, next)[0];
    pending.current = problem ? null : next;
    clearTimeout(timer.current);
    if (problem) return setState({ kind: "incomplete", message: problem.message });
    setState({ kind: "saving" });
    timer.current = setTimeout(() => scheduled.current(), SAVE_AFTER_MS);
  };

  return {
    answer,
    state,
    change,
    toggle: (choice: string) => change({ choices: toggled(question, answer.choices, choice), notApplicable: null }),
    /** Writes this page's answer over the one that came in between. */
    keepMine: () => {
      base.current = given?.revision ?? 0;
      change({});
    },
    tryAgain: () => change({}),
    takeTheirs: () => {
      setDraft(null);
      setState({ kind: "settled" });
    },
  };
}

/** "None of these" and the other choices exclude each other; the order is always that of the question. */
function toggled(question: Question, choices: readonly string[], choice: string): string[] {
  const isOn = !choices.includes(choice);
  const isNone = isNoneOfThese({ id: choice });
  const kept = isOn ? choices.filter((id) => isNoneOfThese({ id }) === isNone) : choices.filter((id) => id !== choice);
  const next = isOn ? [...kept, choice] : kept;
  return question.choices.map(({ id }) => id).filter((id) => next.includes(id));
}

function withOrigin(answer: Answer, assessed: QuestionAssessment): Answer {
  const origin = answerOrigin(answer.choices, assessed.proposal);
  return { ...answer, origin, overruleReason: origin === "overruled" ? answer.overruleReason : "" };
}
