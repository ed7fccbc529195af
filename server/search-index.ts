import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { LintelError } from "@/core/errors";
import { designText } from "@/core/search/design-text";
import { type Element, elementSources, specElements } from "@/core/search/elements";
import { searchForm, vocabularyOf } from "@/core/search/words";
import type { Spec } from "@/core/spec/definition";
import { isDatabaseAway, type Transaction } from "@/db/connection";
import { runTask } from "@/server/analysis/worker";
import type { Context } from "@/server/context";
import { currentSpec } from "@/server/draft-projection";
import type { Follower, LoggedEvent } from "@/server/followers";

type Store = Pick<Context, "db" | "sql" | "log">;

/** Counts changes of what is read of a design: reviews that were indexed by an older one are marked at the next start. */
export const searchFormat = 1;
const pauseMilliseconds = 1000;
/** Claimed together by one process; another may take them when it has not dealt with them after this time. */
const mostClaimed = 10;
const leaseSeconds = 60;
const retrySeconds = 300;
/** Versions read at a time, each up to a megabyte. */
const mostVersions = 5;

/** A state of a design: a version, or the draft (`version` 0). */
type Edition = { version: number; title: string; spec: Spec; at: string };

/**
 * Follows the log for search: comments are indexed in the transaction that notes how far it has come; reviews, which take
 * parsing, are marked there and indexed by `keepIndex`. Reviews of before there was an index are marked by their first events.
 */
export function searchFollower(): Follower {
  const words = new Map<string, VocabularyChange>();
  return {
    name: "search",
    follow: async (tx, teamId, happened) => {
      await markReviews(tx, reviewsIn(happened));
      const change = await indexComments(tx, teamId, commentsIn(happened));
      if (change) words.set(teamId, mergeChanges(words.get(teamId), change));
    },
    committed: (context, teamId) => {
      // Beside the transaction: two that write the same words in another order would wait for one another.
      const change = words.get(teamId);
      words.delete(teamId);
      if (!change) return;
      void updateVocabulary(context, teamId, change).catch((error) =>
        context.log.warn({ err: error, teamId }, "words for corrections were not stored"),
      );
    },
  };
}

function reviewsIn(happened: readonly LoggedEvent[]): string[] {
  const ids = happened.flatMap((event) => {
    const changesText =
      event.type === "review.created" ||
      event.type === "draft.edited" ||
      event.type === "version.published" ||
      event.type === "version.restored" ||
      (event.type === "review.updated" && event.payload.changed.includes("title"));
    return changesText && event.reviewId ? [event.reviewId] : [];
  });
  return [...new Set(ids)].sort();
}

async function markReviews(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(sql`
    insert into search_queue (review_id) select id from reviews where id = any(${sql.param(ids)}::uuid[]) order by id
    on conflict (review_id) do update set changes = search_queue.changes + 1, due_at = now()`);
}

/* Comments */

function commentsIn(happened: readonly LoggedEvent[]): string[] {
  const ids = happened.flatMap((event) => {
    switch (event.type) {
      case "thread.opened":
      case "comment.added":
      case "comment.edited":
      case "comment.deleted":
        return [event.payload.commentId];
      default:
        return [];
    }
  });
  return [...new Set(ids)];
}

type VocabularyChange = { added: string[]; lexemes: string[] };

const mergeChanges = (one: VocabularyChange | undefined, other: VocabularyChange): VocabularyChange => ({
  added: [...(one?.added ?? []), ...other.added],
  lexemes: [...(one?.lexemes ?? []), ...other.lexemes],
});

