import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { members } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { listReviewEvents } from "@/server/activity";
import { listReviews } from "@/server/review-list";
import { createReview, updateReview } from "@/server/reviews";
import { buildTeam, testContext } from "@/server/testing";

const database = testDatabase();

async function underReview() {
  const context = testContext(database);
  const team = await buildTeam(context);
  const review = await createReview(context, team.editor, team.slug, { title: "Orders" });
  const at = { team: team.slug, number: review.number };
  const name = (reviewerIds: string[], revision: number, actor = team.editor) =>
    updateReview(context, actor, at, { reviewerIds, revision });
  return { context, team, review, at, name };
}

describe("reviewers", () => {
  it("are named and taken out, in their order, with an event for each", async () => {
    const { context, team, at, name } = await underReview();
    const { reviewer, viewer, admin } = team;
    const named = await name([reviewer.userId, viewer.userId, reviewer.userId], 1);
    expect(named.reviewers.map(({ id }) => id)).toEqual([reviewer.userId, viewer.userId]);
    expect(named.reviewers[0]?.name).toBe(reviewer.name);
    const changed = await name([viewer.userId, admin.userId], named.revision);
    expect(changed.reviewers.map(({ id }) => id)).toEqual([viewer.userId, admin.userId]);
    const { items } = await listReviewEvents(context, team.viewer, at, { limit: 10 });
    expect(items.map(({ type, payload }) => [type, (payload as { userId?: string }).userId])).toEqual([
      ["reviewer.removed", reviewer.userId],
      ["reviewer.added", admin.userId],
      ["reviewer.added", viewer.userId],
      ["reviewer.added", reviewer.userId],
      ["review.created", undefined],
    ]);
  });

  it("change nothing, and no revision, when they are named again", async () => {
    const { team, name } = await underReview();
    const first = await name([team.reviewer.userId], 1);
    expect((await name([team.reviewer.userId], first.revision)).revision).toBe(first.revision);
  });

  it("are members of the team; one who has left stays until taken out", async () => {
    const { context, team, name } = await underReview();
    await expect(name([team.outsider.userId], 1)).rejects.toMatchObject({ code: "invalid" });
    const named = await name([team.reviewer.userId], 1);
    await context.db
      .delete(members)
      .where(and(eq(members.teamId, team.team.id), eq(members.userId, team.reviewer.userId)));
    const more = await name([team.reviewer.userId, team.admin.userId], named.revision);
    expect(more.reviewers).toHaveLength(2);
    await name([team.admin.userId], more.revision);
    await expect(name([team.reviewer.userId], more.revision + 1)).rejects.toMatchObject({ code: "invalid" });
  });

  it("are named by editors, and on the revision that was seen", async () => {
    const { team, name } = await underReview();
    await expect(name([team.viewer.userId], 1, team.reviewer)).rejects.toMatchObject({ code: "forbidden" });
    await name([team.viewer.userId], 1);
    await expect(name([team.admin.userId], 1)).rejects.toMatchObject({ code: "conflict" });
  });

  it("stand on the card, with the phase and the open threads", async () => {
    const { context, team, at } = await underReview();
    await updateReview(context, team.editor, at, {
      reviewerIds: [team.reviewer.userId],
      phase: "security",
      revision: 1,
    });
    const { items } = await listReviews(context, team.viewer, team.slug, { sort: "updated", limit: 10 });
    expect(items).toMatchObject([
      {
        owner: { name: team.editor.name },
        reviewers: [{ name: team.reviewer.name }],
        phase: "security",
        openThreads: 0,
      },
    ]);
  });
});
