import { and, asc, count, eq, or, sql } from "drizzle-orm";
import { LintelError, notFound } from "@/core/errors";
import type { NewEvent } from "@/core/events";
import { may, refusal } from "@/core/permissions";
import type { Transaction } from "@/db/connection";
import { users, views } from "@/db/schema";
import { loadTeam, type TeamAccess } from "@/server/access";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { publishEvents } from "@/server/publish";

/** Views one person may keep in one team; a menu of more is not read any more. */
const mostViews = 50;

const ofOwner = {
  id: views.id,
  name: views.name,
  query: views.query,
  isShared: views.isShared,
  ownerId: users.id,
  ownerName: users.name,
  revision: views.revision,
};

const present = ({ ownerId, ownerName, ...view }: Awaited<ReturnType<typeof readRows>>[number]) => ({
  ...view,
  owner: { id: ownerId, name: ownerName },
});

/** One's own views of the board and those shared with the team, by name. A private view of somebody else does not exist. */
export async function listViews(context: Context, actor: Actor, slug: string) {
  const { team } = await loadTeam(context, actor, slug, "view.read");
  return { items: (await readRows(context, actor, team.id)).map(present) };
}

function readRows(context: Context, actor: Actor, teamId: string) {
  return context.db
    .select(ofOwner)
    .from(views)
    .innerJoin(users, eq(users.id, views.ownerId))
    .where(and(eq(views.teamId, teamId), or(eq(views.ownerId, actor.userId), views.isShared)))
    .orderBy(asc(sql`lower(${views.name})`), asc(views.id))
    .limit(500);
}

/** Keeps what the board shows under a name, for oneself or for the team. */
export async function createView(
  context: Context,
  actor: Actor,
  slug: string,
  input: { name: string; query: string; isShared: boolean },
) {
  const access = await loadTeam(context, actor, slug, "view.write");
  if (input.isShared) assertMayShare(access);
  const id = await context.db.transaction(async (tx) => {
    const [own] = await tx
      .select({ count: count() })
      .from(views)
      .where(and(eq(views.teamId, access.team.id), eq(views.ownerId, actor.userId)));
    if ((own?.count ?? 0) >= mostViews)
      throw new LintelError("invalid", `You keep ${mostViews} views already. Delete one you no longer need.`);
    const [made] = await tx
      .insert(views)
      .values({ ...input, teamId: access.team.id, ownerId: actor.userId })
      .returning({ id: views.id });
    if (!made) throw new Error("the view was not stored");
    if (input.isShared)
      await tell(tx, access, actor, { type: "view.saved", payload: { viewId: made.id, name: input.name } });
    return made.id;
  });
  return readView(context, actor, access.team.id, id);
}

type ViewAt = { team: string; id: string };
type ViewChanges = { name?: string | undefined; query?: string | undefined; isShared?: boolean | undefined };

/** Renames a view, saves other filters in it, shares it or takes it back. A stale revision is a `conflict`. */
export async function updateView(
  context: Context,
  actor: Actor,
  at: ViewAt,
  input: ViewChanges & { revision: number },
) {
  const { access, view } = await loadView(context, actor, at);
  const { revision, ...changes } = input;
  if (changes.isShared) assertMayShare(access);
  if (changes.isShared === false && view.ownerId !== actor.userId)
    throw new LintelError("forbidden", "Only the person a view belongs to may take it back from the team.");
  await context.db.transaction(async (tx) => {
    const changed = await tx
      .update(views)
      .set({ ...changes, revision: sql`${views.revision} + 1` })
      .where(and(eq(views.id, view.id), eq(views.revision, revision)))
      .returning({ name: views.name, isShared: views.isShared });
    const [now] = changed;
    if (!now)
      throw new LintelError("conflict", "Somebody changed this view in the meantime. Reload and repeat your change.");
    const payload = { viewId: view.id, name: now.name };
    // What is private leaves no trace in the team's log; taking a shared one back looks like deleting it.
    if (now.isShared) await tell(tx, access, actor, { type: "view.saved", payload });
    else if (view.isShared) await tell(tx, access, actor, { type: "view.deleted", payload });
  });
  return readView(context, actor, access.team.id, view.id);
}

export async function deleteView(context: Context, actor: Actor, at: ViewAt): Promise<void> {
  const { access, view } = await loadView(context, actor, at);
  await context.db.transaction(async (tx) => {
    const gone = await tx.delete(views).where(eq(views.id, view.id)).returning({ id: views.id });
    if (gone.length > 0 && view.isShared)
      await tell(tx, access, actor, { type: "view.deleted", payload: { viewId: view.id, name: view.name } });
  });
}

function assertMayShare({ role }: TeamAccess): void {
  const reason = refusal(role, "view.share");
  if (reason) throw new LintelError("forbidden", reason);
}

/** A view that the actor may change: one's own, or as an admin a shared one. */
async function loadView(context: Context, actor: Actor, at: ViewAt) {
  const access = await loadTeam(context, actor, at.team, "view.write");
  const [view] = await context.db
    .select()
    .from(views)
    .where(and(eq(views.id, at.id), eq(views.teamId, access.team.id)));
  const isOwn = view?.ownerId === actor.userId;
  if (!view || !(isOwn || view.isShared)) throw notFound("view");
  if (!isOwn && !may(access.role, "team.update"))
    throw new LintelError("forbidden", "A shared view is changed by the person it belongs to, or by an admin.");
  if (view.isShared) assertMayShare(access);
  return { access, view };
}

async function readView(context: Context, actor: Actor, teamId: string, id: string) {
  const view = (await readRows(context, actor, teamId)).find((row) => row.id === id);
  if (!view) throw notFound("view");
  return present(view);
}

function tell(tx: Transaction, { team }: TeamAccess, actor: Actor, happened: NewEvent) {
  return publishEvents(tx, { teamId: team.id, actorId: actor.userId }, [happened]);
}