/** Makes the index hold these comments as they are now; one that was deleted leaves it. */
async function indexComments(
  tx: Transaction,
  teamId: string,
  ids: readonly string[],
): Promise<VocabularyChange | undefined> {
  if (ids.length === 0) return undefined;
  const before = await tx.execute<{ lexemes: string[] }>(sql`
    delete from search_texts where comment_id = any(${sql.param(ids)}::uuid[]) returning tsvector_to_array(words) as lexemes`);
  const rows = await tx.execute<{ id: string; body: string }>(sql`
    select c.id, c.body from comments c join reviews r on r.id = c.review_id
    where c.id = any(${sql.param(ids)}::uuid[]) and c.deleted_at is null and r.team_id = ${teamId}::uuid`);
  const texts = rows.map(({ body }) => searchForm(body));
  await tx.execute(sql`
    insert into search_texts (team_id, review_id, kind, comment_id, words, at)
    select ${teamId}::uuid, c.review_id, 'comment', c.id, to_tsvector('english', body.text), c.created_at
    from unnest(${sql.param(rows.map(({ id }) => id))}::uuid[], ${sql.param(texts)}::text[]) as body (id, text)
    join comments c on c.id = body.id`);
  return {
    added: rows.flatMap(({ body }) => vocabularyOf(body)),
    lexemes: before.flatMap(({ lexemes }) => lexemes),
  };
}

/* Designs */

/** Indexes reviews that were marked, a moment after it happened, until stopped. Several processes share the work. */
export function keepIndex(context: Store): { stop: () => Promise<void> } {
  let isStopped = false;
  let working: Promise<void> | undefined;
  let isCurrent = false;
  const work = async () => {
    try {
      if (!isCurrent) await markOutdated(context);
      isCurrent = true;
      while (!isStopped && (await indexMarked(context)) > 0);
    } catch (error) {
      context.log.warn({ err: error }, "the search index is behind");
    }
    working = undefined;
  };
  const timer = setInterval(() => {
    working ??= work();
  }, pauseMilliseconds);
  return {
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await working;
    },
  };
}

/** Reviews of which DDL or contracts could not be read, and how often that was tried. */
const incomplete = new Map<string, number>();
const laterSeconds = [15, 60, 300];

/** What took too long on a busy machine may be read on a calmer one; what was made to take long is given up. */
async function tryAgainLater({ sql: query }: Store, reviewId: string, isWhole: boolean): Promise<void> {
  const tried = incomplete.get(reviewId) ?? 0;
  const later = laterSeconds[tried];
  if (isWhole || later === undefined) {
    incomplete.delete(reviewId);
    return;
  }
  incomplete.set(reviewId, tried + 1);
  await query`
    insert into search_queue (review_id, due_at) values (${reviewId}, now() + make_interval(secs => ${later}))
    on conflict do nothing`;
}

async function markOutdated({ sql: query }: Store): Promise<void> {
  await query`
    insert into search_queue (review_id) select review_id from search_states where format <> ${searchFormat}
    on conflict do nothing`;
}

/** Indexes some of the reviews that are marked and due, and answers how many there were. */
export async function indexMarked(context: Store): Promise<number> {
  const claimed = await context.sql<{ id: string; changes: number }[]>`
    update search_queue set due_at = now() + make_interval(secs => ${leaseSeconds})
    where review_id in (
      select review_id from search_queue where due_at <= now() order by due_at limit ${mostClaimed} for update skip locked
    ) returning review_id as id, changes`;
  for (const { id, changes } of claimed) {
    try {
      const isWhole = await indexReview(context, id);
      await context.sql`delete from search_queue where review_id = ${id} and changes = ${changes}`;
      // A mark set meanwhile is due at once.
      await context.sql`update search_queue set due_at = now() where review_id = ${id}`;
      await tryAgainLater(context, id, isWhole);
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      context.log.warn({ err: error, reviewId: id }, "a review was not indexed for search");
      await context.sql`
        update search_queue set due_at = now() + make_interval(secs => ${retrySeconds}) where review_id = ${id}`;
    }
  }
  return claimed.length;
}

type Head = { teamId: string; title: string; lastVersion: number; version: number | null; elementsHash: string | null };

/**
 * Brings the index of a review up to its newest version and its draft as committed. Doing it again changes nothing. Answers whether
 * all of the draft could be read.
 */
