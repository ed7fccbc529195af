import { sql } from "drizzle-orm";
import { statusLabels } from "@/core/approvals/status";
import type { Answer } from "@/core/checklist/answer";
import type { Lens } from "@/core/checklist/lens";
import type { Score } from "@/core/checklist/score";
import { LintelError } from "@/core/errors";
import { type ExportedDocument, exportMarkdown } from "@/core/markdown/export";
import { exportJson } from "@/core/markdown/json";
import type { Spec } from "@/core/spec/definition";
import { drafts } from "@/db/schema";
import { loadReview, loadTeam, type ReviewAccess } from "@/server/access";
import type { Actor } from "@/server/actor";
import { readDocument } from "@/server/analysis/read-document";
import { batched, prepared } from "@/server/batch";
import { answersOf, lensKey, replaceAnswers, scoresOf } from "@/server/checklists";
import type { Context } from "@/server/context";
import { currentSpec } from "@/server/draft-projection";
import { keepText } from "@/server/kept-text";
import { lensesOf } from "@/server/lenses";
import { createReviewIn, readReview } from "@/server/reviews";
import { readVersion } from "@/server/versions";

type ReviewAt = { team: string; number: number };
export type Format = "markdown" | "json";

// Written anew, a document takes a hundred times as long as everything else in an export.
const kept = keepText(30_000_000);

/** The draft, or one version, of a review as a file. */
export async function exportReview(
  context: Context,
  actor: Actor,
  at: ReviewAt,
  wanted: { format: Format; version?: number | undefined },
) {
  const access = await loadReview(context, actor, at, "review.read");
  const source = wanted.version ? `version ${wanted.version}` : `draft ${await draftStamp(context, access.review.id)}`;
  // Status, title and labels count in the revision of the review, targets and lenses in those of the team.
  const { review, team } = access;
  const key = `${wanted.format} ${review.id} ${review.revision} ${team.revision} ${team.lensRevision} ${source}`;
  const body = await kept.of(key, async () => {
    const lenses = await lensesOf(context.db, team);
    const document = wanted.version
      ? documentOfVersion(access, lenses, await readVersion(context, actor, { ...at, version: wanted.version }))
      : await documentOfDraft(context, access, lenses);
    return wanted.format === "json" ? `${JSON.stringify(exportJson(document), null, 2)}\n` : exportMarkdown(document);
  });
  const name = `${at.team}-${at.number}${wanted.version ? `-v${wanted.version}` : ""}`;
  if (wanted.format === "json") return { body, type: "application/json; charset=utf-8", filename: `${name}.json` };
  return { body, type: "text/markdown; charset=utf-8", filename: `${name}.md` };
}

/** Names the state of everything in a draft that is exported: the newest edit, and the answers. */
async function draftStamp(context: Context, reviewId: string): Promise<string> {
  return (await findStamp(context.db, reviewId)) ?? "";
}

const stampsQuery = prepared((db) =>
  db
    .select({
      reviewId: drafts.reviewId,
      stamp: sql<string>`${drafts.seq} || ' ' || (
        select count(*) || ' ' || coalesce(sum(a.revision), 0) || ' ' || coalesce(max(a.updated_at)::text, '')
        from answers a where a.review_id = drafts.review_id)`,
    })
    .from(drafts)
    .where(sql`${drafts.reviewId} = any(${sql.placeholder("ids")}::uuid[])`)
    .prepare("stamps_of_drafts"),
);

const findStamp = batched(async (db, ids: string[]) => {
  const rows = await stampsQuery(db).execute({ ids: [...new Set(ids)] });
  const byId = new Map(rows.map(({ reviewId, stamp }) => [reviewId, stamp]));
  return ids.map((id) => byId.get(id));
});

async function documentOfDraft(
  context: Context,
  { review, team }: ReviewAccess,
  lenses: readonly Lens[],
): Promise<ExportedDocument> {
  const [{ spec }, answers] = await Promise.all([
    currentSpec(context, review.id),
    answersOf(context.db, review.id, lenses),
  ]);
  return documentOf(review, lenses, review.title, spec, answers, scoresOf(answers, team.targets, lenses));
}

function documentOfVersion(
  { review }: ReviewAccess,
  lenses: readonly Lens[],
  version: {
    title: string;
    spec: Spec;
    answers: Record<string, Answer[]>;
    scores: Record<string, Pick<Score, "score" | "grade" | "counts">>;
  },
): ExportedDocument {
  return documentOf(review, lenses, version.title, version.spec, version.answers, version.scores);
}

function documentOf(
  review: ReviewAccess["review"],
  lenses: readonly Lens[],
  title: string,
  spec: Spec,
  answers: Record<string, Answer[]>,
  scores: Record<string, Pick<Score, "score" | "grade" | "counts">>,
): ExportedDocument {
  const answered = Object.fromEntries(Object.entries(answers).filter(([, given]) => given.length > 0));
  const names = new Map(lenses.map((lens) => [lensKey(lens), lens.name]));
  // A version may have been scored by a lens that is archived by now.
  const keys = [...names.keys(), ...Object.keys(answered).filter((key) => !names.has(key))];
  const lines = keys.flatMap((key) => {
    const score = answered[key] && scores[key];
    return score ? [{ lens: names.get(key) ?? key, score: score.score, grade: score.grade, counts: score.counts }] : [];
  });
  return {
    title,
    number: review.number,
    status: statusLabels[review.status],
    labels: review.labels,
    spec,
    ...(lines.length > 0 ? { score: lines } : {}),
    ...(Object.keys(answered).length > 0 ? { answers: answered } : {}),
  };
}

type Document = { text: string; format: Format; filename?: string | undefined };

/** What an import would make of a document, without making it: title, specification and what went where. */
export async function previewImport(context: Context, actor: Actor, slug: string, document: Document) {
  await loadTeam(context, actor, slug, "review.create");
  const { title, spec, report, problems } = await readDocument(document);
  return { title, spec, report, problems };
}

/**
 * Makes a new review of a document: a Lintel export comes back unchanged with its answers, anything else is placed as far as it
 * can be and kept whole. Status, approvals and people named in the document are not taken over.
 */
export async function importReview(
  context: Context,
  actor: Actor,
  slug: string,
  document: Document & { title?: string | undefined },
) {
  const { team } = await loadTeam(context, actor, slug, "review.create");
  const { title, spec, report, problems, answers } = await readDocument(document);
  if (problems.length > 0)
    throw new LintelError(
      "invalid",
      "The document holds values that fit no field. Correct them, or import it as Markdown.",
      {
        fields: problems.slice(0, 50),
      },
    );
  const lenses = await lensesOf(context.db, team);
  const name = document.filename?.slice(0, 200);
  const { number } = await context.db.transaction(async (tx) => {
    const review = await createReviewIn(tx, {
      teamId: team.id,
      userId: actor.userId,
      title: (document.title || title || name || "Imported document").slice(0, 200),
      spec,
      importedFrom: name ?? document.format,
    });
    const given = isAnswers(answers) ? answers : {};
    await replaceAnswers(tx, { id: review.id, targets: team.targets, lenses }, given, actor.userId);
    return review;
  });
  return { review: await readReview(context, actor, { team: slug, number }), report };
}

function isAnswers(value: unknown): value is Record<string, unknown[]> {
  return typeof value === "object" && value !== null && Object.values(value).every((list) => Array.isArray(list));
}
