import * as Y from "yjs";
import type { Context } from "@/server/context";
import { draftStore } from "@/server/draft-store";

/** Rows of updates above which a draft is compacted. Reading a draft stays quick, and a busy one is rewritten rarely. */
export const compactAbove = 200;

/**
 * Merges the updates of a draft into its state and removes their rows. The merging is done outside the transaction; the
 * transaction replaces the state only if it is still the one that was read, and removes exactly the rows that went into it, so
 * an edit committed meanwhile stays a row. Answers whether it did.
 */
export async function compactDraft(context: Pick<Context, "db" | "sql" | "log">, reviewId: string): Promise<boolean> {
  const { doc, seq } = await draftStore(context).load(reviewId);
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return context.sql.begin(async (transaction) => {
    const replaced = await transaction`
      update drafts set state = ${state}, state_seq = ${seq} where review_id = ${reviewId} and state_seq < ${seq}`;
    if (replaced.count === 0) return false;
    await transaction`delete from draft_updates where review_id = ${reviewId} and seq <= ${seq}`;
    return true;
  });
}

/** Compacts a draft if enough updates have gathered; a failure is left to the next time. */
export async function compactWhenLong(context: Pick<Context, "db" | "sql" | "log">, reviewId: string): Promise<void> {
  try {
    const [row] = await context.sql<{ length: string }[]>`
      select seq - state_seq as length from drafts where review_id = ${reviewId}`;
    if (Number(row?.length ?? 0) > compactAbove) await compactDraft(context, reviewId);
  } catch (error) {
    context.log.warn({ err: error, reviewId }, "a draft was not compacted");
  }
}
