import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { NewEvent } from "@/core/events";
import { comments, events, notifications, reviews, teams, threads } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import { catchUp } from "@/server/followers";
import { listen } from "@/server/listen";
import { notificationFollower } from "@/server/notification-follower";
import { forgetOldNotifications, markThreadRead } from "@/server/notifications";
import { inboxChannel, publishEvents } from "@/server/publish";
import { createReview } from "@/server/reviews";
import { changeMember } from "@/server/teams";
import { apiOf, buildTeam, testContext } from "@/server/testing";

const database = testDatabase();

type Item = {
  id: string;
  kind: string;
  type: string;
  payload: Record<string, unknown>;
  actor: { name: string } | null;
  review: { number: number; title: string; isMuted: boolean };
  excerpt: string | null;
  readAt: string | null;
};

/** A team with a review of its owner, and what happens to it in one line each. */
async function scene(title = "Checkout") {
  const context = testContext(database);
  const team = await buildTeam(context);
  const send = apiOf(context);
  const { number } = await createReview(context, team.owner, team.slug, { title });
  const [review] = await context.db.select().from(reviews).where(eq(reviews.teamId, team.team.id));
  if (!review) throw new Error("the review is missing");
  const publish = (actor: Actor | null, event: NewEvent) =>
    context.db.transaction((tx) =>
      publishEvents(tx, { teamId: team.team.id, reviewId: review.id, actorId: actor?.userId ?? null }, [event]),
    );
  const at = { context, teamId: team.team.id, reviewId: review.id };
  const follow = () => catchUp(context, notificationFollower(context.config), team.team.id);
  const inbox = async (actor: Actor, query = "") => {
    await follow();
    const { status, body } = await send(actor, "GET", `/inbox${query}`);
    expect(status).toBe(200);
    return (body as { items: Item[] }).items;
  };
  const unread = async (actor: Actor) =>
    ((await send(actor, "GET", "/inbox/unread")).body as { unread: number }).unread;
  return { ...team, context, send, review: { ...review, number }, publish, follow, inbox, unread, at };
}

type At = { context: Context; teamId: string; reviewId: string };
type Said = { threadId: string; commentId: string; event: number };

/** Writes a comment with its event, as the operations on threads do; without `thread` it opens one. */
async function say(
  at: At,
  author: Actor,
  body: string,
  more: { thread?: Said; mentions?: Actor[] } = {},
): Promise<Said> {
  const { context, teamId, reviewId } = at;
  const mentions = (more.mentions ?? []).map(({ userId }) => userId);
  const [threadId, commentId] = [more.thread?.threadId ?? randomUUID(), randomUUID()];
  const payload = { thread: 1, threadId, commentId, mentions };
  return context.db.transaction(async (tx) => {
    const where = { teamId, reviewId, actorId: author.userId };
    const event = await publishEvents(tx, where, [
      more.thread
        ? { type: "comment.added", payload }
        : { type: "thread.opened", payload: { ...payload, path: "requirements.problem" } },
    ]);
    const own = { reviewId, authorId: author.userId };
    const anchor = { kind: "place", path: "requirements.problem" } as const;
    const number = Math.floor(Math.random() * 1e9);
    if (!more.thread) await tx.insert(threads).values({ ...own, id: threadId, number, anchor, lastEvent: event });
    await tx.insert(comments).values({ ...own, id: commentId, threadId, event, body, mentions });
    return { threadId, commentId, event };
  });
}

const kinds = (items: Item[]) => items.map(({ kind, type }) => `${kind} ${type}`);

