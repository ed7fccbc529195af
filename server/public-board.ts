import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { notFound } from "@/core/errors";
import { reviews, teams } from "@/db/schema";
import type { Context } from "@/server/context";

/**
 * One page of the reviews of a team that shows its list to everybody, the ones changed last first. Of each its title, number,
 * status, phase, labels and the day it was changed, and nothing else. A team that keeps its list to itself does not exist here.
 */
export async function readPublicBoard(
  context: Context,
  slug: string,
  page: { cursor?: string | undefined; limit: number },
) {
  const [team] = await context.db
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(and(eq(teams.slug, slug), eq(teams.isPublic, true)));
  if (!team) throw notFound("team");
  const after = readCursor(page.cursor);
  const rows = await context.db
    .select({
      number: reviews.number,
      title: reviews.title,
      status: reviews.status,
      phase: reviews.phase,
      labels: reviews.labels,
      updatedAt: reviews.updatedAt,
    })
    .from(reviews)
    .where(
      and(
        eq(reviews.teamId, team.id),
        isNull(reviews.archivedAt),
        after
          ? sql`(${reviews.updatedAt}, ${reviews.number}) < (${after.updatedAt}::timestamptz, ${after.number}::int)`
          : undefined,
      ),
    )
    .orderBy(desc(reviews.updatedAt), desc(reviews.number))
    .limit(page.limit + 1);
  const items = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? items.at(-1) : undefined;
  return { name: team.name, items, next: last ? `${last.updatedAt.getTime()}.${last.number}` : null };
}

/** Where a page begins; a cursor that was made up begins at the beginning. */
function readCursor(cursor: string | undefined): { updatedAt: string; number: number } | null {
  const [, milliseconds, number] = /^(\d{1,15})\.(\d{1,9})$/.exec(cursor ?? "") ?? [];
  if (!milliseconds || !number) return null;
  const at = new Date(Number(milliseconds));
  return Number.isNaN(at.getTime()) ? null : { updatedAt: at.toISOString(), number: Number(number) };
}
