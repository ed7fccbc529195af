import { and, desc, eq, lt } from "drizzle-orm";
import { visiblePayload } from "@/core/events";
import type { Role } from "@/core/permissions";
import { events, reviews, users } from "@/db/schema";
import { loadReview, loadTeam } from "@/server/access";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";

type Page = { cursor?: string | undefined; limit: number };

const columns = {
  number: events.number,
  type: events.type,
  payload: events.payload,
  createdAt: events.createdAt,
  actorId: events.actorId,
  actorName: users.name,
  review: reviews.number,
  reviewTitle: reviews.title,
};

/** What happened in a review, newest first. */
export async function listReviewEvents(
  context: Context,
  actor: Actor,
  at: { team: string; number: number },
  page: Page,
) {
  const { review, role } = await loadReview(context, actor, at, "review.read");
  return listEvents(context, role, eq(events.reviewId, review.id), page);
}

/** What happened in a team, newest first. */
export async function listTeamEvents(context: Context, actor: Actor, slug: string, page: Page) {
  const { team, role } = await loadTeam(context, actor, slug, "team.read");
  return listEvents(context, role, eq(events.teamId, team.id), page);
}

async function listEvents(context: Context, role: Role, scope: ReturnType<typeof eq>, page: Page) {
  const before = page.cursor && /^\d{1,15}$/.test(page.cursor) ? lt(events.number, Number(page.cursor)) : undefined;
  const rows = await context.db
    .select(columns)
    .from(events)
    .leftJoin(users, eq(users.id, events.actorId))
    .leftJoin(reviews, eq(reviews.id, events.reviewId))
    .where(and(scope, before))
    .orderBy(desc(events.number))
    .limit(page.limit + 1);
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  return {
    items: rows.slice(0, page.limit).map(({ actorId, actorName, review, reviewTitle, ...event }) => ({
      ...event,
      payload: visiblePayload(event.type, event.payload, role),
      actor: actorId ? { id: actorId, name: actorName ?? "" } : null,
      review: review === null ? null : { number: review, title: reviewTitle ?? "" },
    })),
    next: last ? String(last.number) : null,
  };
}
