import { createHash } from "node:crypto";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { LintelError, notFound } from "@/core/errors";
import { specDefinition } from "@/core/spec/definition";
import type { Json } from "@/core/versions/canonical";
import { contentHash, sectionHashes } from "@/core/versions/hash";
import { contributors, reviews, users, versions } from "@/db/schema";
import { loadReview } from "@/server/access";
import type { Actor } from "@/server/actor";
import { batched, prepared } from "@/server/batch";
import { answersOf, replaceAnswers, scoresOf } from "@/server/checklists";
import type { Context } from "@/server/context";
import { currentSpec } from "@/server/draft-projection";
import { replaceDraft } from "@/server/drafts";
import { diagramSources } from "@/server/generated-diagrams";
import { publishEvents } from "@/server/publish";

type ReviewAt = { team: string; number: number };
type VersionRow = typeof versions.$inferSelect;

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** Everything a version freezes, in the form its hash is taken over. */
function hashOf(row: Omit<VersionRow, "id" | "contentHash" | "createdAt">): string {
  const { reviewId, number, message, title, authorId, contributorIds, schemaVersion, spec, answers, scores, diagrams } =
    row;
  const { previousHash, sectionHashes: sections } = row;
  const content = {
    reviewId,
    number,
    message,
    title,
    authorId,
    contributorIds,
    schemaVersion,
    spec,
    answers,
    scores,
    diagrams,
  };
  return contentHash({ ...content, previousHash, sectionHashes: sections } as unknown as Json, sha256);
}

/**
 * Publishes the draft as committed when the call arrives: specification, answers, scores and generated diagrams, with one hash
 * over all of it and over the version before, so that a chain of hashes reaches back to the first. All or nothing, in one
 * transaction with its event. `draftSeq`, where given, is the state the author saw; a draft that moved on is a `conflict`.
 */
export async function publishVersion(
  context: Context,
  actor: Actor,
  at: ReviewAt,
  input: { message: string; draftSeq?: number | undefined },
) {
  const { review, team } = await loadReview(context, actor, at, "version.publish");
  const [{ spec, seq }, answers] = await Promise.all([
    currentSpec(context, review.id),
    answersOf(context.db, review.id),
  ]);
  if (input.draftSeq !== undefined && input.draftSeq !== seq)
    throw new LintelError("conflict", "The draft was edited in the meantime. Look at the change, then publish again.");
  // Everything that takes a processor is done before the transaction, which others of the team wait for.
  const frozen = {
    message: input.message,
    authorId: actor.userId,
    schemaVersion: specDefinition.schemaVersion,
    spec,
    answers,
    scores: scoresOf(answers, team.targets),
    diagrams: await diagramSources(spec, review.title),
    sectionHashes: sectionHashes(spec, sha256),
  };
  const version = await context.db.transaction(async (tx) => {
    const [locked] = await tx
      .update(reviews)
      .set({
        lastVersion: sql`${reviews.lastVersion} + 1`,
        updatedAt: sql`now()`,
        revision: sql`${reviews.revision} + 1`,
      })
      .where(eq(reviews.id, review.id))
      .returning({ number: reviews.lastVersion, title: reviews.title });
    if (!locked) throw notFound("review");
    const [[previous], edited] = await Promise.all([
      tx
        .select({ contentHash: versions.contentHash })
        .from(versions)
        .where(and(eq(versions.reviewId, review.id), eq(versions.number, locked.number - 1))),
      tx.delete(contributors).where(eq(contributors.reviewId, review.id)).returning({ userId: contributors.userId }),
    ]);
    const row = {
      ...frozen,
      reviewId: review.id,
      number: locked.number,
      title: locked.title,
      contributorIds: edited.map(({ userId }) => userId).sort(),
      previousHash: previous?.contentHash ?? null,
    };
    const [[stored]] = await Promise.all([
      tx
        .insert(versions)
        .values({ ...row, contentHash: hashOf(row) })
        .returning({ contentHash: versions.contentHash, createdAt: versions.createdAt }),
      publishEvents(tx, { teamId: team.id, reviewId: review.id, actorId: actor.userId }, [
        { type: "version.published", payload: { version: locked.number, message: input.message } },
      ]),
    ]);
    if (!stored) throw new Error("the version was not stored");
    return { ...row, ...stored };
  });
  return withNames(version, await namesOf(context, [version]));
}

