import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { mentionOf } from "@/core/comments/mentions";
import type { NewEvent } from "@/core/events";
import { events, notifications, reviews, teams } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import type { Actor } from "@/server/actor";
import { editComment, reply } from "@/server/comments";
import type { Context } from "@/server/context";
import { catchUp } from "@/server/followers";
import { listen } from "@/server/listen";
import { notificationFollower } from "@/server/notification-follower";
import { forgetOldNotifications } from "@/server/notifications";
import { inboxChannel, publishEvents } from "@/server/publish";
import { createReview } from "@/server/reviews";
import { changeMember } from "@/server/teams";
import { apiOf, buildTeam, testContext } from "@/server/testing";
import { markAllRead, markRead, openThread } from "@/server/threads";

const database = testDatabase();

type Item = {
  id: string;
  kind: string;
  type: string;
  payload: Record<string, unknown>;
  actor: { name: string } | null;
  review: { number: number; title: string; isMuted: boolean };
  comment: { excerpt: string } | null;
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
  const at = { context, slug: team.slug, number };
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

type At = { context: Context; slug: string; number: number };
type Said = { thread: number; threadId: string; event: number };

/** Writes a comment; without `thread` it opens one. Mentions are written before the text. */
async function say(
  at: At,
  author: Actor,
  body: string,
  more: { thread?: Said; mentions?: Actor[] } = {},
): Promise<Said> {
  const { context, slug: team, number } = at;
  const called = (more.mentions ?? []).map(({ userId, name }) => `${mentionOf({ id: userId, name })} `).join("");
  const input = { body: called + body };
  if (more.thread) {
    const { event } = await reply(context, author, { team, number, thread: more.thread.thread }, input);
    return { ...more.thread, event };
  }
  const anchor = { kind: "place", path: "requirements.problem" } as const;
  const thread = await openThread(context, author, { team, number }, { ...input, anchor });
  return { thread: thread.number, threadId: thread.id, event: thread.lastEvent };
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
    expect(first).toMatchObject({
      comment: { excerpt: `@${viewer.name} How long is the timeout?` },
      actor: { name: reviewer.name },
      readAt: null,
    });
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
    const payload = { ...thread, commentId: randomUUID(), mentions: [], guest: "A visitor" };
    await publish(null, { type: "comment.added", payload });
    const [first] = await inbox(reviewer);
    expect(first).toMatchObject({ kind: "replied", actor: null, payload: { guest: "A visitor" } });
  });

  it("tells nobody outside the team, whoever a comment names", async () => {
    const { at, reviewer, outsider, inbox, send } = await scene("The canary of this team");
    await say(at, reviewer, "the canary sings", { mentions: [outsider] });
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
      seen.push(...items.map(({ comment }) => comment?.excerpt ?? null));
      cursor = next ?? "";
    } while (cursor);
    expect(seen).toEqual([4, 3, 2, 1, 0].map((index) => `remark ${index}`));
    expect((await send(owner, "GET", "/inbox?cursor=x")).status).toBe(422);
  });

  it("marks read what was told of a thread, up to what was seen, when the thread is read", async () => {
    const { context, at, slug: team, owner, reviewer, unread, inbox } = await scene();
    const { number } = at;
    const seen = await say(at, reviewer, "Seen");
    await say(at, reviewer, "not seen", { thread: seen, mentions: [owner] });
    await say(at, reviewer, "Another thread");
    await inbox(owner);
    await markRead(context, owner, { team, number, thread: seen.thread }, seen.event);
    expect(await unread(owner)).toBe(2);
    await markAllRead(context, owner, { team, number }, 1_000_000);
    expect(await unread(owner)).toBe(0);
  });

  it("takes for read what somebody had before their eyes, or has answered", async () => {
    const { context, at, slug: team, owner, reviewer, unread, follow } = await scene();
    const thread = await say(at, reviewer, "A question");
    await follow();
    expect(await unread(owner)).toBe(1);
    await say(at, owner, "An answer", { thread });
    await follow();
    expect(await unread(owner)).toBe(0);
    const { event } = await say(at, reviewer, "seen before it is told", { thread, mentions: [owner] });
    await markRead(context, owner, { team, number: at.number, thread: thread.thread }, event);
    await follow();
    expect(await unread(owner)).toBe(0);
  });

  it("tells of an edit only those it names anew", async () => {
    const { context, at, slug: team, owner, reviewer, viewer, inbox } = await scene();
    const { number } = at;
    const anchor = { kind: "place", path: "requirements.problem" } as const;
    const { first } = await openThread(context, reviewer, { team, number }, { anchor, body: "First" });
    const called = [owner, viewer].map(({ userId: id, name }) => mentionOf({ id, name }));
    const edit = (body: string, revision: number) =>
      editComment(context, reviewer, { team, number, comment: first.id }, { body, revision });
    await edit(`${called[1]} look`, 1);
    await edit(`${called.join(" ")} look`, 2);
    expect(kinds(await inbox(viewer))).toEqual(["mentioned comment.edited"]);
    expect(kinds(await inbox(owner))).toEqual(["mentioned comment.edited", "replied thread.opened"]);
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
