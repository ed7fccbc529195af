import { sql } from "drizzle-orm";
import type { Status } from "@/core/approvals/status";
import { findPassages, type Match, type Passage, passageOf, textsOf } from "@/core/search/passages";
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
type Review = { id: string; number: number; title: string; status: Status; isArchived: boolean; updatedAt: string };
type Comment = { id: string; body: string; thread: number; author: string; createdAt: string };

/** What a reader sees of each review that was found: where it says it, and in which words. */
export async function describeFound(
  context: Context,
  groups: readonly (readonly TextFound[])[],
  queries: readonly TermQuery[],
) {
  const [heads, designs, comments] = await Promise.all([
    readReviews(context, groups),
    readDesigns(context, groups),
    readComments(context, groups),
  ]);
  const all = [
    ...[...heads.values()].map(({ title }) => title),
    ...[...designs.values()].flatMap(({ texts }) => texts.map(({ text }) => text)),
    ...[...comments.values()].map(({ body }) => body),
  ];
  const matches = await matcherOf(context, queries, all);
  return groups.flatMap((group) => {
    const head = heads.get(group[0]?.reviewId ?? "");
    if (!head) return [];
    const { id, title, ...review } = head;
    const spoken = commentsOf(group).flatMap((commentId) => comments.get(commentId) ?? []);
    const design = designs.get(id);
    return [
      {
        ...review,
        updatedAt: new Date(review.updatedAt),
        title: passageOf(title, matches)?.passage ?? { text: title, marks: [] },
        isInDraft: group.some(({ isDraft }) => isDraft),
        versions: joinVersionSets(group.map(({ versions }) => versions)),
        comments: group.filter(({ kind }) => kind === "comment").length,
        passages: design ? passagesOf(design, matches) : [],
        spoken: spoken.map(({ body, ...comment }) => ({
          ...comment,
          createdAt: new Date(comment.createdAt),
          passage: passageOf(body, matches)?.passage ?? firstWords(body),
        })),
      },
    ];
  });
}

function passagesOf({ texts, spec, version }: Design, matches: Match) {
  return findPassages(texts, matches, mostPassages).map(({ path, passage }) => ({
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
    select id, number, title, status, archived_at is not null as "isArchived", updated_at as "updatedAt"
    from reviews where id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Of each review the state of its design that is quoted: the draft where it says it, else the newest version that does. */
async function readDesigns({ db }: Context, groups: readonly (readonly TextFound[])[]): Promise<Map<string, Design>> {
  const drafts: string[] = [];
  const versions: { id: string; number: number }[] = [];
  for (const group of groups) {
    const designs = group.filter(({ kind }) => kind === "design");
    const id = designs[0]?.reviewId;
    if (id === undefined) continue;
    const newest = joinVersionSets(designs.map((text) => text.versions)).at(-1)?.to;
    if (designs.some(({ isDraft }) => isDraft)) drafts.push(id);
    else if (newest !== undefined) versions.push({ id, number: newest });
  }
  if (drafts.length + versions.length === 0) return new Map();
  const rows = await db.execute<{ id: string; version: number; spec: Spec }>(sql`
    select review_id as id, 0 as version, spec from drafts where review_id = any(${sql.param(drafts)}::uuid[])
    union all
    select v.review_id, v.number, v.spec from versions v
    join unnest(${sql.param(versions.map(({ id }) => id))}::uuid[], ${sql.param(versions.map(({ number }) => number))}::int[])
      as asked (review_id, number) on v.review_id = asked.review_id and v.number = asked.number`);
  return new Map(rows.map(({ id, version, spec }) => [id, { spec, version, texts: textsOf(spec) }]));
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
