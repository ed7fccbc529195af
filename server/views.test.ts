import { describe, expect, it } from "vitest";
import { testDatabase } from "@/db/testing";
import { listTeamEvents } from "@/server/activity";
import { buildTeam, testContext } from "@/server/testing";
import { createView, deleteView, listViews, updateView } from "@/server/views";

const database = testDatabase();

async function withTeam() {
  const context = testContext(database);
  const team = await buildTeam(context);
  const save = (actor = team.viewer, more: { name?: string; isShared?: boolean } = {}) =>
    createView(context, actor, team.slug, { name: "Mine", query: "status=draft", isShared: false, ...more });
  const names = async (actor: typeof team.owner) =>
    (await listViews(context, actor, team.slug)).items.map(({ name }) => name);
  const told = async () =>
    (await listTeamEvents(context, team.owner, team.slug, { limit: 50 })).items
      .filter(({ type }) => type.startsWith("view."))
      .map(({ type }) => type);
  return { context, team, save, names, told };
}

describe("saved views", () => {
  it("are seen by their owner alone while they are private, and leave no trace in the log", async () => {
    const { context, team, save, names, told } = await withTeam();
    const view = await save();
    expect(await names(team.viewer)).toEqual(["Mine"]);
    expect(await names(team.owner)).toEqual([]);
    const at = { team: team.slug, id: view.id };
    for (const other of [team.owner, team.admin, team.reviewer]) {
      await expect(updateView(context, other, at, { name: "Taken", revision: 1 })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(deleteView(context, other, at)).rejects.toMatchObject({ code: "not_found" });
    }
    await updateView(context, team.viewer, at, { name: "Still mine", revision: 1 });
    await deleteView(context, team.viewer, at);
    expect(await told()).toEqual([]);
  });

  it("are shared by editors, seen by the whole team, and told of", async () => {
    const { context, team, save, names, told } = await withTeam();
    await expect(save(team.viewer, { isShared: true })).rejects.toMatchObject({ code: "forbidden" });
    const view = await save(team.editor, { name: "Ours", isShared: true });
    expect(await names(team.viewer)).toEqual(["Ours"]);
    const at = { team: team.slug, id: view.id };
    await expect(deleteView(context, team.reviewer, at)).rejects.toMatchObject({ code: "forbidden" });
    await expect(updateView(context, team.admin, at, { isShared: false, revision: 1 })).rejects.toMatchObject({
      code: "forbidden",
    });
    await updateView(context, team.admin, at, { name: "Everybody's", revision: 1 });
    await updateView(context, team.editor, at, { isShared: false, revision: 2 });
    expect(await names(team.viewer)).toEqual([]);
    expect(await told()).toEqual(["view.deleted", "view.saved", "view.saved"]);
  });

  it("are changed on the revision that was seen, and stay in their team", async () => {
    const { context, team, save } = await withTeam();
    const view = await save(team.editor);
    const at = { team: team.slug, id: view.id };
    await updateView(context, team.editor, at, { query: "status=approved", revision: 1 });
    await expect(updateView(context, team.editor, at, { query: "", revision: 1 })).rejects.toMatchObject({
      code: "conflict",
    });
    const elsewhere = { team: team.other.slug, id: view.id };
    await expect(deleteView(context, team.outsider, elsewhere)).rejects.toMatchObject({ code: "not_found" });
    await expect(listViews(context, team.outsider, team.slug)).rejects.toMatchObject({ code: "not_found" });
  });
});