export async function indexReview(context: Store, reviewId: string): Promise<boolean> {
  for (;;) {
    const [head] = await context.sql<Head[]>`
      select r.team_id as "teamId", r.title, r.last_version as "lastVersion", s.version, s.elements_hash as "elementsHash"
      from reviews r left join search_states s on s.review_id = r.id and s.format = ${searchFormat}
      where r.id = ${reviewId}`;
    if (!head) return true;
    const from = head.version ?? 0;
    const versions = await context.sql<Edition[]>`
      select number as version, title, spec, created_at as at from versions
      where review_id = ${reviewId} and number > ${from} order by number limit ${mostVersions}`;
    const reached = versions.at(-1)?.version ?? from;
    const isLast = reached >= head.lastVersion;
    const draft = isLast ? await readDraft(context, reviewId, head.title) : undefined;
    const editions = draft ? [...versions, draft.edition] : [...versions];
    const prepared = await Promise.all(
      editions.map((edition) => prepareEdition(context, edition, head.elementsHash ?? "")),
    );
    const { teamId, elementsHash } = head;
    const change = await store(context, { reviewId, teamId, from: head.version, elementsHash }, prepared, draft?.seq);
    if (!change) continue;
    await updateVocabulary(context, teamId, change);
    await addElementNames(
      context,
      head.teamId,
      prepared.flatMap(({ elements }) => elements ?? []),
    );
    if (isLast) return prepared.at(-1)?.elementsHash !== "";
  }
}

async function readDraft(context: Store, reviewId: string, title: string) {
  const { spec, seq } = await currentSpec(context, reviewId);
  const [row] = await context.sql<{ at: string }[]>`select updated_at as at from drafts where review_id = ${reviewId}`;
  return { seq, edition: { version: 0, title, spec, at: row?.at ?? "epoch" } };
}

type Prepared = {
  version: number;
  at: string;
  hash: string;
  text: ReturnType<typeof designText>;
  elementsHash: string;
  /** Null where they are those the draft has in the index. */
  elements: Element[] | null;
};

const hashOf = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("base64url");

async function prepareEdition(context: Store, edition: Edition, draftElements: string): Promise<Prepared> {
  const { version, title, spec, at } = edition;
  const text = designText(title, spec);
  const { vocabulary: _, ...words } = text;
  const prepared = { version, at, hash: hashOf(words), text };
  const elementsHash = hashOf(elementSources(spec));
  if (elementsHash === draftElements) return { ...prepared, elementsHash, elements: null };
  const { elements, isWhole } = await readElements(context, spec);
  // Those of which a part is missing are read again with the next change.
  return { ...prepared, elementsHash: isWhole ? elementsHash : "", elements };
}

/** Once more, because a busy machine makes a thread seem too slow. */
const mostAttempts = 2;

/** In a thread, because of DDL and contracts; what takes too long to be parsed is left out, the rest is found all the same. */
async function readElements(context: Store, spec: Spec): Promise<{ elements: Element[]; isWhole: boolean }> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++)
    try {
      return { elements: await runTask("elements", spec), isWhole: true };
    } catch (error) {
      if (!(error instanceof LintelError) || error.code === "unavailable") throw error;
      context.log.info({ err: error, attempt }, "DDL and contracts of a design could not be read for search");
    }
  return { elements: specElements(spec), isWhole: false };
}

/** The review, and the state of its index that the preparation started from. */
type IndexedAt = { reviewId: string; teamId: string; from: number | null; elementsHash: string | null };

/**
 * Writes what was prepared in one transaction, under the lock of the review's state. Writes nothing and answers null where another
 * process has changed that state since: prepare again.
 */
