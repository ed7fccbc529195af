import { and, eq, inArray, sql } from "drizzle-orm";
import type { Answer } from "@/core/checklist/answer";
import { parseAnswer } from "@/core/checklist/answer-schema";
import { type Assessment, assess } from "@/core/checklist/assess";
import type { Lens } from "@/core/checklist/lens";
import { findLens } from "@/core/checklist/lenses/shipped";
import { fitAnswers } from "@/core/checklist/own-lens";
import { type KeptScore, keepScore, type Score, scoreLens } from "@/core/checklist/score";
import { fillTargets } from "@/core/checklist/targets";
import { LintelError } from "@/core/errors";
import type { Spec } from "@/core/spec/definition";
import type { Database, Transaction } from "@/db/connection";
import { answers, reviews, users } from "@/db/schema";
import { loadReview } from "@/server/access";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { currentSpec } from "@/server/draft-projection";
import { requireLens } from "@/server/lenses";
import { publishEvents } from "@/server/publish";

/** The lens whose score stands on the board. */
export const boardLens = "backend-standards";

type ReviewAt = { team: string; number: number };
type Stored = { answer: Answer; revision: number; answeredBy: { id: string; name: string }; updatedAt: Date };

/** The answers of a review to these lenses by lens key, in the order of question ids. */
export async function answersOf(
  db: Database | Transaction,
  reviewId: string,
  lenses: readonly Lens[],
): Promise<Record<string, Answer[]>> {
  const rows = await db
    .select({ lens: answers.lens, answer: answers.answer })
    .from(answers)
    .where(eq(answers.reviewId, reviewId))
    .orderBy(answers.lens, answers.question);
  const byLens: Record<string, Answer[]> = Object.fromEntries(lenses.map((lens) => [lensKey(lens), []]));
  // An archived lens has answers still.
  for (const { lens, answer } of rows) if (Object.hasOwn(byLens, lens)) byLens[lens]?.push(answer);
  for (const lens of lenses) byLens[lensKey(lens)] = currentAnswers(lens, byLens[lensKey(lens)] ?? []);
  return byLens;
}

// A shipped lens is the one that its answers were read by.
const currentAnswers = (lens: Lens, given: Answer[]) => (findLens(lensKey(lens)) ? given : fitAnswers(lens, given));

/** The score of a review by each lens. */
export function scoresOf(
  byLens: Record<string, Answer[]>,
  targets: Record<string, number>,
  lenses: readonly Lens[],
): Record<string, Score> {
  return Object.fromEntries(
    lenses.map((lens) => [lensKey(lens), scoreLens(fillTargets(lens, targets), byLens[lensKey(lens)] ?? [])]),
  );
}

/** The same as a version keeps it. */
export function keptScoresOf(...given: Parameters<typeof scoresOf>): Record<string, KeptScore> {
  return Object.fromEntries(Object.entries(scoresOf(...given)).map(([lens, score]) => [lens, keepScore(score)]));
}

export const lensKey = (lens: Lens): string => lens.lintel?.key ?? "";

/**
 * One checklist of a review over the draft as committed: the lens with the team's targets in its texts, what people answered,
 * what the spec proposes with its evidence, and the score with its reasons.
 */
export async function readChecklist(context: Context, actor: Actor, at: ReviewAt & { lens: string }) {
  const { review, team } = await loadReview(context, actor, at, "review.read");
  const lens = await requireLens(context.db, team, at.lens);
  const [{ spec, seq }, stored] = await Promise.all([
    currentSpec(context, review.id),
    storedAnswers(context.db, review.id, at.lens),
  ]);
  return checklist(lens, spec, seq, stored, team.targets);
}

function checklist(lens: Lens, spec: Spec, seq: number, stored: Map<string, Stored>, targets: Record<string, number>) {
  const given = currentAnswers(
    lens,
    [...stored.values()].map(({ answer }) => answer),
  );
  const assessment: Assessment = assess(lens, spec, given, targets);
  return {
    lens: fillTargets(lens, targets),
    assessment,
    draftSeq: seq,
    answers: Object.fromEntries([...stored].map(([question, { answer: _, ...rest }]) => [question, rest])),
  };
}

async function storedAnswers(db: Database | Transaction, reviewId: string, lens: string): Promise<Map<string, Stored>> {
  const rows = await db
    .select({
      question: answers.question,
      answer: answers.answer,
      revision: answers.revision,
      updatedAt: answers.updatedAt,
      id: users.id,
      name: users.name,
    })
    .from(answers)
    .innerJoin(users, eq(users.id, answers.answeredBy))
    .where(and(eq(answers.reviewId, reviewId), eq(answers.lens, lens)))
    .orderBy(answers.question);
  return new Map(rows.map(({ question, id, name, ...row }) => [question, { ...row, answeredBy: { id, name } }]));
}

