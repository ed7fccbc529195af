import { expect, it } from "vitest";
import type { Spec } from "@/core/spec/definition";
import { emptySpec } from "@/core/spec/value";
import { testDatabase } from "@/db/testing";
import { readDiagrams } from "@/server/diagrams";
import { replaceDraft } from "@/server/drafts";
import { createReview } from "@/server/reviews";
import { buildTeam, testContext } from "@/server/testing";
import { publishVersion } from "@/server/versions";

const database = testDatabase();

async function reviewWith(ddl: string) {
  const context = testContext(database);
  const team = await buildTeam(context);
  const review = await createReview(context, team.editor, team.slug, { title: "Shop" });
  const spec = emptySpec() as Spec;
  spec.data.ddl = ddl;
  await replaceDraft(context, team.editor, review.id, spec);
  return { context, team, at: { team: team.slug, number: review.number }, id: review.id };
}

it("draws the tables of the draft and says what is wrong in the DDL", async () => {
  const { context, team, at } = await reviewWith("create table a (id int primary key);\ncreate table b (id int,);");
  const { diagrams, ddl, version } = await readDiagrams(context, team.viewer, at);
  expect(diagrams.map(({ kind }) => kind)).toEqual(["context", "containers", "er"]);
  expect(diagrams[2]?.source).toContain('"a" {');
  expect(ddl).toMatchObject({ tables: 1, problems: [{ line: 2, severity: "error" }] });
  expect(version).toBeNull();
});

it("draws a version as it was published, whatever became of the draft", async () => {
  const { context, team, at, id } = await reviewWith("create table earlier (id int primary key);");
  await publishVersion(context, team.editor, at, { message: "First" });
  await replaceDraft(context, team.editor, id, emptySpec() as Spec);
  const published = await readDiagrams(context, team.viewer, { ...at, version: 1 });
  expect(published.diagrams[2]?.source).toContain("earlier");
  expect((await readDiagrams(context, team.viewer, at)).diagrams[2]?.source).toBe("");
});

it("gives an answer for a DDL beyond the limit, with the remedy as a problem", async () => {
  const { context, team, at } = await reviewWith(`-- ${"é".repeat(600_000)}\ncreate table a (id int);`);
  const { diagrams, ddl } = await readDiagrams(context, team.editor, at);
  expect(diagrams[2]?.source).toBe("");
  expect(ddl.problems[0]?.message).toContain("at most 1 MB is read");
});

it("shows nothing to outsiders, and no version there is not", async () => {
  const { context, team, at } = await reviewWith("");
  await expect(readDiagrams(context, team.outsider, at)).rejects.toMatchObject({ code: "not_found" });
  await expect(readDiagrams(context, team.editor, { ...at, version: 7 })).rejects.toMatchObject({ code: "not_found" });
});
