import * as Y from "yjs";
import { type FieldProblem, LintelError } from "@/core/errors";
import type { Spec } from "@/core/spec/definition";
import { writeSpec } from "@/core/spec/draft";
import type { FieldValue, ListItem } from "@/core/spec/field";
import { normaliseSpec } from "@/core/spec/value";
import { loadReview, loadReviewById, type ReviewRow } from "@/server/access";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { applyChanges, type DraftChange } from "@/server/draft-edits";
import { currentSpec, currentSpecText } from "@/server/draft-projection";
import { draftStore, saveRefusal } from "@/server/draft-store";
import { maxDraftBytes, sectionsOfUpdate } from "@/server/draft-update";
import { newItemId } from "@/server/item-id";
import { asStoredJson } from "@/server/json-text";
import { keepText } from "@/server/kept-text";

type ReviewAt = { team: string; number: number };

export type DraftReading = {
  /** The number of the newest edit in it. */
  seq: number;
  spec: Spec;
  /** What publishing would complain about, by path. */
  problems: FieldProblem[];
};

/** The draft of a review with every edit acknowledged before the call. */
export async function readDraft(context: Context, actor: Actor, at: ReviewAt): Promise<DraftReading> {
  const { review } = await loadReview(context, actor, at, "review.read");
  return reading(context, review.id);
}

// What is wrong in a draft follows from its edits, and to find it takes longer than everything else in reading one.
const problemsOf = keepText(4_000_000);

/** The same for a reply, which sends on what the database keeps: specification and problems stand there as stored JSON. */
export async function readDraftJson(context: Context, actor: Actor, at: ReviewAt): Promise<DraftReading> {
  const { review } = await loadReview(context, actor, at, "review.read");
  const { text, seq } = await currentSpecText(context, review.id);
  const problems = await problemsOf.of(`${review.id} ${seq}`, () => JSON.stringify(problemsIn(JSON.parse(text))));
  return { seq, spec: asStoredJson(text), problems: asStoredJson(problems) };
}

/**
 * Makes changes in the draft, all or none, as one edit that open editors see at once. With `baseSeq`, a draft that was edited
 * since is a `conflict`; without, the changes merge with whatever others do.
 */
export async function editDraft(
  context: Context,
  actor: Actor,
  at: ReviewAt,
  input: { edits: readonly DraftChange[]; baseSeq?: number | undefined },
): Promise<DraftReading> {
  const { review } = await loadReview(context, actor, at, "draft.edit");
  assertOpen(review);
  await writeDraft(context, actor, review.id, input.baseSeq, (doc) => applyChanges(doc, input.edits, newItemId));
  return reading(context, review.id);
}

/** Makes the whole draft equal to what a program sends, after checking it. */
export async function putDraft(
  context: Context,
  actor: Actor,
  at: ReviewAt,
  input: { spec: unknown; baseSeq?: number | undefined },
): Promise<DraftReading> {
  const { review } = await loadReview(context, actor, at, "draft.edit");
  assertOpen(review);
  const { spec, problems } = normaliseSpec(input.spec, newItemId);
  if (problems.length > 0) {
    const fields = problems.map(({ path, message }) => ({ path: path === "" ? "spec" : `spec.${path}`, message }));
    throw new LintelError("invalid", `The draft was not changed. ${problems[0]?.message}`, { fields });
  }
  await writeDraft(context, actor, review.id, input.baseSeq, (doc) => writeSpec(doc, spec));
  return reading(context, review.id);
}

/** Makes the whole draft equal to a specification, as one edit that open editors see at once. */
export async function replaceDraft(context: Context, actor: Actor, reviewId: string, spec: Spec): Promise<void> {
  const { review } = await loadReviewById(context, actor, reviewId, "draft.edit");
  assertOpen(review);
  await writeDraft(context, actor, reviewId, undefined, (doc) => writeSpec(doc, spec));
  await currentSpec(context, reviewId);
}

function assertOpen(review: ReviewRow): void {
  if (review.archivedAt === null) return;
  throw new LintelError("conflict", "The review is archived. Take it out of the archive to edit it.");
}

/** Writes into a copy and commits what changed; the store hands it to everybody who has the draft open. */
async function writeDraft(
  context: Context,
  actor: Actor,
  reviewId: string,
  baseSeq: number | undefined,
  write: (doc: Y.Doc) => void,
): Promise<void> {
  const store = draftStore(context);
  const { doc, seq } = await store.load(reviewId);
  try {
    if (baseSeq !== undefined && baseSeq !== seq) {
      throw new LintelError("conflict", `The draft was edited meanwhile: it stands at ${seq}. Read it and try again.`);
    }
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    write(doc);
    if (updates.length === 0) return;
    if (Y.encodeStateAsUpdate(doc).length > maxDraftBytes) {
      throw new LintelError("too_large", `The draft may hold ${maxDraftBytes / 1024 / 1024} MB at most.`);
    }
    const update = Y.mergeUpdates(updates);
    await store.append(reviewId, { update, actorId: actor.userId, sections: () => sectionsOfUpdate(doc, update) });
  } catch (error) {
    throw saveRefusal(error);
  } finally {
    doc.destroy();
  }
}

async function reading(context: Context, reviewId: string): Promise<DraftReading> {
  const { spec, seq } = await currentSpec(context, reviewId);
  return { seq, spec, problems: problemsIn(spec) };
}

function problemsIn(spec: Spec): FieldProblem[] {
  const { problems } = normaliseSpec(spec, newItemId);
  return problems.map(({ path, message }) => ({ path: withIds(spec, path), message }));
}

/** The reader of specifications counts items; everybody else names them by id. */
function withIds(spec: Spec, path: string): string {
  let value: unknown = spec;
  return path
    .split(".")
    .map((key) => {
      if (!Array.isArray(value)) {
        value = (value as Record<string, FieldValue> | undefined)?.[key];
        return key;
      }
      const item = value[Number(key)] as ListItem | string | undefined;
      value = item;
      return typeof item === "object" ? item.id : key;
    })
    .join(".");
}