async function store(
  context: Store,
  at: IndexedAt,
  editions: readonly Prepared[],
  draftSeq: number | undefined,
): Promise<VocabularyChange | null> {
  const { reviewId, teamId, from } = at;
  return context.db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into search_states (review_id, format, draft_seq, version, elements_hash) values (${reviewId}::uuid, 0, -1, 0, '')
      on conflict do nothing`);
    const [state] = await tx.execute<{ format: number; seq: string; version: number; elementsHash: string }>(sql`
      select format, draft_seq as seq, version, elements_hash as "elementsHash" from search_states
      where review_id = ${reviewId}::uuid for update`);
    if (!state) throw new Error(`a review went away while it was indexed: ${reviewId}`);
    const isFresh = state.format !== searchFormat;
    if (isFresh !== (from === null)) return null;
    if (!isFresh && (state.version !== from || state.elementsHash !== at.elementsHash)) return null;
    if (isFresh) await forgetReview(tx, reviewId);
    const lexemes: string[] = [];
    let { elementsHash } = state;
    for (const edition of editions) {
      if (edition.version > 0) {
        await storeVersion(tx, at, edition);
        continue;
      }
      if (!isFresh && Number(state.seq) > (draftSeq ?? 0)) continue;
      lexemes.push(...(await storeDraftText(tx, { reviewId, teamId }, edition)));
      if (edition.elements) await storeDraftElements(tx, at, edition.elements);
      elementsHash = edition.elementsHash;
    }
    const reached = Math.max(from ?? 0, ...editions.map(({ version }) => version));
    await tx.execute(sql`
      update search_states set format = ${searchFormat}, version = ${reached}, elements_hash = ${elementsHash},
        draft_seq = greatest(draft_seq, ${draftSeq ?? -1}::bigint)
      where review_id = ${reviewId}::uuid`);
    return { added: editions.flatMap(({ text }) => text.vocabulary), lexemes };
  });
}

async function forgetReview(tx: Transaction, reviewId: string): Promise<void> {
  await tx.execute(sql`delete from search_texts where review_id = ${reviewId}::uuid and kind = 'design'`);
  await tx.execute(sql`delete from elements where review_id = ${reviewId}::uuid`);
}

const wordsOf = ({ title, names, texts }: Prepared["text"]) => sql`
  setweight(to_tsvector('english', ${title}), 'A') || setweight(to_tsvector('english', ${names}), 'B') ||
  to_tsvector('english', ${texts}) || ${titleMarks(title)}`;

/** Each word of a title once more under a name of its own: an index of words knows no weights, and titles are asked for alone. */
const titleMarks = (title: string) => sql`
  array_to_tsvector(array(select 't:' || word from unnest(tsvector_to_array(to_tsvector('english', ${title}))) as word))`;

const setOf = (version: number) => sql`int4multirange(int4range(${version}::int, ${version + 1}::int))`;

async function storeVersion(tx: Transaction, { reviewId, teamId }: IndexedAt, edition: Prepared): Promise<void> {
  const { version, hash, text, at, elements } = edition;
  const known = await tx.execute(sql`
    update search_texts set versions = versions + ${setOf(version)}
    where review_id = ${reviewId}::uuid and hash = ${hash} returning 1`);
  if (known.length === 0)
    await tx.execute(sql`
      insert into search_texts (team_id, review_id, kind, hash, versions, words, at)
      values (${teamId}::uuid, ${reviewId}::uuid, 'design', ${hash}, ${setOf(version)}, ${wordsOf(text)}, ${at}::timestamptz)`);
  if (elements === null)
    await tx.execute(sql`
      update elements set versions = versions + ${setOf(version)} where review_id = ${reviewId}::uuid and is_draft`);
  else await upsertElements(tx, { reviewId, teamId }, elements, version);
}

/** Puts the draft's words in the place of those it had, and answers what of these is left over. */
async function storeDraftText(
  tx: Transaction,
  { reviewId, teamId }: { reviewId: string; teamId: string },
  { hash, text, at }: Prepared,
): Promise<string[]> {
  const gone = await tx.execute<{ lexemes: string[] }>(sql`
    delete from search_texts where review_id = ${reviewId}::uuid and is_draft and isempty(versions) and hash <> ${hash}
    returning tsvector_to_array(words) as lexemes`);
  await tx.execute(sql`
    update search_texts set is_draft = false where review_id = ${reviewId}::uuid and is_draft and hash <> ${hash}`);
  const known = await tx.execute(sql`
    update search_texts set is_draft = true, at = greatest(at, ${at}::timestamptz)
    where review_id = ${reviewId}::uuid and hash = ${hash} returning 1`);
  if (known.length > 0) return gone.flatMap(({ lexemes }) => lexemes);
  const [stored] = await tx.execute<{ lexemes: string[] }>(sql`
    insert into search_texts (team_id, review_id, kind, hash, is_draft, words, at)
    values (${teamId}::uuid, ${reviewId}::uuid, 'design', ${hash}, true, ${wordsOf(text)}, ${at}::timestamptz)
    returning tsvector_to_array(words) as lexemes`);
  const kept = new Set(stored?.lexemes);
  return gone.flatMap(({ lexemes }) => lexemes.filter((lexeme) => !kept.has(lexeme)));
}

const rowsOf = (elements: readonly Element[]) => {
  const column = (key: keyof Element) => sql`${sql.param(elements.map((element) => element[key]))}::text[]`;
  return sql`unnest(${column("kind")}, ${column("key")}, ${column("name")}, ${column("path")}, ${column("place")})
    as e (kind, key, name, path, place)`;
};

/** Of the draft where `version` is 0. */
async function upsertElements(
  tx: Transaction,
  { reviewId, teamId }: { reviewId: string; teamId: string },
  elements: readonly Element[],
  version: number,
): Promise<void> {
  if (elements.length === 0) return;
  const isDraft = version === 0;
  const versions = isDraft ? sql`'{}'::int4multirange` : setOf(version);
  await tx.execute(sql`
    insert into elements (team_id, review_id, kind, key, name, path, place, is_draft, versions)
    select ${teamId}::uuid, ${reviewId}::uuid, kind, key, name, path, place, ${isDraft}::boolean, ${versions} from ${rowsOf(elements)}
    on conflict (review_id, kind, key, path) do update set
      is_draft = elements.is_draft or excluded.is_draft, versions = elements.versions + excluded.versions,
      name = excluded.name, place = excluded.place
    where not (elements.versions @> excluded.versions and (elements.is_draft or not excluded.is_draft)
      and elements.name = excluded.name and elements.place = excluded.place)`);
}

async function storeDraftElements(tx: Transaction, at: IndexedAt, elements: readonly Element[]): Promise<void> {
  const isGone = sql`review_id = ${at.reviewId}::uuid and is_draft and not exists (
    select 1 from ${rowsOf(elements)} where e.kind = elements.kind and e.key = elements.key and e.path = elements.path)`;
  await tx.execute(sql`delete from elements where ${isGone} and isempty(versions)`);
  await tx.execute(sql`update elements set is_draft = false where ${isGone}`);
  await upsertElements(tx, at, elements, 0);
}

/* Words for corrections. None is trusted to be still in use: a correction counts only where it leads somewhere. */

async function addElementNames({ sql: query }: Store, teamId: string, elements: readonly Element[]): Promise<void> {
  const byKey = new Map(elements.map((element) => [`${element.kind} ${element.key}`, element]));
  const named = [...byKey.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, element]) => element);
  if (named.length === 0) return;
  const column = (key: "kind" | "key" | "name") => named.map((element) => element[key]);
  await query`
    insert into element_names (team_id, kind, key, name)
    select ${teamId}, e.* from unnest(${column("kind")}::text[], ${column("key")}::text[], ${column("name")}::text[]) as e (kind, key, name)
    where not exists (
      select 1 from element_names known where known.team_id = ${teamId} and known.kind = e.kind and known.key = e.key)
    on conflict do nothing`;
}

/** Adds words a mistyped one may be corrected to, and takes away those of `lexemes` that no text of the team has any more. */
async function updateVocabulary({ sql: query }: Store, teamId: string, change: VocabularyChange): Promise<void> {
  const added = [...new Set(change.added)].sort();
  const lexemes = [...new Set(change.lexemes)].sort();
  if (added.length > 0)
    await query`
      insert into search_words (team_id, word)
      select ${teamId}, word from unnest(${added}::text[]) as word
      where not exists (select 1 from search_words known where known.team_id = ${teamId} and known.word = word)
      order by word on conflict do nothing`;
  if (lexemes.length > 0)
    // A word begins like its stem, but for the last letter.
    await query`
      delete from search_words w using unnest(${lexemes}::text[]) as lexeme
      where w.team_id = ${teamId} and w.word >= left(lexeme, greatest(length(lexeme) - 1, 2))
        and w.word < left(lexeme, greatest(length(lexeme) - 1, 2)) || U&'\\FFFF'
        and to_tsvector('english', w.word) @@ quote_literal(lexeme)::tsquery
        and not exists (
          select 1 from search_texts s where s.team_id = ${teamId} and s.kind = 'design' and s.words @@ quote_literal(lexeme)::tsquery)
        and not exists (
          select 1 from search_texts s where s.team_id = ${teamId} and s.kind = 'comment' and s.words @@ quote_literal(lexeme)::tsquery)`;
}