const summary = {
  id: versions.id,
  number: versions.number,
  message: versions.message,
  title: versions.title,
  authorId: versions.authorId,
  contributorIds: versions.contributorIds,
  contentHash: versions.contentHash,
  sectionHashes: versions.sectionHashes,
  createdAt: versions.createdAt,
};

type ScoreSummary = {
  score: number | null;
  grade: string | null;
  counts: Record<string, number>;
  pillars: { pillarId: string; name: string; score: number | null }[];
};

// The reasons behind a score are most of its size; a list shows the number, the grade and the counts.
const scoreSummary = sql<Record<string, ScoreSummary>>`(
  select coalesce(jsonb_object_agg(key, jsonb_build_object('score', value->'score', 'grade', value->'grade', 'counts', value->'counts',
    'pillars', (select coalesce(jsonb_agg(jsonb_build_object('pillarId', p->'pillarId', 'name', p->'name', 'score', p->'score')), '[]') from jsonb_array_elements(value->'pillars') p))), '{}')
  from jsonb_each(${versions.scores}))`;

const versionsQuery = prepared((db) =>
  db
    .select(summary)
    .from(versions)
    .where(
      sql`${versions.reviewId} = ${sql.placeholder("reviewId")} and ${versions.number} < ${sql.placeholder("before")}`,
    )
    .orderBy(desc(versions.number))
    .limit(sql.placeholder("limit"))
    .prepare("versions_of_review"),
);

const afterAll = 2_147_483_647;

/** The versions of a review, newest first. */
export async function listVersions(
  context: Context,
  actor: Actor,
  at: ReviewAt,
  page: { cursor?: string | undefined; limit: number },
) {
  const { review } = await loadReview(context, actor, at, "review.read");
  const before = page.cursor && /^\d{1,9}$/.test(page.cursor) ? Number(page.cursor) : afterAll;
  const rows = await versionsQuery(context.db).execute({ reviewId: review.id, before, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const [names, scores] = await Promise.all([namesOf(context, shown), scoreSummaries(context, shown)]);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => ({ ...withNames(row, names), scores: scores.get(row.id) ?? {} })),
    next: last ? String(last.number) : null,
  };
}

// A version never changes, so what is kept of it never goes stale; to pick it out of a version's scores takes a millisecond.
const keptScores = new Map<string, Record<string, ScoreSummary>>();
const mostKeptScores = 5000;

async function scoreSummaries(context: Context, rows: readonly { id: string }[]) {
  const missing = rows.filter(({ id }) => !keptScores.has(id)).map(({ id }) => id);
  const known = new Map(rows.map(({ id }) => [id, keptScores.get(id)]));
  if (missing.length === 0) return known;
  const found = await context.db
    .select({ id: versions.id, scores: scoreSummary })
    .from(versions)
    .where(inArray(versions.id, missing));
  if (keptScores.size > mostKeptScores) keptScores.clear();
  for (const { id, scores } of found) {
    known.set(id, scores);
    keptScores.set(id, scores);
  }
  return known;
}

/** One version, whole. */
export async function readVersion(context: Context, actor: Actor, at: ReviewAt & { version: number }) {
  const { review } = await loadReview(context, actor, at, "review.read");
  const row = await loadVersion(context, review.id, at.version);
  return withNames(row, await namesOf(context, [row]));
}

async function loadVersion(context: Context, reviewId: string, number: number): Promise<VersionRow> {
  const [row] = await context.db
    .select()
    .from(versions)
    .where(and(eq(versions.reviewId, reviewId), eq(versions.number, number)));
  if (!row) throw notFound("version");
  return row;
}

