import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { emptySpec } from "@/core/spec/value";
import { events, versions } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { answerQuestion, readChecklist } from "@/server/checklists";
import { currentSpec } from "@/server/draft-projection";
import { replaceDraft } from "@/server/drafts";
import { exportReview, importReview, previewImport } from "@/server/exchange";
import { createReview, readReview, updateReview } from "@/server/reviews";
import { buildTeam, testContext } from "@/server/testing";
import { listVersions, publishVersion, readVersion, restoreVersion, verifyVersions } from "@/server/versions";

const database = testDatabase();

async function setUp() {
  const context = testContext(database);
  const team = await buildTeam(context);
  const review = await createReview(context, team.editor, team.slug, { title: "Orders" });
  const at = { team: team.slug, number: review.number };
  const write = (problem: string) => {
    const spec = emptySpec();
    spec.requirements.problem = problem;
    spec.data.ddl = "create table orders (id bigint primary key);";
    return replaceDraft(context, team.editor, review.id, spec);
  };
  return { context, team, review, at, write };
}

const answer = {
  choices: ["problem_stated"],
  note: "",
  evidence: [],
  notApplicable: null,
  origin: "manual",
  overruleReason: "",
};

describe("versions", () => {
  it("freezes the draft as acknowledged, with a chain of hashes that verifies", async () => {
    const { context, team, at, write } = await setUp();
    await write("First");
    const first = await publishVersion(context, team.editor, at, { message: "Begin" });
    await write("Second");
    const second = await publishVersion(context, team.editor, at, { message: "Go on" });
    expect(first.spec.requirements.problem).toBe("First");
    expect(second.spec.requirements.problem).toBe("Second");
    expect(second.previousHash).toBe(first.contentHash);
    expect(second.contributors.map((person) => person.id)).toEqual([team.editor.userId]);
    expect(second.diagrams.er).toContain("orders");
    expect(first.sectionHashes.data).toBe(second.sectionHashes.data);
    expect(first.sectionHashes.requirements).not.toBe(second.sectionHashes.requirements);
    expect(
      (await listVersions(context, team.viewer, at, { limit: 10 })).items.map((version) => version.number),
    ).toEqual([2, 1]);
    const { faults } = await verifyVersions(context);
    expect(faults).toEqual([]);
  });

  it("gives each of many publishers at once a version of their own, numbered without a gap", async () => {
    const { context, team, at, write } = await setUp();
    await write("Race");
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => publishVersion(context, team.editor, at, { message: `Try ${index}` })),
    );
    const { items } = await listVersions(context, team.viewer, at, { limit: 20 });
    expect(items.map((version) => version.number)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect((await verifyVersions(context)).faults).toEqual([]);
  });

  it("refuses to publish what the author did not see", async () => {
    const { context, team, review, at, write } = await setUp();
    await write("Seen");
    const { seq } = await currentSpec(context, review.id);
    await write("Not seen");
    await expect(publishVersion(context, team.editor, at, { message: "Late", draftSeq: seq })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await readReview(context, team.viewer, at)).lastVersion).toBe(0);
  });

  it("cannot be changed or deleted, neither by the application nor by the owner of the tables", async () => {
    const { context, team, review, at, write } = await setUp();
    await write("Fixed");
    await publishVersion(context, team.editor, at, { message: "Fixed" });
    const attempts = [
      sql`update versions set message = 'x'`,
      sql`delete from versions`,
      sql`truncate versions`,
      sql`update events set type = 'x'`,
      sql`delete from events`,
    ];
    for (const attempt of attempts) {
      await expect(context.db.execute(attempt)).rejects.toThrow();
      await expect(database.owner.db.execute(attempt)).rejects.toThrow();
    }
    const [kept] = await context.db.select().from(versions).where(sql`review_id = ${review.id}`);
    expect(kept?.message).toBe("Fixed");
  });

  it("names the version that was tampered with beneath the triggers", async () => {
    const { context, team, review, at, write } = await setUp();
    await write("Original");
    await publishVersion(context, team.editor, at, { message: "One" });
    await publishVersion(context, team.editor, at, { message: "Two" });
    const tamper = (statement: string) =>
      database.owner.sql.begin(async (tx) => {
        await tx.unsafe("set local session_replication_role = replica");
        await tx.unsafe(statement);
      });
    await tamper(
      `update versions set spec = jsonb_set(spec, '{requirements,problem}', '"Forged"') where review_id = '${review.id}' and number = 1`,
    );
    const { faults } = await verifyVersions(context);
    expect(faults).toEqual([
      { team: team.slug, review: review.number, version: 1, fault: "its content does not match its hash" },
    ]);
    await tamper(`delete from versions where review_id = '${review.id}' and number = 1`);
    expect((await verifyVersions(context)).faults).toMatchObject([
      { version: 2, fault: "a version before it is missing" },
    ]);
    await tamper(`delete from versions where review_id = '${review.id}'`);
  });

  it("is not half published when writing fails: neither number nor event nor version is left", async () => {
    const { context, team, review, at, write } = await setUp();
    await write("Broken");
    await database.owner.sql.unsafe(
      `create function fail_event() returns trigger language plpgsql as $$ begin if new.review_id = '${review.id}' then raise exception 'no'; end if; return new; end $$;
       create trigger fail_event before insert on events for each row execute function fail_event()`,
    );
    await expect(publishVersion(context, team.editor, at, { message: "Half" })).rejects.toThrow();
    await database.owner.sql.unsafe("drop trigger fail_event on events; drop function fail_event()");
    expect((await readReview(context, team.viewer, at)).lastVersion).toBe(0);
    expect(await context.db.$count(versions, sql`review_id = ${review.id}`)).toBe(0);
    expect(await context.db.$count(events, sql`review_id = ${review.id} and type = 'version.published'`)).toBe(0);
    expect((await publishVersion(context, team.editor, at, { message: "Whole" })).number).toBe(1);
  });

  it("restores specification and answers of a version into the draft", async () => {
    const { context, team, review, at, write } = await setUp();
    await write("Then");
    await answerQuestion(
      context,
      team.editor,
      { ...at, lens: "quality", question: "quality_requirements" },
      { answer, revision: 0 },
    );
    await publishVersion(context, team.editor, at, { message: "Then" });
    await write("Now");
    await answerQuestion(
      context,
      team.editor,
      { ...at, lens: "quality", question: "quality_requirements" },
      { answer: null, revision: 1 },
    );
    await restoreVersion(context, team.editor, { ...at, version: 1 });
    expect((await currentSpec(context, review.id)).spec.requirements.problem).toBe("Then");
    const checklist = await readChecklist(context, team.viewer, { ...at, lens: "quality" });
    expect(
      checklist.assessment.questions.find((question) => question.questionId === "quality_requirements")?.answer
        ?.choices,
    ).toEqual(["problem_stated"]);
    expect((await readVersion(context, team.viewer, { ...at, version: 1 })).spec.requirements.problem).toBe("Then");
  });
});

