import { describe, expect, it } from "vitest";
import { writeLens } from "@/core/checklist/lens-export";
import { quality } from "@/core/checklist/lenses/quality";
import { testDatabase } from "@/db/testing";
import { answerQuestion, readChecklist } from "@/server/checklists";
import { exportReview, importReview } from "@/server/exchange";
import { archiveLens, exportLens, importLens, listLenses } from "@/server/lenses";
import { createReview, readReview } from "@/server/reviews";
import { apiOf, buildTeam, testContext } from "@/server/testing";
import { publishVersion, readVersion, restoreVersion, verifyVersions } from "@/server/versions";

const database = testDatabase();

/** A lens of one question as a team would write it, with keys that Lintel does not know and an order of its own. */
function houseRules(change: { name?: string; lintel?: unknown; choices?: string[]; rules?: [string, string][] } = {}) {
  const choices = change.choices ?? ["on_call", "runbook"];
  const rules = change.rules ?? [
    [choices.join(" && "), "NO_RISK"],
    ["default", "HIGH_RISK"],
  ];
  return JSON.stringify({
    schemaVersion: "2021-11-01",
    zebra: { kept: [1, 2.5, "ü"] },
    name: change.name ?? "House rules",
    pillars: [
      {
        name: "Running it",
        id: "running",
        questions: [
          {
            id: "who_runs_it",
            title: "Who runs it at night?",
            choices: choices.map((id) => ({ id, title: `Has ${id}`, improvementPlan: { displayText: `Get ${id}` } })),
            riskRules: rules.map(([condition, risk]) => ({ condition, risk })),
          },
        ],
      },
    ],
    ...(change.lintel ? { lintel: change.lintel } : {}),
  });
}

async function setUp() {
  const context = testContext(database);
  const team = await buildTeam(context);
  const bring = (text = houseRules()) => importLens(context, team.admin, team.slug, text);
  const { number } = await createReview(context, team.editor, team.slug, { title: "Orders" });
  const at = { team: team.slug, number };
  const answer = async (choices: string[], revision = 0) =>
    (
      await answerQuestion(
        context,
        team.editor,
        { ...at, lens: "house-rules", question: "who_runs_it" },
        {
          answer: { choices },
          revision,
        },
      )
    ).assessment;
  const read = () => readChecklist(context, team.viewer, { ...at, lens: "house-rules" });
  const list = async () => (await listLenses(context, team.viewer, team.slug)).items;
  return { context, team, bring, at, answer, read, list };
}

