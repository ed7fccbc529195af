import { encode } from "next-auth/jwt";
import * as Y from "yjs";
import { emptyAnswer } from "@/core/checklist/answer";
import { lensQuestions } from "@/core/checklist/lens";
import { SHIPPED_LENSES } from "@/core/checklist/lenses/shipped";
import { percentFilled } from "@/core/spec/completeness";
import { specDefinition } from "@/core/spec/definition";
import { writeSpec } from "@/core/spec/draft";
import { connect, type Sql } from "@/db/connection";
import { keptScoresOf, lensKey } from "@/server/checklists";
import { seedWords, storeSearch } from "./seed-search";
import { prose, specOf } from "./spec-of";

/** What the workloads need to know of the seeded data. */
export type Seed = {
  team: string;
  size: number;
  /** Cookies of 48 members who may edit, each signed in. */
  cookies: string[];
  /** Numbers of ordinary reviews of about 9 KB, and of those with 48 KB. */
  usual: number[];
  large: number[];
  /** Those that have three versions. */
  versioned: number[];
  /** The review with 500 threads, and the one with 10,000 comments. */
  threaded: number;
  talkative: number;
  /** Ids of ordinary reviews, by number. */
  ids: Map<number, string>;
  seconds: number;
};

const usualKinds = 20;
/** One in so many has 48 KB; one review has a megabyte. */
const largeEvery = 100;
/** Threads of an ordinary review. */
const threadsEach = 10;
const threaded = { number: 2, threads: 500, replies: 2 };
const talkative = { number: 3, threads: 500, replies: 19 };
/** One in so many has three versions and thirty answers. */
const versionsEvery = 10;
const people = 200;
const otherTeams = 20;
const salt = "authjs.session-token";

/** Fills an empty, migrated database by a few statements that make rows by the thousand. */
export async function seed(url: string, size: number, secret: string): Promise<Seed> {
  const begin = performance.now();
  const { sql, close } = connect({ url, max: 2, statementTimeout: 0 });
  try {
    await storeSamples(sql);
    await storePeople(sql);
    await storeReviews(sql, size);
    await storeVersions(sql);
    await storeThreads(sql);
    await storeSearch(sql, kindOf(sql));
    await sql`drop table bench_specs`;
    await sql`create table bench_writes (id uuid primary key default uuidv7(), body jsonb, bytes bytea)`;
    await sql`grant all on bench_writes to public`;
    await sql`vacuum analyze`;
    return { ...(await readSeed(sql, size, secret)), seconds: (performance.now() - begin) / 1000 };
  } finally {
    await close();
  }
}

/** What a database that was seeded before holds. */
export async function describeSeed(url: string, size: number, secret: string): Promise<Seed> {
  const { sql, close } = connect({ url, max: 1, statementTimeout: 0 });
  try {
    return { ...(await readSeed(sql, size, secret)), seconds: 0 };
  } finally {
    await close();
  }
}

/** Different specifications to copy from: number 0–19 are usual, 20 is large, 21 huge. */
async function storeSamples(sql: Sql): Promise<void> {
  await sql`create table bench_specs (kind int primary key, spec jsonb, state bytea, completeness int)`;
  const sizes = [...Array.from({ length: usualKinds }, () => 9000), 48_000, 1_000_000];
  for (const [kind, bytes] of sizes.entries()) {
    const spec = specOf(bytes, kind + 1);
    const doc = new Y.Doc();
    writeSpec(doc, spec);
    await sql`insert into bench_specs values (${kind}, ${JSON.stringify(spec)}::text::jsonb,
      ${Y.encodeStateAsUpdate(doc)}, ${percentFilled(spec)})`;
  }
}

async function storePeople(sql: Sql): Promise<void> {
  await sql`
    insert into users (email, name)
    select 'person-' || n || '@example.com', 'Member ' || n from generate_series(1, ${people}::int) n`;
  await sql`
    insert into teams (slug, name)
    select case n when 0 then 'bench' else 'team-' || n end, 'Team ' || n from generate_series(0, ${otherTeams}::int) n`;
  await sql`
    insert into members (team_id, user_id, role)
    select t.id, u.id, (case when u.email = 'person-1@example.com' then 'owner' else 'editor' end)::role
    from teams t, users u where t.slug = 'bench'
      or (t.slug <> 'bench' and substring(u.email from '\\d+')::int % ${otherTeams} = substring(t.slug from '\\d+')::int % ${otherTeams})`;
  await sql`insert into sessions (user_id, expires_at) select id, now() + interval '30 days' from users`;
}

