import { asc, eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Anchor } from "@/core/comments/anchor";
import type { Author } from "@/core/comments/comment";
import { describeAnchor, locateAll } from "@/core/comments/locate";
import type { LintelError } from "@/core/errors";
import { emptySpec } from "@/core/spec/value";
import { events, guests, members, reviews, shareLinks } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { loadReview } from "@/server/access";
import type { Actor } from "@/server/actor";
import { deleteComment, editComment, listEdits, react, reply, replyIn } from "@/server/comments";
import { currentSpec } from "@/server/draft-projection";
import { putDraft } from "@/server/drafts";
import { exportReview, importReview } from "@/server/exchange";
import { isStoredJson, textOf } from "@/server/json-text";
import { archiveReview, createReview, readReview } from "@/server/reviews";
import { apiOf, buildTeam, buildUser, testContext } from "@/server/testing";
import { threadsOf } from "@/server/thread-list";
import type { Thread } from "@/server/thread-rows";
import {
  listThreads,
  markAllRead,
  markRead,
  openThread,
  openThreadIn,
  readThread,
  reattachThread,
  reopenThread,
  resolveThread,
  threadIn,
} from "@/server/threads";
import { publishVersion, restoreVersion } from "@/server/versions";

const database = testDatabase();

const anchor: Anchor = { kind: "place", path: "requirements.problem" };
const page = { limit: 100 };

async function setUp() {
  const context = testContext(database);
  const team = await buildTeam(context);
  const review = await createReview(context, team.editor, team.slug, { title: "Orders" });
  const at = { team: team.slug, number: review.number };
  const open = (actor: Actor, body = "Why?", more: object = {}) =>
    openThread(context, actor, at, { anchor, body, ...more });
  const openThreads = async () => (await readReview(context, team.viewer, at)).openThreads;
  const log = () => context.db.select().from(events).where(eq(events.reviewId, review.id)).orderBy(asc(events.number));
  const list = async (actor: Actor, more: object = {}) => {
    const { items, ...rest } = await listThreads(context, actor, at, { limit: 500, ...more });
    if (!isStoredJson(items)) throw new Error("the list is stored JSON");
    return { ...rest, items: JSON.parse(textOf(items)) as Thread[] };
  };
  return { context, team, review, at, open, openThreads, log, list };
}

/** How each attempt was refused; undefined for one that was not. */
async function refusals(attempts: Promise<unknown>[]): Promise<(string | undefined)[]> {
  const ends = await Promise.allSettled(attempts);
  return ends.map((end) => (end.status === "rejected" ? (end.reason as LintelError).code : undefined));
}

async function buildGuest(context: ReturnType<typeof testContext>, reviewId: string, by: Actor): Promise<Author> {
  const [link] = await context.db
    .insert(shareLinks)
    .values({
      reviewId,
      tokenHash: `${Math.random()}`,
      name: "For the partner",
      mayComment: true,
      showsThreads: true,
      createdBy: by.userId,
    })
    .returning();
  const [guest] = await context.db
    .insert(guests)
    .values({ shareLinkId: link?.id ?? "", name: "Partner", secretHash: `${Math.random()}` })
    .returning();
  return { kind: "guest", id: guest?.id ?? "", name: "Partner" };
}

