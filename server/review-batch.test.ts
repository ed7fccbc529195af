import { describe, expect, it } from "vitest";
import { testDatabase } from "@/db/testing";
import { listTeamEvents } from "@/server/activity";
import { type BatchAct, changeReviews } from "@/server/review-batch";
import { createReview, readReview, updateReview } from "@/server/reviews";
import { apiOf, buildTeam, testContext } from "@/server/testing";

const database = testDatabase();

async function threeReviews() {
  const context = testContext(database);
  const team = await buildTeam(context);
  for (const title of ["A", "B", "C"]) await createReview(context, team.editor, team.slug, { title });
  const act = async (what: BatchAct, revisions = [1, 1, 1], actor = team.editor) => {
    const reviews = revisions.map((revision, index) => ({ number: index + 1, revision }));
    return (await changeReviews(context, actor, team.slug, { reviews, act: what })).items;
  };
  const read = (number: number) => readReview(context, team.viewer, { team: team.slug, number });
  return { context, team, act, read };
}

describe("one act on many reviews", () => {
  it("changes what can be changed, and says for each of the others why not", async () => {
    const { context, team, act, read } = await threeReviews();
    await updateReview(context, team.editor, { team: team.slug, number: 2 }, { title: "B2", revision: 1 });
    const items = await act({ kind: "status", to: "postponed" });
    expect(items.map(({ outcome }) => outcome)).toEqual(["changed", "refused", "changed"]);
    expect(items[1]?.reason).toMatch(/Somebody changed this review/);
    expect((await act({ kind: "status", to: "approved" }, [2, 2, 2])).map(({ reason }) => reason)).toEqual(
      Array(3).fill(expect.stringMatching(/cannot become “Approved”/)),
    );
    expect((await read(2)).status).toBe("draft");
  });

  it("done twice changes nothing more", async () => {
    const { context, team, act } = await threeReviews();
    const acts: BatchAct[] = [
      { kind: "status", to: "postponed" },
      { kind: "owner", ownerId: team.viewer.userId },
      { kind: "phase", phase: "handoff" },
      { kind: "due", dueOn: "2030-01-31" },
      { kind: "labels", add: ["api"], remove: [] },
      { kind: "reviewer", userId: team.reviewer.userId, isOn: true },
      { kind: "archived", archived: true },
    ];
    const count = async () => (await listTeamEvents(context, team.viewer, team.slug, { limit: 100 })).items.length;
    for (const [index, one] of acts.entries()) {
      const revision = index + 1;
      expect(
        (await act(one, [revision, revision, revision])).map(({ outcome }) => outcome),
        one.kind,
      ).toEqual(Array(3).fill("changed"));
      const before = await count();
      const again = await act(one, [revision + 1, revision + 1, revision + 1]);
      expect(
        again.map(({ outcome }) => outcome),
        one.kind,
      ).toEqual(Array(3).fill("unchanged"));
      expect(await count()).toBe(before);
    }
  });

  it("takes a label away and leaves the others", async () => {
    const { context, team, act, read } = await threeReviews();
    await updateReview(context, team.editor, { team: team.slug, number: 1 }, { labels: ["api", "data"], revision: 1 });
    const items = await act({ kind: "labels", add: [], remove: ["api"] }, [2, 1, 1]);
    expect(items.map(({ outcome }) => outcome)).toEqual(["changed", "unchanged", "unchanged"]);
    expect((await read(1)).labels).toEqual(["data"]);
  });

  it("is refused whole to who may not change reviews, and for people who are no members", async () => {
    const { team, act } = await threeReviews();
    await expect(act({ kind: "phase", phase: "handoff" }, [1], team.reviewer)).rejects.toMatchObject({
      code: "forbidden",
    });
    const items = await act({ kind: "owner", ownerId: team.outsider.userId });
    expect(items.every(({ outcome }) => outcome === "refused")).toBe(true);
  });

  it("has one effect for a request that is repeated with its key, and takes a hundred at most", async () => {
    const { context, team } = await threeReviews();
    const send = apiOf(context);
    const ask = (reviews: object[], key: string) =>
      send(
        team.editor,
        "POST",
        `/teams/${team.slug}/review-batch`,
        { reviews, act: { kind: "phase", phase: "security" } },
        { "idempotency-key": key },
      );
    const first = await ask([{ number: 1, revision: 1 }], "batch-1");
    expect(first.body).toEqual({ items: [{ number: 1, outcome: "changed", reason: null, revision: 2 }] });
    expect((await ask([{ number: 1, revision: 1 }], "batch-1")).body).toEqual(first.body);
    expect(
      (
        await ask(
          Array.from({ length: 101 }, (_, index) => ({ number: index + 1, revision: 1 })),
          "batch-2",
        )
      ).status,
    ).toBe(422);
  });
});
