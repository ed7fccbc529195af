import { createHash } from "node:crypto";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Lens } from "@/core/checklist/lens";
import { LintelError, notFound } from "@/core/errors";
import { specDefinition } from "@/core/spec/definition";
import { canonicalJson, canonicalObject, type Json } from "@/core/versions/canonical";
import { contentHash, hashesOfSections, sectionHashes, sectionTexts } from "@/core/versions/hash";
import { users, versions } from "@/db/schema";
import { loadReview, type TeamRow } from "@/server/access";
import type { Actor } from "@/server/actor";
import { batched, prepared } from "@/server/batch";
import { answersOf, keptScoresOf, replaceAnswers } from "@/server/checklists";
import type { Context } from "@/server/context";
import { currentSpec } from "@/server/draft-projection";
import { replaceDraft } from "@/server/drafts";
import { diagramSources } from "@/server/generated-diagrams";
import { lensesOf } from "@/server/lenses";
import { eventChannel, publishEvents } from "@/server/publish";

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
 * statement with its event. `draftSeq`, where given, is the state the author saw; a draft that moved on is a `conflict`.
 */
export async function publishVersion(
  context: Context,
  actor: Actor,
  at: ReviewAt,
  input: { message: string; draftSeq?: number | undefined },
) {
  const { review, team } = await loadReview(context, actor, at, "version.publish");
  const lenses = await lensesOf(context.db, team);
  const [{ spec, seq }, answers] = await Promise.all([
    currentSpec(context, review.id),
    answersOf(context.db, review.id, lenses),
  ]);
  if (input.draftSeq !== undefined && input.draftSeq !== seq)
    throw new LintelError("conflict", "The draft was edited in the meantime. Look at the change, then publish again.");
  const sections = sectionTexts(spec);
  const scored = scoreAnswers(answers, team, lenses);
  const frozen = {
    reviewId: review.id,
    message: input.message,
    authorId: actor.userId,
    schemaVersion: specDefinition.schemaVersion,
    spec,
    answers,
    sectionHashes: hashesOfSections(sections, sha256),
  };
  const { spec: _, ...others } = frozen;
  const texts = {
    ...mapValues(others, (value) => canonicalJson(value as Json)),
    spec: canonicalObject(sections),
    scores: scored.canonical,
  };
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const before = await lookBefore(context, review.id);
    const rest = {
      number: before.lastVersion + 1,
      title: before.title,
      contributorIds: [...before.contributorIds].sort(),
      previousHash: before.previousHash,
      diagrams: await diagramSources(spec, before.title),
    };
    const hash = sha256(canonicalObject({ ...texts, ...mapValues(rest, (value) => canonicalJson(value as Json)) }));
    const row = { ...frozen, ...rest, scores: scored.scores, contentHash: hash };
    const createdAt = await insertVersion(context, team.id, row, scored.text);
    if (createdAt) return withNames({ ...row, createdAt }, await namesOf(context, [row]));
  }
  throw new LintelError("conflict", "Others are publishing this review at the same time. Publish again in a moment.");
}

type Answers = VersionRow["answers"];
type Scored = { scores: VersionRow["scores"]; text: string; canonical: string };

// Scores follow from the answers, the targets and the lenses alone, and between two versions people mostly edit the specification.
const scoredAnswers = new Map<string, Scored>();
const mostScoredAnswers = 100;

function scoreAnswers(answers: Answers, team: TeamRow, lenses: readonly Lens[]): Scored {
  // Teams without lenses of their own have the same ones.
  const key = JSON.stringify([answers, team.targets, team.lensRevision > 0 && [team.id, team.lensRevision]]);
  const known = scoredAnswers.get(key);
  if (known) return known;
  const scores = keptScoresOf(answers, team.targets, lenses);
  const scored = { scores, text: JSON.stringify(scores), canonical: canonicalJson(scores as unknown as Json) };
  if (scoredAnswers.size >= mostScoredAnswers) scoredAnswers.clear();
  scoredAnswers.set(key, scored);
  return scored;
}

/** Each loses to somebody who has published, so as many may publish at one moment. */
const mostAttempts = 50;

function mapValues<Values extends object>(values: Values, change: (value: unknown) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

type Before = { lastVersion: number; title: string; previousHash: string | null; contributorIds: string[] };

/** What a version takes from the review as it stands; `insertVersion` makes sure that it still stands so. */
async function lookBefore(context: Context, reviewId: string): Promise<Before> {
  const [row] = await context.sql<Before[]>`
    select r.last_version as "lastVersion", r.title, v.content_hash as "previousHash",
      coalesce((select jsonb_agg(user_id) from contributors where review_id = r.id), '[]') as "contributorIds"
    from reviews r left join versions v on v.review_id = r.id and v.number = r.last_version
    where r.id = ${reviewId}`;
  if (!row) throw notFound("review");
  return row;
}

type NewVersion = Omit<VersionRow, "id" | "createdAt">;

/**
 * Stores a version with its event, unless the review has another version or title by now. One statement that commits by itself:
 * the locks of the review and of the team's log are held for no round trip and no work of this process.
 */
async function insertVersion(
  context: Context,
  teamId: string,
  row: Omit<NewVersion, "scores">,
  scores: string,
): Promise<Date | undefined> {
  const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`;
  const contributorIds = sql`${`{${row.contributorIds.join(",")}}`}::uuid[]`;
  const event = { version: row.number, message: row.message };
  const [stored] = await context.db.execute<{ createdAt: string }>(sql`
    with review as (
      update reviews set last_version = last_version + 1, updated_at = now(), revision = revision + 1
      where id = ${row.reviewId}::uuid and last_version = ${row.number - 1}::int and title = ${row.title}
      returning id
    ), version as (
      insert into versions (review_id, number, message, title, author_id, contributor_ids, schema_version, spec, answers, scores,
        diagrams, content_hash, previous_hash, section_hashes)
      select id, ${row.number}::int, ${row.message}, ${row.title}, ${row.authorId}::uuid, ${contributorIds},
        ${row.schemaVersion}::int, ${json(row.spec)}, ${json(row.answers)}, ${scores}::text::jsonb, ${json(row.diagrams)},
        ${row.contentHash}, ${row.previousHash}, ${json(row.sectionHashes)}
      from review
      returning review_id, created_at
    ), credited as (
      delete from contributors c using review where c.review_id = review.id and c.user_id = any(${contributorIds})
    ), team as (
      update teams set last_event = last_event + 1 from version where teams.id = ${teamId}::uuid
      returning last_event as last, version.created_at
    ), event as (
      insert into events (team_id, number, type, review_id, actor_id, payload)
      select ${teamId}::uuid, last, 'version.published', ${row.reviewId}::uuid, ${row.authorId}::uuid, ${json(event)}
      from team
    )
    select created_at as "createdAt", pg_notify(${eventChannel}, ${teamId}::text || ':' || last) from team`);
  return stored && new Date(stored.createdAt);
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

// The outcomes of the questions are most of a score's size; a list shows the number, the grade and the counts.
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
  const lenses = await lensesOf(context.db, team);
  await replaceDraft(context, actor, review.id, version.spec);
  await context.db.transaction(async (tx) => {
    await replaceAnswers(tx, { id: review.id, targets: team.targets, lenses }, version.answers, actor.userId);
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