async function storeReviews(sql: Sql, size: number): Promise<void> {
  await sql`
    insert into reviews (team_id, number, title, status, owner_id, labels, due_on, score, risks, completeness, last_version,
      archived_at, created_at, updated_at, phase, open_threads, reviewer_ids)
    select t.id, n, 'Change ' || n || ' of the ' || (array['checkout','ledger','search','catalogue','sign-in','billing'])[n % 6 + 1] || ' design',
      (array['draft','draft','draft','draft','in_review','in_review','changes_requested','approved','approved','superseded'])[n % 10 + 1]::review_status,
      u.id, array['label-' || n % 40, 'area-' || n % 7], case when n % 3 = 0 then current_date + n % 90 end,
      case when n % ${versionsEvery} = 0 then n % 101 end,
      case when n % ${versionsEvery} = 0 then '{"high":2,"medium":5,"none":20,"unanswered":50,"not_applicable":3}'::jsonb end,
      s.completeness, case when n % ${versionsEvery} = 0 then 3 else 0 end,
      case when n % 20 = 7 then now() end, now() - n * interval '1 minute', now() - (n * 7919 % ${size}::int) * interval '1 minute',
      (array['discovery','architecture','security','handoff'])[n % 4 + 1]::review_phase, case when n % 3 = 0 then n % 7 else 0 end,
      case when n % 2 = 0 then array[v.id, w.id] else '{}' end
    from generate_series(1, ${size}::int) n
    join teams t on t.slug = 'bench'
    join users v on v.email = 'person-' || n * 3 % ${people} + 1 || '@example.com'
    join users w on w.email = 'person-' || (n * 3 + 7) % ${people} + 1 || '@example.com'
    join users u on u.email = 'person-' || n % ${people} + 1 || '@example.com'
    join bench_specs s on s.kind = ${kindOf(sql)}`;
  await sql`
    insert into drafts (review_id, state, spec, schema_version)
    select r.id, s.state, jsonb_set(s.spec, '{requirements,consistency}', to_jsonb(${seedWords(sql)})), ${specDefinition.schemaVersion}::int
    from (select id, number as n from reviews) r join bench_specs s on s.kind = ${kindOf(sql)}`;
  await sql`
    insert into events (team_id, number, type, review_id, actor_id, payload, created_at)
    select team_id, (number - 1) * 3 + k, (array['review.created','draft.edited','review.updated'])[k], id, owner_id,
      (array['{"title":"A design"}','{"sections":["requirements"]}','{"changed":["labels"]}'])[k]::jsonb, created_at
    from reviews, generate_series(1, 3) k`;
  await sql`update teams set last_review = ${size}::int, last_event = ${size * 3}::bigint where slug = 'bench'`;
}

const kindOf = (sql: Sql) =>
  sql`case when n = 1 then 21 when n % ${largeEvery}::int = 0 then 20 else n % ${usualKinds}::int end`;

async function storeVersions(sql: Sql): Promise<void> {
  const answers = Object.fromEntries(
    SHIPPED_LENSES.map((lens) => [
      lensKey(lens),
      lensQuestions(lens)
        .slice(0, 30)
        .map(({ question }) => ({
          ...emptyAnswer(question.id),
          choices: question.choices.slice(0, 1).map(({ id }) => id),
        })),
    ]),
  );
  const scores = keptScoresOf(answers, {}, SHIPPED_LENSES);
  const diagrams = { containers: "flowchart LR\n  a --> b\n" };
  const hash = "0".repeat(64);
  await sql`
    insert into versions (review_id, number, message, title, author_id, contributor_ids, schema_version, spec, answers, scores,
      diagrams, content_hash, previous_hash, section_hashes)
    select r.id, k, 'Version ' || k || ' after the review', r.title, r.owner_id, array[r.owner_id],
      ${specDefinition.schemaVersion}::int, d.spec, ${JSON.stringify(answers)}::text::jsonb, ${JSON.stringify(scores)}::text::jsonb,
      ${JSON.stringify(diagrams)}::text::jsonb, ${hash}, case when k > 1 then ${hash} end,
      (select jsonb_object_agg(key, ${hash}::text) from jsonb_each(d.spec))
    from reviews r join drafts d on d.review_id = r.id, generate_series(1, 3) k where r.last_version = 3`;
  await sql`
    insert into answers (review_id, lens, question, answer, answered_by)
    select r.id, lens.key, a->>'questionId', a, r.owner_id
    from reviews r, jsonb_each(${JSON.stringify(answers)}::text::jsonb) lens, jsonb_array_elements(lens.value) a
    where r.last_version = 3`;
}

/**
 * Ten threads in every review, and two reviews where much is said. Keys to other tables are not checked row by row: everything
 * is made of rows that are there.
 */
