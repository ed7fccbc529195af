import { sql } from "drizzle-orm";
import type { Doc } from "yjs";
import type { FieldProblem } from "@/core/errors";
import { notFound } from "@/core/errors";
import { percentFilled } from "@/core/spec/completeness";
import { type Spec, specDefinition } from "@/core/spec/definition";
import { readSpec } from "@/core/spec/draft";
import { normaliseSpec } from "@/core/spec/value";
import { drafts } from "@/db/schema";
import { batched, prepared } from "@/server/batch";
import type { Context } from "@/server/context";
import { compactWhenLong } from "@/server/draft-compaction";
import { draftStore } from "@/server/draft-store";
import { newItemId } from "@/server/item-id";

type Store = Pick<Context, "db" | "sql" | "log">;

export type CurrentSpec = { spec: Spec; seq: number };

/** The specification a draft holds, canonical, with what is wrong in it: too long a text, a number out of range. */
export function specOfDraft(doc: Doc): { spec: Spec; problems: FieldProblem[] } {
  return normaliseSpec(readSpec(doc), newItemId);
}

/**
 * The specification of a draft with every edit committed so far. It is read from the last projection where that is current, and
 * projected anew where it is not, so a reader always sees what was acknowledged before it asked.
 */
export async function currentSpec(context: Store, reviewId: string): Promise<CurrentSpec> {
  const [row] = await context.sql<{ seq: string; spec: Spec | null }[]>`
    select seq, case when projected_seq = seq and schema_version = ${specDefinition.schemaVersion} then spec end as spec
    from drafts where review_id = ${reviewId}`;
  if (!row) throw notFound("review");
  return row.spec ? { spec: row.spec, seq: Number(row.seq) } : projectDraft(context, reviewId);
}

/** The same as the JSON text that the database keeps, for replies that send it on without looking into it. */
export async function currentSpecText(context: Store, reviewId: string): Promise<{ text: string; seq: number }> {
  const row = await findDraft(context.db, reviewId);
  if (!row) throw notFound("review");
  if (row.text !== null) return { text: row.text, seq: row.seq };
  const { spec, seq } = await projectDraft(context, reviewId);
  return { text: JSON.stringify(spec), seq };
}

const draftsQuery = prepared((db) =>
  db
    .select({
      reviewId: drafts.reviewId,
      seq: drafts.seq,
      text: sql<
        string | null
      >`case when ${drafts.projectedSeq} = ${drafts.seq} and ${drafts.schemaVersion} = ${specDefinition.schemaVersion} then ${drafts.spec}::text end`,
    })
    .from(drafts)
    .where(sql`${drafts.reviewId} = any(${sql.placeholder("ids")}::uuid[])`)
    .prepare("specs_of_drafts"),
);

const findDraft = batched(async (db, ids: string[]) => {
  const rows = await draftsQuery(db).execute({ ids: [...new Set(ids)] });
  const byId = new Map(rows.map((row) => [row.reviewId, row]));
  return ids.map((id) => byId.get(id));
});

const running = new Map<string, Promise<CurrentSpec>>();

/** Reads the draft as committed and stores its specification and completeness for the board and scoring. Search follows. */
export async function projectDraft(context: Store, reviewId: string): Promise<CurrentSpec> {
  // One that began before this call may miss an edit that was acknowledged before it: wait for it and run once more.
  const before = running.get(reviewId);
  if (before) await before.catch(() => {});
  const joined = running.get(reviewId);
  if (joined) return joined;
  const projection = project(context, reviewId).finally(() => running.delete(reviewId));
  running.set(reviewId, projection);
  return projection;
}

async function project(context: Store, reviewId: string): Promise<CurrentSpec> {
  const { doc, seq } = await draftStore(context).load(reviewId);
  const { spec } = specOfDraft(doc);
  doc.destroy();
  const { schemaVersion } = specDefinition;
  const percent = percentFilled(spec);
  await context.sql.begin(async (transaction) => {
    const stored = await transaction`
      update drafts set spec = ${JSON.stringify(spec)}::text::jsonb, projected_seq = ${seq}, schema_version = ${schemaVersion}
      where review_id = ${reviewId} and (projected_seq < ${seq} or schema_version < ${schemaVersion})`;
    if (stored.count === 0) return;
    await transaction`
      update reviews r set completeness = ${percent}, updated_at = greatest(r.updated_at, d.updated_at)
      from drafts d where r.id = ${reviewId} and d.review_id = r.id`;
    await transaction`
      insert into search_queue (review_id) values (${reviewId})
      on conflict (review_id) do update set changes = search_queue.changes + 1, due_at = now()`;
  });
  return { spec, seq };
}

const pauseMilliseconds = 1500;
const longestMilliseconds = 10_000;

/** Projects and compacts drafts a moment after their last edit, and now and then while the edits go on. */
export function followEdits(context: Store): { stop: () => void } {
  const timers = new Map<string, { since: number; timer: NodeJS.Timeout }>();
  const tend = async (reviewId: string) => {
    timers.delete(reviewId);
    try {
      await currentSpec(context, reviewId);
    } catch (error) {
      context.log.warn({ err: error, reviewId }, "a draft was not projected");
    }
    await compactWhenLong(context, reviewId);
  };
  const forget = draftStore(context).onCommit(({ reviewId }) => {
    const waiting = timers.get(reviewId);
    const since = waiting?.since ?? Date.now();
    if (waiting) clearTimeout(waiting.timer);
    const pause = Math.max(0, Math.min(pauseMilliseconds, since + longestMilliseconds - Date.now()));
    timers.set(reviewId, { since, timer: setTimeout(() => void tend(reviewId), pause) });
  });
  return {
    stop: () => {
      forget();
      for (const { timer } of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
