import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { statuses, transitionBlocker } from "@/core/approvals/status";
import { cleanText } from "@/core/spec/value";
import { events, idempotencyKeys, reviews } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { listReviewEvents } from "@/server/activity";
import { listReviews, type ReviewSort, reviewSorts } from "@/server/review-list";
import { archiveReview, createReview, moveReview, readReview, updateReview } from "@/server/reviews";
import { apiOf, buildTeam, testContext } from "@/server/testing";

const database = testDatabase();

describe("reviews", () => {
  it("numbers reviews and events of a team without a gap, however many are made at once", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        createReview(context, team.editor, team.slug, { title: `Review ${index}` }),
      ),
    );
    expect(made.map((review) => review.number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    const rows = await context.db.select({ number: events.number }).from(events).where(sql`team_id = ${team.team.id}`);
    expect(rows.map((row) => row.number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });

  it("refuses a change made on a stale revision and keeps the other one", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    const review = await createReview(context, team.editor, team.slug, { title: "First" });
    const at = { team: team.slug, number: review.number };
    const renames = await Promise.allSettled(
      ["A", "B", "C"].map((title) => updateReview(context, team.editor, at, { title, revision: review.revision })),
    );
    expect(renames.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(
      renames
        .filter((one) => one.status === "rejected")
        .every((one) => (one as PromiseRejectedResult).reason.code === "conflict"),
    ).toBe(true);
  });

  it("moves only along the table of transitions, and tells why not", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    const review = await createReview(context, team.editor, team.slug, { title: "Moving" });
    const at = { team: team.slug, number: review.number };
    await expect(moveReview(context, team.editor, at, { to: "approved", revision: 1 })).rejects.toThrow(
      /cannot become “Approved”/,
    );
    await expect(moveReview(context, team.editor, at, { to: "in_review", revision: 1 })).rejects.toThrow(
      /Publish a version first/,
    );
    const moved = await moveReview(context, team.editor, at, { to: "postponed", reason: "No time", revision: 1 });
    expect(moved.status).toBe("postponed");
    const { items } = await listReviewEvents(context, team.viewer, at, { limit: 10 });
    expect(items.map((event) => event.type)).toEqual(["review.moved", "review.created"]);
    for (const from of statuses)
      for (const to of statuses)
        expect(typeof transitionBlocker({ status: from, lastVersion: 1 }, to)).toMatch(/string|object/);
  });

  it("archives and takes back without losing anything", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    const review = await createReview(context, team.editor, team.slug, { title: "Old" });
    const at = { team: team.slug, number: review.number };
    const archived = await archiveReview(context, team.editor, at, { archived: true, revision: review.revision });
    const board = (isArchived: boolean) =>
      listReviews(context, team.viewer, team.slug, { sort: "updated", limit: 10, archived: isArchived });
    expect((await board(false)).items).toHaveLength(0);
    expect((await board(true)).items).toHaveLength(1);
    await archiveReview(context, team.editor, at, { archived: false, revision: archived.revision });
    expect((await board(false)).items).toHaveLength(1);
  });

  it("takes an owner only from the team", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    const review = await createReview(context, team.editor, team.slug, { title: "Owned" });
    const at = { team: team.slug, number: review.number };
    const give = (ownerId: string) => updateReview(context, team.editor, at, { ownerId, revision: review.revision });
    await expect(give(team.outsider.userId)).rejects.toMatchObject({ code: "invalid" });
    expect((await give(team.viewer.userId)).owner.id).toBe(team.viewer.userId);
  });
});

