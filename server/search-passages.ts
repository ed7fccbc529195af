import { sql } from "drizzle-orm";
import type { Status } from "@/core/approvals/status";
import { mostDesignText } from "@/core/search/design-text";
import { findPassages, type Matcher, type Passage, passageOf, textsOf } from "@/core/search/passages";
import type { Spec } from "@/core/spec/definition";
import { describePath } from "@/core/spec/path";
import type { Context } from "@/server/context";
import { matcherOf, type TermQuery } from "@/server/search-terms";
import { joinVersionSets, type VersionRange } from "@/server/version-set";

const mostPassages = 3;
const mostComments = 2;

/** A text that matched, of one review. */
export type TextFound = {
  id: string;
  kind: "design" | "comment";
  reviewId: string;
  isDraft: boolean;
  versions: VersionRange[];
  commentId: string | null;
  at: number;
};

type Design = { texts: { path: string; text: string }[]; spec: Spec; version: number };
type Review = {
  id: string;
  number: number;
  title: string;
  status: Status;
  isArchived: boolean;
  updatedAt: string;
  /** The edit up to which the draft's specification is stored. */
  seq: string;
};
type Comment = { id: string; body: string; thread: number; author: string; createdAt: string };

/** What a reader sees of each review that was found: where it says it, and in which words. */
export async function describeFound(
  context: Context,
  groups: readonly (readonly TextFound[])[],
  queries: readonly TermQuery[],
) {
  const heads = await readReviews(context, groups);
  const [designs, comments] = await Promise.all([readDesigns(context, groups, heads), readComments(context, groups)]);
  const all = [
    ...[...heads.values()].map(({ title }) => title),
    ...[...designs.values()].flatMap(({ texts }) => texts.map(({ text }) => text)),
    ...[...comments.values()].map(({ body }) => body),
  ];
  const matcher = await matcherOf(context, queries, all);
  return groups.flatMap((group) => {
    const head = heads.get(group[0]?.reviewId ?? "");
    if (!head) return [];
    const { id, title, seq: _, ...review } = head;
    const spoken = commentsOf(group).flatMap((commentId) => comments.get(commentId) ?? []);
    const design = designs.get(id);
    return [
      {
        ...review,
        updatedAt: new Date(review.updatedAt),
        title: passageOf(title, matcher)?.passage ?? { text: title, marks: [] },
        isInDraft: group.some(({ isDraft }) => isDraft),
        versions: joinVersionSets(group.map(({ versions }) => versions)),
        comments: group.filter(({ kind }) => kind === "comment").length,
        passages: design ? passagesOf(design, matcher) : [],
        spoken: spoken.map(({ body, ...comment }) => ({
          ...comment,
          createdAt: new Date(comment.createdAt),
          passage: passageOf(body, matcher)?.passage ?? firstWords(body),
        })),
      },
    ];
  });
}

function passagesOf({ texts, spec, version }: Design, matcher: Matcher) {
  return findPassages(texts, matcher, mostPassages).map(({ path, passage }) => ({
    path,
    place: describePath(spec, path),
    version: version > 0 ? version : null,
    passage,
  }));
}

const firstWords = (text: string): Passage => ({ text: text.slice(0, 160).replace(/\s+/g, " "), marks: [] });

const commentsOf = (group: readonly TextFound[]) =>
  group.flatMap(({ commentId }) => commentId ?? []).slice(0, mostComments);

async function readReviews({ sql: query }: Context, groups: readonly (readonly TextFound[])[]) {
  const ids = groups.flatMap(([first]) => first?.reviewId ?? []);
  const rows = await query<Review[]>`
    select r.id, r.number, r.title, r.status, r.archived_at is not null as "isArchived", r.updated_at as "updatedAt",
      d.projected_seq as seq
    from reviews r join drafts d on d.review_id = r.id where r.id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

type Quoted = { id: string; version: number };

/** Of each review the state of its design that is quoted: the draft where it says it, else the newest version that does. */
function quotedIn(group: readonly TextFound[]): Quoted | undefined {
  const designs = group.filter(({ kind }) => kind === "design");
  const id = designs[0]?.reviewId;
  if (id === undefined) return undefined;
  if (designs.some(({ isDraft }) => isDraft)) return { id, version: 0 };
  const newest = joinVersionSets(designs.map(({ versions }) => versions)).at(-1);
  return newest && { id, version: newest.to };
}

/** Designs by review and state, the least recently quoted first: the next letter that is typed mostly finds the same ones. */
const kept = new Map<string, Design>();
const mostKeptCharacters = 10_000_000;
let keptCharacters = 0;

async function readDesigns(
  context: Context,
  groups: readonly (readonly TextFound[])[],
  heads: ReadonlyMap<string, Review>,
): Promise<Map<string, Design>> {
  const quoted = groups.flatMap((group) => quotedIn(group) ?? []);
  const keyOf = ({ id, version }: Quoted) => `${id} ${version > 0 ? `v${version}` : heads.get(id)?.seq}`;
  const missing = quoted.filter((each) => !kept.has(keyOf(each)));
  const read = await fetchDesigns(context, missing);
  return new Map(
    quoted.flatMap((each) => {
      const key = keyOf(each);
      const design = kept.get(key) ?? read.get(each.id);
      if (!design) return [];
      keep(key, design);
      return [[each.id, design] as const];
    }),
  );
}

function keep(key: string, design: Design): void {
  const size = (each: Design | undefined) => each?.texts.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
  if (!kept.delete(key)) keptCharacters += size(design);
  kept.set(key, design);
  while (keptCharacters > mostKeptCharacters && kept.size > 1) {
    const oldest = kept.keys().next().value ?? "";
    keptCharacters -= size(kept.get(oldest));
    kept.delete(oldest);
  }
}

async function fetchDesigns({ db }: Context, quoted: readonly Quoted[]): Promise<Map<string, Design>> {
  if (quoted.length === 0) return new Map();
  const drafts = quoted.filter(({ version }) => version === 0).map(({ id }) => id);
  const versions = quoted.filter(({ version }) => version > 0);
  const rows = await db.execute<{ id: string; version: number; spec: Spec }>(sql`
    select review_id as id, 0 as version, spec from drafts where review_id = any(${sql.param(drafts)}::uuid[])
    union all
    select v.review_id, v.number, v.spec from versions v
    join unnest(${sql.param(versions.map(({ id }) => id))}::uuid[], ${sql.param(versions.map(({ version }) => version))}::int[])
      as asked (review_id, number) on v.review_id = asked.review_id and v.number = asked.number`);
  return new Map(rows.map(({ id, version, spec }) => [id, { spec, version, texts: quotable(spec) }]));
}

/** The texts of a design, as many as the index reads of it. */
function quotable(spec: Spec): Design["texts"] {
  let left = mostDesignText;
  return textsOf(spec).filter(({ text }) => {
    left -= text.length;
    return left >= 0;
  });
}

async function readComments({ sql: query }: Context, groups: readonly (readonly TextFound[])[]) {
  const ids = groups.flatMap(commentsOf);
  if (ids.length === 0) return new Map<string, Comment>();
  const rows = await query<Comment[]>`
    select c.id, c.body, t.number as thread, coalesce(u.name, g.name, '') as author, c.created_at as "createdAt"
    from comments c join threads t on t.id = c.thread_id left join users u on u.id = c.author_id
    left join guests g on g.id = c.guest_id
    where c.id = any(${ids}::uuid[]) and c.deleted_at is null`;
  return new Map(rows.map((row) => [row.id, row]));
}