/**
 * Stores a person's answer to one question, or takes it back (`answer` null). `revision` is the one it was made on, 0 for a
 * question without an answer; another one is a `conflict`, and nothing is written.
 */
export async function answerQuestion(
  context: Context,
  actor: Actor,
  at: ReviewAt & { lens: string; question: string },
  input: { answer: unknown | null; revision: number },
) {
  const { review, team } = await loadReview(context, actor, at, "checklist.answer");
  const lens = await requireLens(context.db, team, at.lens);
  const answer = parseAnswer(lens, at.question, input.answer ?? {});
  const { spec, seq } = await currentSpec(context, review.id);
  return context.db.transaction(async (tx) => {
    const key = { reviewId: review.id, lens: at.lens, question: at.question };
    if (!(await storeAnswer(tx, key, input.answer === null ? null : answer, input.revision, actor.userId)))
      throw new LintelError(
        "conflict",
        "Somebody answered this question in the meantime. Look at their answer, then repeat yours.",
      );
    const stored = await storedAnswers(tx, review.id, at.lens);
    const result = checklist(lens, spec, seq, stored, team.targets);
    if (at.lens === boardLens) {
      const { score, counts } = result.assessment;
      await tx
        .update(reviews)
        .set({
          score: stored.size === 0 ? null : score,
          risks: stored.size === 0 ? null : counts,
          updatedAt: sql`now()`,
        })
        .where(eq(reviews.id, review.id));
    }
    await publishEvents(tx, { teamId: team.id, reviewId: review.id, actorId: actor.userId }, [
      { type: "answer.changed", payload: { lens: at.lens, question: at.question } },
    ]);
    return result;
  });
}

async function storeAnswer(
  tx: Transaction,
  key: { reviewId: string; lens: string; question: string },
  answer: Answer | null,
  revision: number,
  userId: string,
): Promise<boolean> {
  const ours = and(
    eq(answers.reviewId, key.reviewId),
    eq(answers.lens, key.lens),
    eq(answers.question, key.question),
    eq(answers.revision, revision),
  );
  if (answer === null) {
    if (revision === 0) return true;
    return (await tx.delete(answers).where(ours).returning({ revision: answers.revision })).length > 0;
  }
  const row = { answer, answeredBy: userId };
  const written =
    revision === 0
      ? await tx
          .insert(answers)
          .values({ ...key, ...row })
          .onConflictDoNothing()
          .returning({ revision: answers.revision })
      : await tx
          .update(answers)
          .set({ ...row, updatedAt: sql`now()`, revision: sql`${answers.revision} + 1` })
          .where(ours)
          .returning({ revision: answers.revision });
  return written.length > 0;
}

/**
 * Puts the answers of a document or a version in the place of a review's own. Questions no lens has are left out, and lenses that
 * the document says nothing of keep their answers.
 */
export async function replaceAnswers(
  tx: Transaction,
  review: { id: string; targets: Record<string, number>; lenses: readonly Lens[] },
  byLens: Record<string, readonly unknown[]>,
  userId: string,
): Promise<void> {
  const lenses = review.lenses.filter((lens) => Object.hasOwn(byLens, lensKey(lens)));
  await tx.delete(answers).where(and(eq(answers.reviewId, review.id), inArray(answers.lens, lenses.map(lensKey))));
  const kept: Record<string, Answer[]> = {};
  for (const lens of lenses) {
    const key = lensKey(lens);
    const given = byLens[key] ?? [];
    const own = new Map(
      given.flatMap((answer) => readAnswer(lens, answer)).map((answer) => [answer.questionId, answer]),
    );
    kept[key] = [...own.values()];
    const rows = kept[key].map((answer) => ({
      reviewId: review.id,
      lens: key,
      question: answer.questionId,
      answer,
      answeredBy: userId,
    }));
    if (rows.length > 0) await tx.insert(answers).values(rows);
  }
  if (!kept[boardLens]) return;
  const board = scoresOf(kept, review.targets, lenses)[boardLens];
  const isAnswered = (kept[boardLens]?.length ?? 0) > 0;
  await tx
    .update(reviews)
    .set({ score: isAnswered ? (board?.score ?? null) : null, risks: isAnswered ? (board?.counts ?? null) : null })
    .where(eq(reviews.id, review.id));
}

function readAnswer(lens: Lens, value: unknown): Answer[] {
  if (typeof value !== "object" || value === null || !("questionId" in value) || typeof value.questionId !== "string")
    return [];
  const { questionId, ...body } = value;
  try {
    return [parseAnswer(lens, questionId as string, body)];
  } catch (error) {
    if (error instanceof LintelError) return [];
    throw error;
  }
}