describe("threads", () => {
  it("opens one with its first comment, its event and the review's count", async () => {
    const { team, open, openThreads, log } = await setUp();
    const thread = await open(team.reviewer, "  Why **this**?  ");
    expect(thread).toMatchObject({
      number: 1,
      anchor,
      version: null,
      outcome: null,
      comments: 1,
      isUnread: false,
      author: { kind: "member", id: team.reviewer.userId, name: team.reviewer.name },
      first: { body: "Why **this**?", mentions: [], reactions: {}, revision: 1 },
    });
    const last = (await log()).at(-1);
    expect(last).toMatchObject({ type: "thread.opened", number: thread.lastEvent, actorId: team.reviewer.userId });
    expect(last?.payload).toEqual({
      thread: 1,
      threadId: thread.id,
      commentId: thread.first.id,
      path: "requirements.problem",
      mentions: [],
    });
    expect(await openThreads()).toBe(1);
    expect((await open(team.editor)).number).toBe(2);
  });

  it("adds replies in order and reads a long thread from its end", async () => {
    const { context, team, at, open } = await setUp();
    await open(team.editor, "0");
    for (let index = 1; index <= 5; index++)
      await reply(context, team.reviewer, { ...at, thread: 1 }, { body: `${index}` });
    const newest = await readThread(context, team.viewer, { ...at, thread: 1 }, { limit: 4 });
    expect(newest.comments.map(({ body }) => body)).toEqual(["2", "3", "4", "5"]);
    expect(newest.thread).toMatchObject({ comments: 6, isUnread: true });
    const earlier = await readThread(
      context,
      team.viewer,
      { ...at, thread: 1 },
      { limit: 4, cursor: newest.earlier ?? "" },
    );
    expect(earlier.comments.map(({ body }) => body)).toEqual(["0", "1"]);
    expect(earlier.earlier).toBeNull();
  });

  it("gives parallel replies and threads numbers without gap or repetition", async () => {
    const { context, team, at, open, openThreads, log } = await setUp();
    await open(team.editor);
    const people = [team.editor, team.reviewer, team.admin];
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => {
        const actor = people[index % 3] ?? team.editor;
        return index % 5 === 0
          ? open(actor, `${index}`)
          : reply(context, actor, { ...at, thread: 1 }, { body: `${index}` });
      }),
    );
    const { thread, comments } = await readThread(context, team.viewer, { ...at, thread: 1 }, page);
    expect(comments).toHaveLength(25);
    expect(thread.comments).toBe(25);
    expect(thread.lastEvent).toBe(comments.at(-1)?.event);
    const numbers = (await log()).map(({ number }) => number);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
    expect(new Set(comments.map(({ event }) => event)).size).toBe(25);
    expect(await openThreads()).toBe(7);
  });

  it("lets a person reply, react and mark as read at the same moment", async () => {
    const { context, team, at, open } = await setUp();
    const { first } = await open(team.editor);
    for (let index = 2; index <= 5; index++) await open(team.editor);
    const { reviewer } = team;
    const all = Array.from({ length: 40 }, (_, index) => {
      const thread = { ...at, thread: (index % 5) + 1 };
      if (index % 4 === 0) return markRead(context, reviewer, thread, Number.MAX_SAFE_INTEGER);
      if (index % 4 === 1) return markAllRead(context, reviewer, at, Number.MAX_SAFE_INTEGER);
      if (index % 4 === 2) return react(context, reviewer, { ...at, comment: first.id, emoji: "👀" }, index % 8 === 2);
      return reply(context, reviewer, thread, { body: "At once" });
    });
    const ends = await Promise.allSettled(all);
    expect(ends.filter(({ status }) => status === "rejected")).toEqual([]);
  });

  it("lets others mark a thread as read while a reply to it is being stored", async () => {
    const { context, team, at, open } = await setUp();
    const { first } = await open(team.editor);
    await context.db.transaction(async (tx) => {
      // A transaction offers all that operations use of a database.
      const inside = { ...context, db: tx as unknown as typeof context.db };
      await reply(inside, team.reviewer, { ...at, thread: 1 }, { body: "Not committed yet" });
      await react(inside, team.reviewer, { ...at, comment: first.id, emoji: "👀" }, true);
      await markRead(context, team.viewer, { ...at, thread: 1 }, Number.MAX_SAFE_INTEGER);
      await markAllRead(context, team.owner, at, Number.MAX_SAFE_INTEGER);
    });
  });

  it("tells members of the team, and nobody else, whom a comment calls", async () => {
    const { context, team, at, open, log } = await setUp();
    const call = (actor: Actor) => `@[Somebody](user:${actor.userId})`;
    const thread = await open(team.reviewer, `${call(team.editor)} ${call(team.outsider)}`);
    expect(thread.first.mentions).toEqual([team.editor.userId]);
    const edited = await editComment(
      context,
      team.reviewer,
      { ...at, comment: thread.first.id },
      { body: `${call(team.editor)} ${call(team.viewer)}`, revision: 1 },
    );
    expect(edited.mentions).toEqual(expect.arrayContaining([team.editor.userId, team.viewer.userId]));
    expect((await log()).at(-1)?.payload).toMatchObject({ mentions: [team.viewer.userId] });
  });

  it("resolves with an outcome, reopens and counts what is open", async () => {
    const { context, team, at, open, openThreads, log } = await setUp();
    await open(team.editor);
    const resolved = await resolveThread(
      context,
      team.reviewer,
      { ...at, thread: 1 },
      { outcome: "wont_do", revision: 1 },
    );
    expect(resolved).toMatchObject({ outcome: "wont_do", resolvedBy: { id: team.reviewer.userId }, revision: 2 });
    expect(await openThreads()).toBe(0);
    await expect(
      resolveThread(context, team.editor, { ...at, thread: 1 }, { outcome: "done", revision: 1 }),
    ).rejects.toMatchObject({ code: "conflict" });
    const reopened = await reopenThread(context, team.editor, { ...at, thread: 1 }, { revision: 2 });
    expect(reopened).toMatchObject({ outcome: null, resolvedAt: null, resolvedBy: null });
    expect(await openThreads()).toBe(1);
    expect((await log()).slice(-2).map(({ type }) => type)).toEqual(["thread.resolved", "thread.reopened"]);
  });

  it("is attached to another place by hand", async () => {
    const { context, team, at, open, log } = await setUp();
    await open(team.editor);
    const next: Anchor = { kind: "place", path: "data" };
    const thread = await reattachThread(context, team.reviewer, { ...at, thread: 1 }, { anchor: next, revision: 1 });
    expect(thread.anchor).toEqual(next);
    expect((await log()).at(-1)?.payload).toMatchObject({ thread: 1, path: "data" });
  });

  it("refuses anchors to what a specification cannot have, and versions that are not there", async () => {
    const { context, team, at, open } = await setUp();
    const quote = { exact: "x", before: "", after: "", start: 0 };
    const wrong: [Anchor, number?][] = [
      [{ kind: "place", path: "requirements.nothing" }],
      [{ kind: "place", path: "services.services.not-an-id.name" }],
      [{ kind: "text", path: "requirements", quote }],
      [{ kind: "text", path: "requirements.averageRequests", quote }],
      [{ kind: "node", diagram: "services.services.aaaaaaaaaa", node: "a" }],
      [{ kind: "node", diagram: "generated:clouds", node: "a" }],
      [{ kind: "question", lens: "quality", question: "no_such" }],
      [{ kind: "question", lens: "no-lens", question: "quality_requirements" }],
      [anchor, 1],
    ];
    for (const [given, version] of wrong)
      await expect(open(team.editor, "?", { anchor: given, version }), JSON.stringify(given)).rejects.toMatchObject({
        code: "invalid",
      });
    const right: Anchor[] = [
      { kind: "place", path: "services.services.aaaaaaaaaa.name" },
      { kind: "text", path: "requirements.problem", quote },
      { kind: "node", diagram: "architecture.diagrams.aaaaaaaaaa", node: "a" },
      { kind: "edge", diagram: "generated:containers", from: "a", to: "b" },
      { kind: "question", lens: "quality", question: "quality_requirements" },
    ];
    for (const given of right) expect((await open(team.editor, "?", { anchor: given })).anchor).toEqual(given);
    await expect(
      reattachThread(context, team.editor, { ...at, thread: 1 }, { anchor: wrong[0]?.[0] ?? anchor, revision: 1 }),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  it("is read only for viewers and does not exist for outsiders", async () => {
    const { context, team, at, open } = await setUp();
    const thread = await open(team.editor);
    const comment = { ...at, comment: thread.first.id };
    const attempts = (actor: Actor) => [
      open(actor),
      reply(context, actor, { ...at, thread: 1 }, { body: "x" }),
      resolveThread(context, actor, { ...at, thread: 1 }, { outcome: "done", revision: 1 }),
      reopenThread(context, actor, { ...at, thread: 1 }, { revision: 1 }),
      reattachThread(context, actor, { ...at, thread: 1 }, { anchor, revision: 1 }),
      editComment(context, actor, comment, { body: "x", revision: 1 }),
      deleteComment(context, actor, comment),
      react(context, actor, { ...comment, emoji: "👍" }, true),
    ];
    expect(new Set(await refusals(attempts(team.viewer)))).toEqual(new Set(["forbidden"]));
    expect(new Set(await refusals(attempts(team.outsider)))).toEqual(new Set(["not_found"]));
    await expect(listThreads(context, team.outsider, at, page)).rejects.toMatchObject({ code: "not_found" });
    expect((await readThread(context, team.viewer, { ...at, thread: 1 }, page)).comments).toHaveLength(1);
  });

  it("of one review cannot be reached through another", async () => {
    const { context, team, at, open } = await setUp();
    const thread = await open(team.editor);
    const other = await createReview(context, team.editor, team.slug, { title: "Other" });
    const there = { team: at.team, number: other.number };
    await expect(readThread(context, team.editor, { ...there, thread: 1 }, page)).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(reply(context, team.editor, { ...there, thread: 1 }, { body: "x" })).rejects.toMatchObject({
      code: "not_found",
    });
    const refused = await refusals([
      editComment(context, team.editor, { ...there, comment: thread.first.id }, { body: "x", revision: 1 }),
      deleteComment(context, team.editor, { ...there, comment: thread.first.id }),
      react(context, team.editor, { ...there, comment: thread.first.id, emoji: "👍" }, true),
      listEdits(context, team.editor, { ...there, comment: thread.first.id }),
    ]);
    expect(new Set(refused)).toEqual(new Set(["not_found"]));
  });

  it("of an archived review is read but not written in; what one said may still be deleted", async () => {
    const { context, team, review, at, open } = await setUp();
    const thread = await open(team.editor);
    await archiveReview(context, team.editor, at, { archived: true, revision: review.revision });
    const refused = await refusals([
      open(team.editor),
      reply(context, team.editor, { ...at, thread: 1 }, { body: "x" }),
      resolveThread(context, team.editor, { ...at, thread: 1 }, { outcome: "done", revision: 1 }),
      editComment(context, team.editor, { ...at, comment: thread.first.id }, { body: "x", revision: 1 }),
    ]);
    expect(new Set(refused)).toEqual(new Set(["conflict"]));
    expect((await readThread(context, team.viewer, { ...at, thread: 1 }, page)).comments).toHaveLength(1);
    expect((await deleteComment(context, team.editor, { ...at, comment: thread.first.id })).body).toBe("");
  });
});

describe("comments", () => {
  it("keep what they said before an edit", async () => {
    const { context, team, at, open } = await setUp();
    const { first } = await open(team.editor, "First");
    const comment = { ...at, comment: first.id };
    await editComment(context, team.editor, comment, { body: "Second", revision: 1 });
    const edited = await editComment(context, team.editor, comment, { body: "Third", revision: 2 });
    expect(edited).toMatchObject({ body: "Third", revision: 3 });
    expect(edited.editedAt).toBeInstanceOf(Date);
    const { items } = await listEdits(context, team.viewer, comment);
    expect(items.map(({ body }) => body)).toEqual(["Second", "First"]);
    await expect(editComment(context, team.editor, comment, { body: "Late", revision: 2 })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(editComment(context, team.owner, comment, { body: "Not mine", revision: 3 })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(editComment(context, team.editor, comment, { body: "  ", revision: 3 })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("leave a trace without their text when deleted, by their author or an admin", async () => {
    const { context, team, at, open, openThreads, list } = await setUp();
    const { first } = await open(team.editor, "Secret", {
      suggestion: { kind: "set", path: "requirements.problem", from: "", to: "Secret" },
    });
    const answer = await reply(context, team.reviewer, { ...at, thread: 1 }, { body: "Also secret" });
    await editComment(context, team.editor, { ...at, comment: first.id }, { body: "Secret still", revision: 1 });
    await react(context, team.reviewer, { ...at, comment: first.id, emoji: "🎉" }, true);
    await expect(deleteComment(context, team.reviewer, { ...at, comment: first.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    const trace = await deleteComment(context, team.editor, { ...at, comment: first.id });
    expect(trace).toMatchObject({ body: "", suggestion: null, reactions: {}, deletedBy: { id: team.editor.userId } });
    expect((await listEdits(context, team.viewer, { ...at, comment: first.id })).items).toEqual([]);
    expect(JSON.stringify(await list(team.viewer))).not.toContain("Secret");
    expect(await openThreads()).toBe(1);
    await deleteComment(context, team.admin, { ...at, comment: answer.id });
    await deleteComment(context, team.admin, { ...at, comment: answer.id });
    const { thread, comments } = await readThread(context, team.viewer, { ...at, thread: 1 }, page);
    expect(comments).toHaveLength(2);
    expect(thread.comments).toBe(0);
    expect(await openThreads()).toBe(0);
    await expect(
      editComment(context, team.reviewer, { ...at, comment: answer.id }, { body: "x", revision: 2 }),
    ).rejects.toMatchObject({ code: "conflict" });
    await reply(context, team.reviewer, { ...at, thread: 1 }, { body: "Once more" });
    expect(await openThreads()).toBe(1);
  });

  it("take each reaction of a person once", async () => {
    const { context, team, at, open, log } = await setUp();
    const { first } = await open(team.editor);
    const comment = { ...at, comment: first.id };
    await Promise.all([
      react(context, team.editor, { ...comment, emoji: "🚀" }, true),
      react(context, team.reviewer, { ...comment, emoji: "🚀" }, true),
      react(context, team.reviewer, { ...comment, emoji: "👍" }, true),
    ]);
    const before = (await log()).length;
    const again = await react(context, team.reviewer, { ...comment, emoji: "👍" }, true);
    expect((await log()).length).toBe(before);
    expect(Object.keys(again.reactions)).toEqual(["👍", "🚀"]);
    expect(again.reactions["👍"]).toEqual([{ id: team.reviewer.userId, name: team.reviewer.name }]);
    expect(again.reactions["🚀"]).toHaveLength(2);
    const less = await react(context, team.reviewer, { ...comment, emoji: "👍" }, false);
    expect(Object.keys(less.reactions)).toEqual(["🚀"]);
  });

  it("hold a suggestion only where a field could take it", async () => {
    const { team, open } = await setUp();
    const quote = { exact: "x", before: "", after: "", start: 0 };
    const wrong = [
      { kind: "replace", path: "services.services", quote, replacement: "y" },
      { kind: "set", path: "services.services", from: [], to: [] },
      { kind: "set", path: "requirements", from: null, to: null },
      { kind: "set", path: "architecture.communication.confidence", from: "", to: "absolute" },
    ];
    for (const suggestion of wrong)
      await expect(open(team.editor, "", { suggestion }), JSON.stringify(suggestion)).rejects.toMatchObject({
        code: "invalid",
      });
    const set = { kind: "set", path: "architecture.communication.confidence", from: "", to: "high" };
    expect((await open(team.editor, "", { suggestion: set })).first).toMatchObject({ body: "", suggestion: set });
  });
});

describe("guests", () => {
  it("open threads and reply under their own name, and are marked as guests", async () => {
    const { context, team, review, at, log, list } = await setUp();
    const guest = await buildGuest(context, review.id, team.editor);
    const inside = await loadReview(context, team.editor, at, "thread.read");
    const thread = await openThreadIn(context, inside, guest, { anchor, body: "From outside" });
    expect(thread).toMatchObject({ author: guest, isUnread: false });
    const answer = await replyIn(context, inside, guest, 1, { body: "And more" });
    expect(answer.author).toEqual(guest);
    const last = (await log()).at(-1);
    expect(last?.actorId).toBeNull();
    expect(last?.payload).toMatchObject({ guest: "Partner", commentId: answer.id });
    expect((await list(team.editor)).items[0]?.author).toEqual(guest);
    const seen = await threadIn(context, review.id, { number: 1, userId: null }, page);
    expect(seen.comments.map(({ author }) => author.kind)).toEqual(["guest", "guest"]);
    expect((await threadsOf(context, review.id, null, page)).lastChange).toBe(last?.number);
  });
});

describe("the list of threads", () => {
  it("has every thread with its first comment, page by page and by what changed", async () => {
    const { context, team, at, open, list } = await setUp();
    for (let index = 1; index <= 5; index++) await open(team.editor, `Thread ${index}`);
    const all = await list(team.editor);
    expect(all.items.map(({ number, first }) => [number, first.body])).toEqual(
      [1, 2, 3, 4, 5].map((number) => [number, `Thread ${number}`]),
    );
    const begin = await list(team.editor, { limit: 2 });
    expect(begin.next).toBe("2");
    expect((await list(team.editor, { limit: 3, cursor: begin.next })).next).toBeNull();
    await reply(context, team.reviewer, { ...at, thread: 2 }, { body: "New" });
    await resolveThread(context, team.reviewer, { ...at, thread: 4 }, { outcome: "done", revision: 1 });
    const changed = await list(team.editor, { changedSince: all.lastChange });
    expect(changed.items.map(({ number, isUnread }) => [number, isUnread])).toEqual([
      [2, true],
      [4, false],
    ]);
    expect((await list(team.editor)).items[3]).toMatchObject({
      outcome: "done",
      resolvedBy: { name: team.reviewer.name },
    });
  });

  it("says what each person has not read", async () => {
    const { context, team, at, open, list } = await setUp();
    const unread = async (actor: Actor) =>
      (await list(actor)).items.filter(({ isUnread }) => isUnread).map(({ number }) => number);
    await open(team.editor);
    await open(team.editor);
    const third = await open(team.reviewer);
    expect(await unread(team.editor)).toEqual([3]);
    expect(await unread(team.reviewer)).toEqual([1, 2]);
    await markRead(context, team.reviewer, { ...at, thread: 1 }, third.lastEvent + 1000);
    expect(await unread(team.reviewer)).toEqual([2]);
    await reply(context, team.editor, { ...at, thread: 1 }, { body: "More" });
    expect(await unread(team.reviewer)).toEqual([1, 2]);
    await markAllRead(context, team.reviewer, at, third.lastEvent);
    expect(await unread(team.reviewer)).toEqual([1]);
    await markAllRead(context, team.reviewer, at, Number.MAX_SAFE_INTEGER);
    expect(await unread(team.reviewer)).toEqual([]);
    await markRead(context, team.reviewer, { ...at, thread: 1 }, 0);
    expect(await unread(team.reviewer)).toEqual([]);
    const late = await buildUser(context);
    await context.db.insert(members).values({ teamId: team.team.id, userId: late.userId, role: "viewer" });
    expect(await unread(late)).toEqual([]);
    await reply(context, team.editor, { ...at, thread: 3 }, { body: "News" });
    expect(await unread(late)).toEqual([3]);
    expect((await readThread(context, late, { ...at, thread: 3 }, page)).thread.isUnread).toBe(true);
    expect((await readThread(context, late, { ...at, thread: 1 }, page)).thread.isUnread).toBe(false);
    await expect(markRead(context, team.reviewer, { ...at, thread: 9 }, 0)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("when the draft is replaced", () => {
  it("threads stay where they are, whatever is restored or imported, and are found again when their place is back", async () => {
    const { context, team, review, at, open, list } = await setUp();
    const spec = emptySpec();
    spec.requirements.problem = "Orders are written once a day, and read often.";
    spec.requirements.functional = [{ id: "aaaaaaaaaa", ref: "", text: "Keep every order.", priority: "" }];
    await putDraft(context, team.editor, at, { spec });
    await publishVersion(context, team.editor, at, { message: "Begin" });
    const passage = describeAnchor(spec, { path: "requirements.problem", start: 11, end: 29 });
    const item: Anchor = { kind: "place", path: "requirements.functional.aaaaaaaaaa" };
    for (const given of [passage ?? anchor, item]) await open(team.reviewer, "Why?", { anchor: given, version: 1 });
    await open(team.reviewer, "Why here?", { anchor: item });
    const found = async () => {
      const { items } = await list(team.viewer);
      const { spec: now } = await currentSpec(context, review.id);
      return locateAll(
        items.map((thread) => thread.anchor),
        now,
      ).map(({ how }) => how);
    };
    const before = await list(team.viewer);
    expect(await found()).toEqual(["exact", "exact", "exact"]);
    await putDraft(context, team.editor, at, { spec: emptySpec() });
    expect(await found()).toEqual(["parent", "parent", "parent"]);
    const markdown = await exportReview(context, team.editor, at, { format: "markdown", version: 1 });
    const imported = await importReview(context, team.editor, at.team, { text: markdown.body, format: "markdown" });
    expect(imported.review.number).not.toBe(at.number);
    await restoreVersion(context, team.editor, { ...at, version: 1 });
    expect(await found()).toEqual(["exact", "exact", "exact"]);
    expect(await list(team.viewer)).toEqual(before);
  });
});

describe("over the API", () => {
  it("refuses what is too long and repeats a request with the same key once", async () => {
    const { context, team, at, log } = await setUp();
    const send = apiOf(context);
    const path = `/teams/${at.team}/reviews/${at.number}/threads`;
    const long = await send(team.editor, "POST", path, { anchor, body: "x".repeat(20_001) });
    expect(long.status).toBe(422);
    expect(JSON.stringify(long.body)).toContain("20,000");
    const body = { anchor, body: "Once" };
    const key = { "idempotency-key": "the-same" };
    const [first, second] = [
      await send(team.editor, "POST", path, body, key),
      await send(team.editor, "POST", path, body, key),
    ];
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect((await log()).filter(({ type }) => type === "thread.opened")).toHaveLength(1);
    const list = await send(team.viewer, "GET", path);
    expect(list.body).toMatchObject({ items: [{ number: 1, isUnread: true, first: { body: "Once" } }], next: null });
    const emoji = `/teams/${at.team}/reviews/${at.number}/comments/${(first.body as Thread).first.id}/reactions/👍`;
    expect((await send(team.editor, "PUT", emoji, { on: true })).status).toBe(200);
    expect((await send(team.editor, "PUT", emoji.replace("👍", "🦀"), { on: true })).status).toBe(404);
    const [row] = await context.db
      .select({ revision: reviews.revision })
      .from(reviews)
      .where(sql`number = ${at.number} and team_id = ${team.team.id}`);
    expect(row?.revision).toBe(1);
  });
});
