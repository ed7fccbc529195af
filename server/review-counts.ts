import { sql } from "drizzle-orm";
import type { Status } from "@/core/approvals/status";
import { statuses } from "@/core/approvals/status";
import { reviews } from "@/db/schema";
import { loadTeam } from "@/server/access";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";

/** Most reviews a status is counted to; a larger one is shown as "1000+". */
export const mostCounted = 1000;

/** How many open reviews stand in each status, counted to `mostCounted`, so that the price is bounded. */
export async function countReviews(context: Context, actor: Actor, slug: string) {
  const { team } = await loadTeam(context, actor, slug, "review.read");
  const each = statuses.map(
    (status) => sql`
      select ${status}::text as status, count(*)::int as count from (
        select 1 from ${reviews} where team_id = ${team.id} and status = ${status} and archived_at is null limit ${mostCounted}
      ) counted`,
  );
  const rows = await context.db.execute<{ status: Status; count: number }>(sql.join(each, sql` union all `));
  return {
    counts: Object.fromEntries(rows.map((row) => [row.status, row.count])) as Record<Status, number>,
    most: mostCounted,
  };
}

/** Labels in use on the newest thousand open reviews, most used first: what the filter offers. */
export async function listLabels(context: Context, actor: Actor, slug: string) {
  const { team } = await loadTeam(context, actor, slug, "review.read");
  const rows = await context.db.execute<{ label: string }>(sql`
    select label from (
      select labels from ${reviews} where team_id = ${team.id} and archived_at is null
      order by updated_at desc, number desc limit 1000
    ) newest, unnest(newest.labels) as label group by label order by count(*) desc, label limit 100`);
  return { items: rows.map((row) => row.label) };
}