describe("answers", () => {
  it("keeps the first of two answers made on one revision and refuses the other", async () => {
    const { context, team, at } = await setUp();
    const give = (note: string) =>
      answerQuestion(
        context,
        team.editor,
        { ...at, lens: "quality", question: "quality_requirements" },
        { answer: { ...answer, note }, revision: 0 },
      );
    const both = await Promise.allSettled([give("a"), give("b"), give("c")]);
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  });

  it("puts score and risks of the backend standards on the card", async () => {
    const { context, team, at } = await setUp();
    const { lens } = await readChecklist(context, team.viewer, { ...at, lens: "backend-standards" });
    const question = lens.pillars[0]?.questions[0];
    if (!question) throw new Error("the lens has no question");
    await answerQuestion(
      context,
      team.editor,
      { ...at, lens: "backend-standards", question: question.id },
      { answer: { ...answer, choices: [question.choices[0]?.id] }, revision: 0 },
    );
    const review = await readReview(context, team.viewer, at);
    expect(review.score).toBeTypeOf("number");
    expect(review.risks?.unanswered).toBeGreaterThan(50);
  });
});

describe("export and import", () => {
  it("gives a review back unchanged through Markdown and through JSON, answers and all", async () => {
    const { context, team, review, at, write } = await setUp();
    await write("# A heading\n\n| a | b |\n|---|---|\n\n```sql\nselect 1\n```");
    await answerQuestion(
      context,
      team.editor,
      { ...at, lens: "quality", question: "quality_requirements" },
      { answer, revision: 0 },
    );
    const { spec } = await currentSpec(context, review.id);
    for (const format of ["markdown", "json"] as const) {
      const { body } = await exportReview(context, team.viewer, at, { format });
      const imported = await importReview(context, team.editor, team.slug, { text: body, format });
      expect(imported.review.title).toBe("Orders");
      expect((await currentSpec(context, imported.review.id)).spec).toEqual(spec);
      const copy = await readChecklist(context, team.viewer, {
        team: team.slug,
        number: imported.review.number,
        lens: "quality",
      });
      const original = await readChecklist(context, team.viewer, { ...at, lens: "quality" });
      expect(copy.assessment).toEqual(original.assessment);
    }
  });

  it("shows the newest edit, answer and title, however often it was written before", async () => {
    const { context, team, review, at, write } = await setUp();
    const read = async () => (await exportReview(context, team.viewer, at, { format: "markdown" })).body;
    const first = await read();
    expect(await read()).toBe(first);
    await write("Another problem");
    expect(await read()).toContain("Another problem");
    const question = { ...at, lens: "quality", question: "quality_requirements" };
    await answerQuestion(context, team.editor, question, { answer, revision: 0 });
    expect(await read()).toContain("quality_requirements");
    await answerQuestion(context, team.editor, question, { answer: null, revision: 1 });
    expect(await read()).not.toContain("quality_requirements");
    const { revision } = await readReview(context, team.viewer, at);
    await updateReview(context, team.editor, at, { title: "Renamed", revision });
    expect(await read()).toContain("# Renamed");
    expect(review.title).toBe("Orders");
  });

  it("takes neither status nor approval from a document, and refuses what is no document", async () => {
    const { context, team } = await setUp();
    const forged = "---\nlintel: 1\nstatus: Approved\nnumber: 999\n---\n\n# Forged\n\nText that is kept.";
    const { review } = await importReview(context, team.editor, team.slug, { text: forged, format: "markdown" });
    expect(review.status).toBe("draft");
    expect(review.number).toBeLessThan(10);
    await expect(importReview(context, team.editor, team.slug, { text: "{}", format: "json" })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(
      importReview(context, team.viewer, team.slug, { text: forged, format: "markdown" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const preview = await previewImport(context, team.editor, team.slug, { text: forged, format: "markdown" });
    expect(preview.title).toBe("Forged");
  });
});