describe("the follower", () => {
  it("tells each person once, with the most pressing reason, and never the one who did it", async () => {
    const { at, owner, editor, reviewer, viewer, inbox } = await scene();
    const thread = await say(at, reviewer, "How long is the timeout?", { mentions: [viewer] });
    await say(at, editor, "Two seconds. Enough?", { thread, mentions: [reviewer] });
    await say(at, reviewer, "Yes.", { thread });
    expect(kinds(await inbox(owner))).toEqual(["replied thread.opened"]);
    expect(kinds(await inbox(viewer))).toEqual(["mentioned thread.opened"]);
    expect(kinds(await inbox(reviewer))).toEqual(["mentioned comment.added"]);
    expect(kinds(await inbox(editor))).toEqual(["replied comment.added"]);
    const [first] = await inbox(owner);
    expect(first).toMatchObject({ excerpt: "How long is the timeout?", actor: { name: reviewer.name }, readAt: null });
  });

  it("tells of turns, assignments and status along the way of a review", async () => {
    const { context, at, owner, editor, reviewer, review, publish, inbox } = await scene();
    const set = (changes: object) => context.db.update(reviews).set(changes).where(eq(reviews.id, review.id));
    await set({ reviewerIds: [reviewer.userId] });
    await publish(owner, { type: "reviewer.added", payload: { userId: reviewer.userId } });
    await say(at, editor, "A remark");
    await set({ status: "in_review" });
    await publish(owner, { type: "review.moved", payload: { from: "draft", to: "in_review" } });
    await publish(owner, { type: "version.published", payload: { version: 2, message: "" } });
    await publish(reviewer, { type: "review.moved", payload: { from: "in_review", to: "changes_requested" } });
    expect(kinds(await inbox(reviewer))).toEqual([
      "your_turn version.published",
      "your_turn review.moved",
      "assigned reviewer.added",
    ]);
    expect(kinds(await inbox(owner))).toEqual(["your_turn review.moved", "replied thread.opened"]);
    expect(kinds(await inbox(editor))).toEqual(["status_changed review.moved", "status_changed review.moved"]);
    await set({ ownerId: editor.userId });
    await publish(owner, { type: "review.updated", payload: { changed: ["ownerId"] } });
    expect(kinds(await inbox(editor, "?limit=1"))).toEqual(["assigned review.updated"]);
  });

  it("writes each notification once, however often the follower begins anew", async () => {
    const { context, at, owner, reviewer, team } = await scene();
    await say(at, reviewer, "Once");
    const follow = () => catchUp(context, notificationFollower(context.config), team.id);
    await Promise.all([follow(), follow(), follow()]);
    const rows = await context.db.select().from(notifications).where(eq(notifications.userId, owner.userId));
    expect(rows).toHaveLength(1);
  });

  it("says at the commit whose inbox is another", async () => {
    const { context, at, owner, reviewer, follow } = await scene();
    const heard: string[] = [];
    let isListening = () => {};
    const begun = new Promise<void>((resolve) => {
      isListening = resolve;
    });
    const channel = listen(context, inboxChannel, isListening, (userId) => void heard.push(userId));
    await begun;
    await say(at, reviewer, "Ping");
    await follow();
    await expect.poll(() => heard).toEqual([owner.userId]);
    await channel.stop();
  });

  it("passes over what happened long ago", async () => {
    const { context, at, owner, reviewer, team, inbox, review } = await scene();
    await say(at, reviewer, "New");
    await database.owner.sql`alter table events disable trigger user`;
    await database.owner.db.insert(events).values({
      teamId: team.id,
      number: 1000,
      type: "reviewer.added",
      payload: { userId: owner.userId },
      reviewId: review.id,
      createdAt: new Date(Date.now() - 30 * 86_400_000),
    });
    await database.owner.sql`alter table events enable trigger user`;
    await context.db.update(teams).set({ lastEvent: 1000 }).where(eq(teams.id, team.id));
    expect(kinds(await inbox(owner))).toEqual(["replied thread.opened"]);
  });

  it("tells members of what a guest writes, under the guest's name", async () => {
    const { at, reviewer, publish, inbox } = await scene();
    const thread = await say(at, reviewer, "A question");
    const payload = { thread: 1, ...thread, commentId: randomUUID(), mentions: [], guest: "A visitor" };
    await publish(null, { type: "comment.added", payload });
    const [first] = await inbox(reviewer);
    expect(first).toMatchObject({ kind: "replied", actor: null, payload: { guest: "A visitor" } });
  });

  it("tells nobody outside the team, whoever a comment names", async () => {
    const { at, reviewer, outsider, inbox, send } = await scene("The canary of this team");
    await say(at, reviewer, "The canary sings", { mentions: [outsider] });
    expect(await inbox(outsider)).toEqual([]);
    for (const path of ["/inbox", "/inbox/unread", "/account/notifications"])
      expect(JSON.stringify((await send(outsider, "GET", path)).body)).not.toContain("canary");
  });
});

