import { and, eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import type { Suggestion } from "@/core/comments/anchor";
import { quoteOf } from "@/core/comments/quote";
import { draftText } from "@/core/spec/draft";
import { emptySpec } from "@/core/spec/value";
import { comments, drafts, events } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import type { Actor } from "@/server/actor";
import { deleteComment } from "@/server/comments";
import { currentSpec } from "@/server/draft-projection";
import { type Committed, draftStore } from "@/server/draft-store";
import { editDraft, replaceDraft } from "@/server/drafts";
import { archiveReview, createReview } from "@/server/reviews";
import { applySuggestion } from "@/server/suggestions";
import { buildTeam, testContext } from "@/server/testing";
import { openThread } from "@/server/threads";

const database = testDatabase();
const path = "requirements.problem";
const text = "Orders are written once a day, and read often.";

async function setUp() {
  const context = testContext(database);
  const team = await buildTeam(context);
  const review = await createReview(context, team.editor, team.slug, { title: "Orders" });
  const at = { team: team.slug, number: review.number };
  const write = (problem: string) => {
    const spec = emptySpec();
    spec.requirements.problem = problem;
    return replaceDraft(context, team.editor, review.id, spec);
  };
  await write(text);
  const suggest = async (suggestion: Suggestion) => {
    const anchor = { kind: "place" as const, path: suggestion.path };
    const thread = await openThread(context, team.reviewer, at, { anchor, body: "Better so", suggestion });
    return { ...at, comment: thread.first.id };
  };
  const problem = async () => (await currentSpec(context, review.id)).spec.requirements.problem;
  const applied = () =>
    context.db.$count(events, and(eq(events.reviewId, review.id), eq(events.type, "suggestion.applied")));
  const apply = (actor: Actor, comment: { team: string; number: number; comment: string }) =>
    applySuggestion(context, actor, comment);
  return { context, team, review, at, write, suggest, problem, applied, apply };
}

function replacing(exact: string, replacement: string): Suggestion {
  const start = text.indexOf(exact);
  const quote = quoteOf(text, start, start + exact.length);
  if (!quote) throw new Error("no quote");
  return { kind: "replace", path, quote, replacement };
}

describe("applying a suggestion", () => {
  it("changes the passage, marks the comment and tells of it", async () => {
    const { team, suggest, problem, apply, context, review } = await setUp();
    const comment = await apply(team.editor, await suggest(replacing("once a day", "twice a day")));
    expect(comment).toMatchObject({ appliedBy: { id: team.editor.userId }, body: "Better so" });
    expect(comment.appliedAt).toBeInstanceOf(Date);
    expect(await problem()).toBe("Orders are written twice a day, and read often.");
    const [event] = await context.db
      .select()
      .from(events)
      .where(and(eq(events.reviewId, review.id), eq(events.type, "suggestion.applied")));
    expect(event).toMatchObject({ actorId: team.editor.userId, payload: { thread: 1, commentId: comment.id, path } });
  });

  it("is a small edit that reaches everybody and leaves the rest of the text alone", async () => {
    const { context, team, review, suggest, apply } = await setUp();
    const store = draftStore(context);
    const { doc } = await store.load(review.id);
    const commits: Committed[] = [];
    const forget = store.onCommit((committed) => commits.push(committed));
    // A cursor of somebody else behind the passage.
    const cursor = Y.createRelativePositionFromTypeIndex(draftText(doc, path), text.indexOf("read"));
    await apply(team.editor, await suggest(replacing("once a day", "twice a day")));
    forget();
    const updates = commits.filter(({ reviewId }) => reviewId === review.id).flatMap((commit) => commit.updates);
    expect(updates).toHaveLength(1);
    expect(updates[0]?.length).toBeLessThan(100);
    for (const update of updates) Y.applyUpdate(doc, update);
    const now = draftText(doc, path).toString();
    expect(now.slice(Y.createAbsolutePositionFromRelativePosition(cursor, doc)?.index)).toBe("read often.");
  });

  it("sets a field of any kind that is no list", async () => {
    const { context, team, review, suggest, apply } = await setUp();
    const at = "architecture.communication";
    await apply(team.editor, await suggest({ kind: "set", path: `${at}.confidence`, from: "", to: "high" }));
    await apply(team.editor, await suggest({ kind: "set", path: `${at}.selected`, from: [], to: ["grpc", "rest"] }));
    const { spec } = await currentSpec(context, review.id);
    expect(spec.architecture.communication).toMatchObject({ confidence: "high", selected: ["rest", "grpc"] });
  });

  it("follows the passage when its field was edited elsewhere, and refuses when the passage was", async () => {
    const { team, write, suggest, problem, apply, applied } = await setUp();
    const first = await suggest(replacing("once a day", "twice a day"));
    const second = await suggest(replacing("read often", "read rarely"));
    await write(`In short: ${text}`);
    await apply(team.editor, first);
    expect(await problem()).toBe("In short: Orders are written twice a day, and read often.");
    await write("Orders are written twice a day, and read always.");
    await expect(apply(team.editor, second)).rejects.toMatchObject({ code: "conflict" });
    expect(await applied()).toBe(1);
  });

  it("refuses a value set on a field that has another by now, and one that it has already", async () => {
    const { context, team, at, suggest, apply } = await setUp();
    const field = "architecture.communication.confidence";
    const [first, second] = [
      await suggest({ kind: "set", path: field, from: "", to: "high" }),
      await suggest({ kind: "set", path: field, from: "", to: "low" }),
    ];
    await editDraft(context, team.editor, at, { edits: [{ op: "set", path: field, value: "low" }] });
    await expect(apply(team.editor, first)).rejects.toThrow("changed since");
    await expect(apply(team.editor, second)).rejects.toThrow("already");
  });

  it("happens once however often it is asked for at once", async () => {
    const { team, suggest, problem, apply, applied } = await setUp();
    const comment = await suggest(replacing("read", "read and audited"));
    const people = [team.editor, team.admin, team.owner];
    const all = await Promise.all(
      Array.from({ length: 9 }, (_, index) => apply(people[index % 3] ?? team.editor, comment)),
    );
    expect(new Set(all.map(({ appliedBy }) => appliedBy?.id)).size).toBe(1);
    expect(await problem()).toBe("Orders are written once a day, and read and audited often.");
    expect(await applied()).toBe(1);
  });

  it("goes on while others type, and loses nothing of theirs", async () => {
    const { context, team, review, at, suggest, problem, apply } = await setUp();
    const comment = await suggest(replacing("once a day", "twice a day"));
    const typing = Array.from({ length: 15 }, (_, index) =>
      editDraft(context, team.owner, at, {
        edits: [{ op: "set", path: "security.authentication", value: `${index}` }],
      }),
    );
    await Promise.all([apply(team.editor, comment), ...typing]);
    expect(await problem()).toContain("twice a day");
    const { spec } = await currentSpec(context, review.id);
    expect(spec.security.authentication).toMatch(/^\d+$/);
  });

  it("is for editors, and only in a review at work", async () => {
    const { context, team, review, at, suggest, apply, problem } = await setUp();
    const comment = await suggest(replacing("once a day", "twice a day"));
    await expect(apply(team.reviewer, comment)).rejects.toMatchObject({ code: "forbidden" });
    await expect(apply(team.outsider, comment)).rejects.toMatchObject({ code: "not_found" });
    const other = await createReview(context, team.editor, team.slug, { title: "Other" });
    await expect(apply(team.editor, { ...comment, number: other.number })).rejects.toMatchObject({ code: "not_found" });
    await archiveReview(context, team.editor, at, { archived: true, revision: review.revision });
    await expect(apply(team.editor, comment)).rejects.toMatchObject({ code: "conflict" });
    expect(await problem()).toBe(text);
  });

  it("needs a suggestion that is still there", async () => {
    const { context, team, suggest, apply } = await setUp();
    const comment = await suggest(replacing("once a day", "twice a day"));
    await deleteComment(context, team.reviewer, comment);
    await expect(apply(team.editor, comment)).rejects.toMatchObject({ code: "conflict" });
  });

  it("leaves neither edit nor mark behind when the event cannot be stored", async () => {
    const { context, team, review, suggest, problem, apply } = await setUp();
    const comment = await suggest(replacing("once a day", "twice a day"));
    const seq = () => context.db.select({ seq: drafts.seq }).from(drafts).where(eq(drafts.reviewId, review.id));
    const before = await seq();
    await database.owner.sql.unsafe(
      `create function fail_event() returns trigger language plpgsql as $$ begin if new.type = 'suggestion.applied' then raise exception 'no'; end if; return new; end $$;
       create trigger fail_event before insert on events for each row execute function fail_event()`,
    );
    await expect(apply(team.editor, comment)).rejects.toMatchObject({ code: "unavailable" });
    await database.owner.sql.unsafe("drop trigger fail_event on events; drop function fail_event()");
    expect(await seq()).toEqual(before);
    expect(await problem()).toBe(text);
    expect(await context.db.$count(comments, sql`applied_at is not null and review_id = ${review.id}`)).toBe(0);
    expect((await apply(team.editor, comment)).appliedAt).not.toBeNull();
  });
});