describe("the board", () => {
  it("gives every review once over its pages, in the order of each sort", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    for (let number = 1; number <= 23; number++) {
      const review = await createReview(context, team.editor, team.slug, { title: `Review ${number}` });
      await context.db
        .update(reviews)
        .set({
          score: number % 3 === 0 ? null : number % 5,
          dueOn: number % 4 === 0 ? null : `2027-01-0${(number % 7) + 1}`,
        })
        .where(sql`id = ${review.id}`);
    }
    const walk = async (sort: ReviewSort) => {
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const page = await listReviews(context, team.viewer, team.slug, { sort, limit: 5, cursor });
        seen.push(...page.items.map((item) => item.number));
        cursor = page.next ?? undefined;
      } while (cursor);
      return seen;
    };
    for (const sort of reviewSorts)
      expect(
        [...(await walk(sort))].sort((a, b) => a - b),
        sort,
      ).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
  });

  it("filters by status, label, owner and words, taken literally", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    const first = await createReview(context, team.editor, team.slug, { title: "100% of orders_" });
    await createReview(context, team.admin, team.slug, { title: "Payments" });
    await updateReview(
      context,
      team.editor,
      { team: team.slug, number: first.number },
      { labels: ["api", "api", "risk"], revision: 1 },
    );
    const find = async (filter: object) =>
      (await listReviews(context, team.viewer, team.slug, { sort: "number", limit: 10, ...filter })).items.map(
        (item) => item.number,
      );
    expect(await find({ text: "100%" })).toEqual([1]);
    expect(await find({ text: "%" })).toEqual([1]);
    expect(await find({ text: "_" })).toEqual([1]);
    expect(await find({ text: "#2" })).toEqual([2]);
    expect(await find({ label: ["risk"] })).toEqual([1]);
    expect(await find({ owner: [team.admin.userId] })).toEqual([2]);
    expect(await find({ status: ["approved"] })).toEqual([]);
  });

  it("answers any query string with a page or a sentence, never a fault", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    const send = apiOf(context);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("cursor", "status", "label", "owner", "text", "sort", "limit", "archived"),
        fc.string({ unit: "binary" }),
        async (key, value) => {
          const { status } = await send(
            team.viewer,
            "GET",
            `/teams/${team.slug}/reviews?${key}=${encodeURIComponent(cleanText(value, "many"))}`,
          );
          expect([200, 422]).toContain(status);
        },
      ),
      { numRuns: 150 },
    );
    for (const key of ["not-a-date", "1e400", "'; drop table reviews; --"]) {
      const cursor = Buffer.from(JSON.stringify([key, 1])).toString("base64url");
      expect((await send(team.viewer, "GET", `/teams/${team.slug}/reviews?sort=due&cursor=${cursor}`)).status).toBe(
        422,
      );
    }
  });
});

describe("requests", () => {
  it("has one effect for twenty requests with one key at once, and refuses the key for another body", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    const send = apiOf(context);
    const create = (title: string, key: string) =>
      send(team.editor, "POST", `/teams/${team.slug}/reviews`, { title }, { "idempotency-key": key });
    const replies = await Promise.all(Array.from({ length: 20 }, () => create("Once", "key-1")));
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([201]));
    expect(new Set(replies.map((reply) => JSON.stringify(reply.body))).size).toBe(1);
    expect((await create("Twice", "key-1")).status).toBe(422);
    expect((await listReviews(context, team.viewer, team.slug, { sort: "number", limit: 10 })).items).toHaveLength(1);
  });

  it("keeps no secret of a stored reply in the clear", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    const send = apiOf(context);
    const create = () =>
      send(
        team.owner,
        "POST",
        `/teams/${team.slug}/invitations`,
        { role: "viewer" },
        { "idempotency-key": "invite-1" },
      );
    const { token } = (await create()).body as { token: string };
    expect(((await create()).body as { token: string }).token).toBe(token);
    const rows = await context.db.select().from(idempotencyKeys);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it("refuses another site, a body that is too large, broken JSON and unknown fields, each with a sentence", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    const send = apiOf(context);
    const path = `/teams/${team.slug}/reviews`;
    const code = async (body: unknown, headers = {}) => {
      const reply = await send(team.editor, "POST", path, body, headers);
      return [reply.status, (reply.body as { error: { code: string } }).error.code];
    };
    expect(await code({ title: "x" }, { origin: "https://evil.example" })).toEqual([403, "forbidden"]);
    expect(await code({ title: "x".repeat(1_100_000) })).toEqual([413, "too_large"]);
    expect(await code("{")).toEqual([422, "invalid"]);
    expect(await code({ title: "x", status: "approved" })).toEqual([422, "invalid"]);
    expect(await code({ title: "x".repeat(10_000) })).toEqual([422, "invalid"]);
    expect(await code({ title: "\u0000\u0001" })).toEqual([422, "invalid"]);
    const polluting = await send(team.editor, "POST", path, '{"title":"x","__proto__":{"polluted":true}}');
    expect([201, 422]).toContain(polluting.status);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("keeps a title in any script, with emoji and from right to left, as it was typed", async () => {
    const context = testContext(database);
    const team = await buildTeam(context);
    const send = apiOf(context);
    for (const title of [
      "مراجعة الطلبات",
      "👩‍👩‍👧‍👦 orders",
      "<script>alert(1)</script>",
      "'; drop table reviews; --",
    ]) {
      const { body } = await send(team.editor, "POST", `/teams/${team.slug}/reviews`, { title });
      const { number } = body as { number: number };
      expect((await readReview(context, team.viewer, { team: team.slug, number })).title).toBe(title);
    }
  });

  it("limits requests per person and says when to come back", async () => {
    const context = testContext(database, { requestsPerMinute: 30 });
    const team = await buildTeam(context);
    const send = apiOf(context);
    const replies = [];
    for (let index = 0; index < 40; index++) replies.push(await send(team.viewer, "GET", "/account"));
    const refused = replies.filter((reply) => reply.status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(Number(refused[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});
