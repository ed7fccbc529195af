import { and, eq } from "drizzle-orm";
import type { DdlProblem } from "@/core/analysis/ddl/model";
import { LintelError, notFound } from "@/core/errors";
import type { Spec } from "@/core/spec/definition";
import { versions } from "@/db/schema";
import { loadReview } from "@/server/access";
import type { Actor } from "@/server/actor";
import { parseDdl } from "@/server/analysis/parse-ddl";
import type { Context } from "@/server/context";
import { currentSpec } from "@/server/draft-projection";
import { generatedDiagrams } from "@/server/generated-diagrams";

/**
 * The diagrams that follow from the draft as committed, or from a version, with what is wrong in the DDL. `draftSeq` names the edit
 * the draft was read at.
 */
export async function readDiagrams(
  context: Context,
  actor: Actor,
  at: { team: string; number: number; version?: number | undefined },
) {
  const { review } = await loadReview(context, actor, at, "review.read");
  const { spec, title, seq } =
    at.version === undefined
      ? { ...(await currentSpec(context, review.id)), title: review.title }
      : { ...(await versionSpec(context, review.id, at.version)), seq: null };
  const [diagrams, ddl] = await Promise.all([generatedDiagrams(spec, title), ddlFacts(spec.data.ddl)]);
  return { draftSeq: seq, version: at.version ?? null, diagrams, ddl };
}

async function versionSpec(context: Context, reviewId: string, number: number): Promise<{ spec: Spec; title: string }> {
  const [row] = await context.db
    .select({ spec: versions.spec, title: versions.title })
    .from(versions)
    .where(and(eq(versions.reviewId, reviewId), eq(versions.number, number)));
  if (!row) throw notFound("version");
  return row;
}

/** A DDL beyond the limits is a problem of the document, not of this request. */
async function ddlFacts(ddl: string): Promise<{ tables: number; problems: DdlProblem[] }> {
  try {
    const { tables, problems } = await parseDdl(ddl);
    return { tables: tables.length, problems };
  } catch (error) {
    if (!(error instanceof LintelError)) throw error;
    return { tables: 0, problems: [{ line: 1, column: 1, severity: "error", message: error.message }] };
  }
}