describe("the inbox", () => {
  it("counts, marks and unmarks", async () => {
    const { at, owner, reviewer, inbox, unread, send } = await scene();
    for (const body of ["one", "two", "three"]) await say(at, reviewer, body);
    const [newest] = await inbox(owner);
    expect(await unread(owner)).toBe(3);
    expect((await send(owner, "PUT", `/inbox/${newest?.id}/read`, { read: true })).status).toBe(204);
    expect(await unread(owner)).toBe(2);
    expect(await inbox(owner, "?unread=true")).toHaveLength(2);
    await send(owner, "PUT", `/inbox/${newest?.id}/read`, { read: false });
    expect(await unread(owner)).toBe(3);
    expect((await send(reviewer, "PUT", `/inbox/${newest?.id}/read`, { read: true })).status, "of another").toBe(404);
    expect((await send(owner, "POST", "/inbox/read")).status).toBe(204);
    expect(await unread(owner)).toBe(0);
  });

  it("is read page by page", async () => {
    const { at, owner, reviewer, inbox, send } = await scene();
    for (let index = 0; index < 5; index++) await say(at, reviewer, `remark ${index}`);
    await inbox(owner);
    const seen: (string | null)[] = [];
    let cursor = "";
    do {
      const { body } = await send(owner, "GET", `/inbox?limit=2${cursor && `&cursor=${cursor}`}`);
      const { items, next } = body as { items: Item[]; next: string | null };
      seen.push(...items.map(({ excerpt }) => excerpt));
      cursor = next ?? "";
    } while (cursor);
    expect(seen).toEqual([4, 3, 2, 1, 0].map((index) => `remark ${index}`));
    expect((await send(owner, "GET", "/inbox?cursor=x")).status).toBe(422);
  });

  it("marks read what was told of a thread up to what was seen", async () => {
    const { context, at, owner, reviewer, unread, inbox } = await scene();
    const thread = await say(at, reviewer, "Seen");
    await say(at, reviewer, "Not seen", { thread, mentions: [owner] });
    await inbox(owner);
    await context.db.transaction((tx) => markThreadRead(tx, owner.userId, thread));
    expect(await unread(owner)).toBe(1);
  });

  it("marks what was told of one review", async () => {
    const { at, slug, owner, reviewer, review, inbox, unread, send } = await scene();
    await say(at, reviewer, "One");
    await inbox(owner);
    const path = `/teams/${slug}/reviews/${review.number}/notifications/read`;
    expect((await send(owner, "POST", path)).status).toBe(204);
    expect(await unread(owner)).toBe(0);
  });

  it("hides the notifications of a team one has left, and tells of nothing more there", async () => {
    const { context, at, slug, owner, admin, editor, inbox, unread } = await scene();
    const thread = await say(at, editor, "From inside");
    await say(at, owner, "Answer", { thread });
    expect(await inbox(editor)).toHaveLength(1);
    await changeMember(context, admin, slug, { userId: editor.userId, to: null });
    await say(at, owner, "Later", { thread });
    expect(await inbox(editor)).toEqual([]);
    expect(await unread(editor)).toBe(0);
  });

  it("is silent about a muted review and a muted kind, for this person alone", async () => {
    const { at, slug, owner, reviewer, viewer, review, inbox, send } = await scene();
    const path = `/teams/${slug}/reviews/${review.number}/notifications/muted`;
    expect((await send(owner, "PUT", path, { muted: true })).status).toBe(204);
    await send(viewer, "PATCH", "/account/notifications", { mutedKinds: ["mentioned"] });
    await say(at, reviewer, "Quiet", { mentions: [owner, viewer] });
    expect(await inbox(owner)).toEqual([]);
    expect(await inbox(viewer)).toEqual([]);
    const { body } = await send(owner, "GET", "/account/notifications");
    expect(body).toMatchObject({
      mail: "now",
      sendsMail: false,
      muted: [{ number: review.number, title: "Checkout" }],
    });
    await send(owner, "PUT", path, { muted: false });
    await say(at, reviewer, "Loud");
    expect(await inbox(owner)).toHaveLength(1);
  });

  it("refuses a muted review to somebody who may not see it", async () => {
    const { slug, outsider, review, send } = await scene();
    const path = `/teams/${slug}/reviews/${review.number}/notifications/muted`;
    expect((await send(outsider, "PUT", path, { muted: true })).status).toBe(404);
  });

  it("forgets what was read long ago and keeps what nobody has read", async () => {
    const { context, at, owner, reviewer, inbox } = await scene();
    for (const body of ["read long ago", "read lately", "unread"]) await say(at, reviewer, body);
    const [unread, lately, long] = await inbox(owner);
    const age = (item: Item | undefined, days: number) =>
      context.db
        .update(notifications)
        .set({ readAt: new Date(Date.now() - days * 86_400_000) })
        .where(eq(notifications.id, item?.id ?? ""));
    await age(long, 91);
    await age(lately, 89);
    await forgetOldNotifications(context);
    expect((await inbox(owner)).map(({ id }) => id)).toEqual([unread?.id, lately?.id]);
  });
});