type People = { authorId: string; contributorIds: string[] };

async function namesOf(context: Context, rows: readonly People[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap((row) => [row.authorId, ...row.contributorIds]))];
  const names = await Promise.all(ids.map((id) => findName(context.db, id)));
  return new Map(ids.map((id, index) => [id, names[index] ?? ""]));
}

const namesQuery = prepared((db) =>
  db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(sql`${users.id} = any(${sql.placeholder("ids")}::uuid[])`)
    .prepare("names_of_people"),
);

const findName = batched(async (db, ids: string[]) => {
  const rows = await namesQuery(db).execute({ ids: [...new Set(ids)] });
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return ids.map((id) => names.get(id));
});

function withNames<R extends People>(row: R, names: Map<string, string>) {
  const person = (id: string) => ({ id, name: names.get(id) ?? "" });
  return { ...row, author: person(row.authorId), contributors: row.contributorIds.map(person) };
}

/**
 * Makes the draft and the answers equal to a version's. What stood in the draft is not lost: open editors can undo it, and the
 * update log has it.
 */
export async function restoreVersion(
  context: Context,
  actor: Actor,
  at: ReviewAt & { version: number },
): Promise<void> {
  const { review, team } = await loadReview(context, actor, at, "draft.edit");
  const version = await loadVersion(context, review.id, at.version);
  await replaceDraft(context, actor, review.id, version.spec);
  await context.db.transaction(async (tx) => {
    await replaceAnswers(tx, { id: review.id, targets: team.targets }, version.answers, actor.userId);
    await publishEvents(tx, { teamId: team.id, reviewId: review.id, actorId: actor.userId }, [
      { type: "version.restored", payload: { version: at.version } },
    ]);
  });
}

export type HashFault = { team: string; review: number; version: number; fault: string };

/**
 * Takes the hash of every version anew and compares it, and its link to the version before, with what is stored. Reads a
 * hundred at a time. For the command `npm run verify`.
 */
export async function verifyVersions(
  context: Pick<Context, "db" | "sql">,
): Promise<{ checked: number; faults: HashFault[] }> {
  const faults: HashFault[] = [];
  let checked = 0;
  let after: { reviewId: string; number: number } = { reviewId: "00000000-0000-0000-0000-000000000000", number: 0 };
  const last = new Map<string, { number: number; contentHash: string }>();
  for (;;) {
    const rows = await context.db
      .select()
      .from(versions)
      .where(sql`(${versions.reviewId}, ${versions.number}) > (${after.reviewId}, ${after.number})`)
      .orderBy(versions.reviewId, versions.number)
      .limit(100);
    for (const row of rows) {
      checked++;
      const fault = faultOf(row, last.get(row.reviewId));
      last.set(row.reviewId, { number: row.number, contentHash: row.contentHash });
      if (fault) faults.push({ ...(await whereIs(context, row.reviewId)), version: row.number, fault });
    }
    const end = rows.at(-1);
    if (!end) return { checked, faults };
    after = { reviewId: end.reviewId, number: end.number };
  }
}

function faultOf(row: VersionRow, before: { number: number; contentHash: string } | undefined): string | null {
  if (hashOf(row) !== row.contentHash) return "its content does not match its hash";
  if (row.number !== (before?.number ?? 0) + 1) return "a version before it is missing";
  if (row.previousHash !== (before?.contentHash ?? null)) return "it does not follow on the version before it";
  const sections = sectionHashes(row.spec, sha256);
  const wrong = Object.keys(sections).find((key) => sections[key] !== row.sectionHashes[key]);
  return wrong ? `the hash of its section “${wrong}” does not match` : null;
}

async function whereIs(context: Pick<Context, "sql">, reviewId: string) {
  const [row] = await context.sql<{ slug: string; number: number }[]>`
    select t.slug, r.number from reviews r join teams t on t.id = r.team_id where r.id = ${reviewId}`;
  return { team: row?.slug ?? "", review: row?.number ?? 0 };
}