describe("a team's own lens", () => {
  it("is imported, listed after the shipped ones, and exported as the text that came in", async () => {
    const { context, team, bring, list } = await setUp();
    expect((await list()).map(({ key }) => key)).toEqual(["quality", "backend-standards"]);
    expect(await bring()).toMatchObject({ key: "house-rules", version: 1, questions: 1, warnings: [] });
    const [, , own] = await list();
    expect(own).toMatchObject({ name: "House rules", isShipped: false, imported: { version: 1 } });
    const file = await exportLens(context, team.viewer, { team: team.slug, lens: "house-rules" });
    expect(file.body).toBe(houseRules());
    const shipped = await exportLens(context, team.viewer, { team: team.slug, lens: "quality" });
    expect(shipped.body).toBe(writeLens(quality));
  });

  it.each([
    ["what is no JSON", "{", undefined],
    ["a lens with a fault, at its place", houseRules({ choices: ["x"] }), "pillars.0.questions.0.choices.0.id"],
    [
      "rules that the linter finds wrong, at their place",
      houseRules({
        rules: [
          ["nobody", "NO_RISK"],
          ["default", "HIGH_RISK"],
        ],
      }),
      "pillars.0.questions.0.riskRules.0.condition",
    ],
    ["the key of a shipped lens", houseRules({ lintel: { key: "quality", version: "1" } }), "lintel.key"],
    ["a name that is a shipped key", houseRules({ name: "Quality" }), "name"],
    ["a name without a letter for an address", houseRules({ name: "規則" }), "name"],
    ["a key of every object", houseRules({ lintel: { key: "constructor", version: "1" } }), "lintel.key"],
    ["a character no database holds", houseRules({ name: "House \0 rules" }), "name"],
    ["half a character", houseRules({ name: "House \ud800 rules" }), "name"],
  ])("is refused: %s", async (_, text, path) => {
    const { bring, list } = await setUp();
    const refusal = await bring(text).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "invalid", ...(path ? { fields: [{ path }] } : {}) });
    expect(await list()).toHaveLength(2);
  });

  it("is refused above 500 KB, and beyond twenty of them", async () => {
    const { bring } = await setUp();
    await expect(bring(`${houseRules()}${" ".repeat(500_000)}`)).rejects.toMatchObject({ code: "too_large" });
    for (let index = 0; index < 20; index++) await bring(houseRules({ name: `House ${index} rules` }));
    await expect(bring()).rejects.toMatchObject({ code: "conflict" });
    await expect(bring(houseRules({ name: "House 7 rules" }))).resolves.toMatchObject({ version: 2 });
  });

  it("brings back what the linter only warns of", async () => {
    const { bring, list } = await setUp();
    const text = houseRules({
      choices: ["on_call", "runbook"],
      rules: [
        ["on_call", "NO_RISK"],
        ["default", "HIGH_RISK"],
      ],
    });
    const { warnings } = await bring(text);
    expect(warnings).toMatchObject([{ path: "pillars.0.questions.0.choices.1" }]);
    expect((await list())[2]?.warnings).toEqual(warnings);
  });

  it("is for administrators to bring and archive, for members to read, and nothing to anybody else", async () => {
    const { context, team, bring } = await setUp();
    await bring();
    const at = { team: team.slug, lens: "house-rules" };
    for (const actor of [team.editor, team.reviewer, team.viewer]) {
      await expect(importLens(context, actor, team.slug, houseRules())).rejects.toMatchObject({ code: "forbidden" });
      await expect(archiveLens(context, actor, at)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(importLens(context, team.outsider, team.slug, houseRules())).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(exportLens(context, team.outsider, at)).rejects.toMatchObject({ code: "not_found" });
    const elsewhere = await createReview(context, team.outsider, team.other.slug, { title: "Elsewhere" });
    await expect(
      readChecklist(context, team.outsider, {
        team: team.other.slug,
        number: elsewhere.number,
        lens: "house-rules",
      }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("comes and goes through the API as its routes say", async () => {
    const { context, team } = await setUp();
    const send = apiOf(context);
    const path = `/teams/${team.slug}/lenses`;
    expect((await send(team.admin, "POST", path, { text: houseRules() })).status).toBe(201);
    const file = await send(team.viewer, "GET", `${path}/house-rules/export.json`);
    expect(file.headers.get("content-disposition")).toContain("house-rules.lens.json");
    expect(file.body).toEqual(JSON.parse(houseRules()));
    expect((await send(team.admin, "DELETE", `${path}/house-rules`)).status).toBe(204);
    expect((await send(team.admin, "DELETE", `${path}/quality`)).status).toBe(404);
    expect((await send(team.viewer, "GET", `${path}/house-rules/export.json`)).status).toBe(404);
    const { body } = await send(team.viewer, "GET", `/teams/${team.slug}/events`);
    expect(JSON.stringify(body)).toContain("lens.archived");
  });
});

describe("a review under a team's own lens", () => {
  it("is answered, scored, published with it and verified, and its document comes back with the answer", async () => {
    const { context, team, bring, at, answer, read } = await setUp();
    await bring();
    expect((await read()).assessment).toMatchObject({ score: 0, counts: { unanswered: 1 } });
    expect(await answer(["on_call"])).toMatchObject({ score: 0, counts: { high: 1 } });
    expect(await answer(["on_call", "runbook"], 1)).toMatchObject({ score: 100, counts: { none: 1 } });
    // The board shows the backend standards, of which nothing was answered.
    expect(await readReview(context, team.viewer, at)).toMatchObject({ score: null });
    const version = await publishVersion(context, team.editor, at, { message: "With our rules" });
    expect(version.scores["house-rules"]).toMatchObject({ score: 100 });
    expect(version.answers["house-rules"]).toHaveLength(1);
    expect((await verifyVersions(context)).faults).toEqual([]);
    const file = await exportReview(context, team.viewer, at, { format: "markdown" });
    expect(file.body).toContain("House rules");
    const { review } = await importReview(context, team.editor, team.slug, { text: file.body, format: "markdown" });
    const copy = await readChecklist(context, team.viewer, { ...at, number: review.number, lens: "house-rules" });
    expect(copy.assessment).toMatchObject({ score: 100 });
  });

  it("follows a new version of the lens: an answer whose choice is gone counts as unanswered", async () => {
    const { context, team, bring, at, answer, read } = await setUp();
    await bring();
    await answer(["on_call", "runbook"]);
    // Under these rules nothing at all would be fine, so a choice that means nothing must not be taken for an answer.
    const text = houseRules({
      choices: ["pager_no", "rota"],
      rules: [
        ["pager_no", "HIGH_RISK"],
        ["default", "NO_RISK"],
      ],
    });
    expect(await bring(text)).toMatchObject({ version: 2 });
    expect((await read()).assessment).toMatchObject({ counts: { unanswered: 1 } });
    const { scores } = await publishVersion(context, team.editor, at, { message: "Renewed" });
    expect(scores["house-rules"]).toMatchObject({ counts: { unanswered: 1 } });
    expect(await answer(["rota"], 1)).toMatchObject({ score: 100 });
  });

  it("keeps its answers and versions when the lens is archived, and has them again when it returns", async () => {
    const { context, team, bring, at, answer, read } = await setUp();
    await bring();
    await answer(["on_call", "runbook"]);
    await publishVersion(context, team.editor, at, { message: "One" });
    await archiveLens(context, team.admin, { team: team.slug, lens: "house-rules" });
    await expect(read()).rejects.toMatchObject({ code: "not_found" });
    await expect(answer(["on_call"], 1)).rejects.toMatchObject({ code: "not_found" });
    expect((await publishVersion(context, team.editor, at, { message: "Two" })).scores["house-rules"]).toBeUndefined();
    await restoreVersion(context, team.editor, { ...at, version: 1 });
    const first = await readVersion(context, team.viewer, { ...at, version: 1 });
    expect(first.scores["house-rules"]).toMatchObject({ score: 100 });
    const file = await exportReview(context, team.viewer, at, { format: "markdown", version: 1 });
    expect(file.body).toContain("house-rules");
    expect(await bring()).toMatchObject({ version: 2 });
    expect((await read()).assessment).toMatchObject({ score: 100 });
    // Version 2 was published without the lens and says nothing of its answers.
    await restoreVersion(context, team.editor, { ...at, version: 2 });
    expect((await read()).assessment).toMatchObject({ score: 100 });
    expect((await verifyVersions(context)).faults).toEqual([]);
  });
});
