import { eq, sql } from "drizzle-orm";
import * as Y from "yjs";
import type { Suggestion } from "@/core/comments/anchor";
import { suggestionState, withReplacement } from "@/core/comments/suggestion";
import { LintelError, notFound } from "@/core/errors";
import { draftText, readSpec, writeField, writeText } from "@/core/spec/draft";
import { type Field, type FieldValue, maxLength } from "@/core/spec/field";
import { findPlace } from "@/core/spec/path";
import { comments } from "@/db/schema";
import { loadReview } from "@/server/access";
import type { Actor } from "@/server/actor";
import { type CommentAt, lockComment } from "@/server/comments";
import type { Context } from "@/server/context";
import { draftStore, saveRefusal } from "@/server/draft-store";
import { maxDraftBytes, sectionsOfUpdate } from "@/server/draft-update";
import { type Comment, findComment } from "@/server/thread-rows";
import { assertAtWork, type Inside, memberOf, publishAbout } from "@/server/threads";

/** So many edits of others may come between looking at the draft and changing it. */
const mostAttempts = 20;

/**
 * Makes the change that a comment suggests, as an edit of the draft by the person who applies it: everybody who has the draft
 * open sees it at once, and their cursors stay. Edit, mark of the comment and event are stored in one transaction. One whose
 * passage or field has changed is a `conflict`; one that was applied already is left alone.
 */
export async function applySuggestion(context: Context, actor: Actor, at: CommentAt): Promise<Comment> {
  const inside = await loadReview(context, actor, at, "suggestion.apply");
  assertAtWork(inside.review);
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const suggestion = await readSuggestion(context, inside, at.comment);
    if (suggestion === "applied" || (await applyOnce(context, actor, inside, at.comment, suggestion)))
      return findComment(context, at.comment);
  }
  throw new LintelError("conflict", "Others are writing in the draft at this moment. Apply the suggestion again.");
}

async function readSuggestion(context: Context, { review }: Inside, id: string): Promise<Suggestion | "applied"> {
  const [row] = await context.db
    .select({ reviewId: comments.reviewId, suggestion: comments.suggestion, appliedAt: comments.appliedAt })
    .from(comments)
    .where(eq(comments.id, id));
  if (row?.reviewId !== review.id) throw notFound("comment");
  if (row.appliedAt !== null) return "applied";
  if (!row.suggestion) throw new LintelError("conflict", "This comment suggests nothing, or was deleted.");
  return row.suggestion;
}

/** Whether it was done: not if somebody else's edit was stored after the draft was looked at, or the comment changed. */
async function applyOnce(
  context: Context,
  actor: Actor,
  inside: Inside,
  id: string,
  suggestion: Suggestion,
): Promise<boolean> {
  const reviewId = inside.review.id;
  const store = draftStore(context);
  const { doc, seq: before } = await store.load(reviewId);
  const overtaken = new Error("somebody else was first");
  try {
    const update = changeOf(doc, suggestion);
    await store.append(reviewId, {
      update,
      actorId: actor.userId,
      sections: () => sectionsOfUpdate(doc, update),
      alongside: async (tx, seq) => {
        if (seq !== before + 1) throw overtaken;
        const { comment, thread, facts } = await lockComment(tx, reviewId, id, memberOf(actor));
        if (comment.appliedAt !== null || comment.suggestion === null) throw overtaken;
        await tx.update(comments).set({ appliedAt: sql`now()`, appliedBy: actor.userId }).where(eq(comments.id, id));
        const who = { threadId: thread.id, actorId: actor.userId };
        const payload = { ...facts, path: suggestion.path };
        await publishAbout(tx, inside, who, { type: "suggestion.applied", payload });
      },
    });
    return true;
  } catch (error) {
    if (error === overtaken) return false;
    throw saveRefusal(error);
  } finally {
    doc.destroy();
  }
}

/** Makes the change in a private copy of the draft and gives it as an update. One that cannot be made is a `conflict`. */
function changeOf(doc: Y.Doc, suggestion: Suggestion): Uint8Array {
  const { path } = suggestion;
  const place = findPlace(path);
  const found = suggestionState(suggestion, readSpec(doc));
  if (found.state === "stale") throw new LintelError("conflict", found.reason);
  if (found.state === "applied" || place?.kind !== "field") throw nothingToApply();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  doc.transact(() => {
    if (suggestion.kind === "set") writeField(doc, place.field, suggestion.to as FieldValue, path);
    else if (found.range) {
      const text = draftText(doc, path);
      writeText(text, withReplacement(text.toString(), found.range, suggestion.replacement));
    }
  });
  if (updates.length === 0) throw nothingToApply();
  assertFits(doc, place.field, path);
  return Y.mergeUpdates(updates);
}

const nothingToApply = () =>
  new LintelError("conflict", "The draft reads so already; there is nothing to apply. Resolve the thread as done.");

function assertFits(doc: Y.Doc, { kind, label }: Field, path: string): void {
  const most = kind === "text" || kind === "markdown" || kind === "code" ? maxLength[kind] : undefined;
  if (most !== undefined && draftText(doc, path).length > most)
    throw new LintelError("too_large", `${label} may have ${most.toLocaleString("en")} characters at most.`);
  if (Y.encodeStateAsUpdate(doc).length > maxDraftBytes)
    throw new LintelError("too_large", `The draft may hold ${maxDraftBytes / 1024 / 1024} MB at most.`);
}
