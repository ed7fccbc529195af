import { loadModule, parseSync } from "libpg-query";
import { readDdl } from "@/core/analysis/ddl/read-ddl";
import { contractElements } from "@/core/search/contract-elements";
import { designText } from "@/core/search/design-text";
import { specElements } from "@/core/search/elements";
import type { Spec } from "@/core/spec/definition";
import type { Sql } from "@/db/connection";
import { searchFormat } from "@/server/search-index";

/**
 * Words that a part of the reviews has: `alpha3` one in seven, `beta5` one in eleven, `gamma42` one in 997, `delta7` only #7. They
 * stand in the specification, so that a search has a passage to show. `n` is the number of the review.
 */
export const seedWords = (sql: Sql) => sql`
  'Seen in alpha' || n % 7 || ' and beta' || n % 11 || ', watched by gamma' || n % 997 || ', kept as delta' || n || '.'`;

type Part = ReturnType<typeof seedWords>;

/** The search index as the server would write it for the seeded reviews, by a few statements. `kindOf` says which sample one has. */
export async function storeSearch(sql: Sql, kindOf: Part): Promise<void> {
  await storeSamples(sql);
  await storeTexts(sql, kindOf);
  await sql`
    insert into elements (team_id, review_id, kind, key, name, path, place, is_draft, versions)
    select r.team_id, r.id, e.kind, e.key, e.name, e.path, e.place, true, ${versionsOf(sql)}
    from (select *, number as n from reviews) r join bench_elements e on e.sample = ${kindOf}`;
  // A table that one review in a thousand has.
  await sql`
    insert into elements (team_id, review_id, kind, key, name, path, place, is_draft, versions)
    select r.team_id, r.id, 'table', 'ledger_' || number % 997, 'ledger_' || number % 997, 'data.ddl', 'Data', true, ${versionsOf(sql)}
    from reviews r`;
  await sql`
    insert into element_names (team_id, kind, key, name) select team_id, kind, key, min(name) from elements group by 1, 2, 3`;
  await sql`
    insert into search_states (review_id, format, draft_seq, version, elements_hash)
    select id, ${searchFormat}::int, 0, last_version, '' from reviews`;
  // What stands in the log was followed.
  await sql`
    insert into followers (name, team_id, event)
    select follower, id, last_event from teams, unnest(array['search', 'notifications']) as follower where last_event > 0
    on conflict do nothing`;
  await sql`drop table bench_texts, bench_elements`;
}

const versionsOf = (sql: Sql) => sql`
  case when r.last_version > 0 then int4multirange(int4range(1, r.last_version + 1)) else '{}' end`;

async function storeSamples(sql: Sql): Promise<void> {
  await loadModule();
  const readers = { ddl: (text: string) => readDdl(text, parseSync), contract: contractElements };
  await sql`create table bench_texts (kind int primary key, words tsvector)`;
  await sql`create table bench_elements (sample int, kind text, key text, name text, path text, place text)`;
  for (const { kind, spec } of await sql<{ kind: number; spec: Spec }[]>`select kind, spec from bench_specs`) {
    const { names, texts, vocabulary } = designText("", spec);
    await sql`
      insert into bench_texts
      values (${kind}, setweight(to_tsvector('english', ${names}), 'B') || to_tsvector('english', ${texts}))`;
    await sql`
      insert into search_words (team_id, word) select id, word from teams, unnest(${vocabulary}::text[]) as word
      where slug = 'bench' on conflict do nothing`;
    for (const { kind: of, key, name, path, place } of specElements(spec, readers))
      await sql`insert into bench_elements values (${kind}, ${of}, ${key}, ${name}, ${path}, ${place})`;
  }
}

async function storeTexts(sql: Sql, kindOf: Part): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local maintenance_work_mem = '512MB'`;
    // An index of words is built over all rows at once in a fraction of the time that row after row takes.
    const indexes = await tx<{ name: string; text: string }[]>`
      select indexname as name, indexdef as text from pg_indexes
      where tablename = 'search_texts' and indexdef like '% gin %'`;
    for (const { name } of indexes) await tx`drop index ${tx(name)}`;
    await tx`
      insert into search_texts (team_id, review_id, kind, hash, is_draft, versions, words, at)
      select r.team_id, r.id, 'design', 'seeded', true, ${versionsOf(sql)},
        setweight(to_tsvector('english', r.title), 'A') || s.words || to_tsvector('english', ${seedWords(sql)}) ||
          array_to_tsvector(array(select 't:' || word from unnest(tsvector_to_array(to_tsvector('english', r.title))) word)),
        r.updated_at
      from (select *, number as n from reviews) r join bench_texts s on s.kind = ${kindOf}`;
    await tx`
      insert into search_texts (team_id, review_id, kind, comment_id, words, at)
      select r.team_id, r.id, 'comment', c.id, to_tsvector('english', c.body), c.created_at
      from comments c join reviews r on r.id = c.review_id where c.deleted_at is null`;
    for (const { text } of indexes) await tx.unsafe(text);
  });
}