async function storeThreads(sql: Sql): Promise<void> {
  const isSpecial = sql`r.number in (${threaded.number}, ${talkative.number})`;
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`
      create temporary table talk on commit drop as
      select r.id as review_id, r.team_id, r.owner_id, r.created_at, k as number, uuidv7() as thread_id, uuidv7() as comment_id,
        t.last_event + row_number() over (order by r.number, k) as event
      from reviews r join teams t on t.id = r.team_id,
        generate_series(1, case when ${isSpecial} then ${threaded.threads}::int else ${threadsEach}::int end) k`;
    await tx`
      insert into threads (id, review_id, number, anchor, author_id, outcome, resolved_at, resolved_by, last_event, last_change,
        created_at, last_comment_at)
      select thread_id, review_id, number, case when number % 3 = 0 then '{"kind":"place","path":"services"}'::jsonb
          else jsonb_build_object('kind', 'text', 'path', 'requirements.problem', 'quote', jsonb_build_object('exact',
            'passage number ' || number, 'before', 'what stands before it, cut here ', 'after', ' and what follows upon it then', 'start', number * 9)) end,
        owner_id, case when number % 4 = 0 then 'done' end, case when number % 4 = 0 then created_at end,
        case when number % 4 = 0 then owner_id end, event, event, created_at, created_at
      from talk`;
    await tx`
      insert into comments (id, thread_id, review_id, event, author_id, body, created_at)
      select comment_id, thread_id, review_id, event, owner_id, ${`${prose(250, 7)} `} || number, created_at from talk`;
    await tx`
      insert into events (team_id, number, type, review_id, actor_id, payload, created_at)
      select team_id, event, 'thread.opened', review_id, owner_id, jsonb_build_object('thread', number, 'threadId', thread_id,
        'commentId', comment_id, 'path', 'requirements.problem', 'mentions', '[]'::jsonb), created_at
      from talk`;
    await tx`
      create temporary table replies on commit drop as
      select t.review_id, t.team_id, t.owner_id, t.number, t.thread_id, uuidv7() as comment_id,
        (select max(event) from talk) + row_number() over (order by k, r.number, t.number) as event
      from talk t join reviews r on r.id = t.review_id and ${isSpecial}, generate_series(1, ${talkative.replies}::int) k
      where r.number = ${talkative.number}::int or k <= ${threaded.replies}::int`;
    await tx`
      insert into comments (id, thread_id, review_id, event, author_id, body)
      select comment_id, thread_id, review_id, event, owner_id, ${prose(200, 8)} from replies`;
    await tx`
      insert into events (team_id, number, type, review_id, actor_id, payload)
      select team_id, event, 'comment.added', review_id, owner_id, jsonb_build_object('thread', number, 'threadId', thread_id,
        'commentId', comment_id, 'mentions', '[]'::jsonb)
      from replies`;
    await tx`
      update threads t set comments = 1 + said, last_event = newest, last_change = newest
      from (select thread_id, count(*) as said, max(event) as newest from replies group by thread_id) r where r.thread_id = t.id`;
    await tx`
      update reviews r set last_thread = c.threads, open_threads = c.open
      from (select review_id, count(*) as threads, count(*) filter (where number % 4 <> 0) as open from talk group by review_id) c
      where c.review_id = r.id`;
    await tx`update teams set last_event = (select max(event) from replies) where slug = 'bench'`;
    // What follows from events was dealt with long ago.
    await tx`
      insert into followers (name, team_id, event)
      select f.name, t.id, t.last_event from teams t, unnest(array['notifications', 'search']) as f (name) where t.last_event > 0`;
  });
}

async function readSeed(sql: Sql, size: number, secret: string): Promise<Omit<Seed, "seconds">> {
  const sessions = await sql<{ id: string }[]>`
    select s.id from sessions s join users u on u.id = s.user_id order by u.email limit 48`;
  const cookies = await Promise.all(
    sessions.map(async ({ id }) => `${salt}=${await encode({ token: { sid: id }, secret, salt })}`),
  );
  const rows = await sql<{ id: string; number: number; kind: number; versions: number }[]>`
    select id, number, ${kindOf(sql)} as kind, last_version as versions
    from (select *, number as n from reviews where archived_at is null) r order by (number::bigint * 7919) % 100003 limit 20000`;
  const kind = (wanted: (row: (typeof rows)[number]) => boolean) => rows.filter(wanted).map(({ number }) => number);
  return {
    team: "bench",
    size,
    cookies,
    usual: kind((row) => row.kind < usualKinds).slice(0, 400),
    large: kind((row) => row.kind === usualKinds).slice(0, 100),
    versioned: kind((row) => row.versions === 3 && row.kind < usualKinds).slice(0, 200),
    threaded: threaded.number,
    talkative: talkative.number,
    ids: new Map(rows.map(({ number, id }) => [number, id])),
  };
}
