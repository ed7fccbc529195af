import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { draftText } from "@/core/spec/draft";
import { emptySpec } from "@/core/spec/value";
import { testDatabase } from "@/db/testing";
import type { Actor } from "@/server/actor";
import { draftStore } from "@/server/draft-store";
import { type DraftReading, editDraft, putDraft, readDraft } from "@/server/drafts";
import { archiveReview, createReview } from "@/server/reviews";
import { apiOf, buildTeam, testContext } from "@/server/testing";

const database = testDatabase();
const functional = "requirements.functional";
const item = "aaaaaaaaaa";

async function room() {
  const context = testContext(database);
  const team = await buildTeam(context);
  const { number, id } = await createReview(context, team.owner, team.slug, { title: "Checkout" });
  const at = { team: team.slug, number };
  const edit = (edits: Parameters<typeof editDraft>[3]["edits"], baseSeq?: number, actor: Actor = team.editor) =>
    editDraft(context, actor, at, { edits, baseSeq });
  return { context, ...team, at, reviewId: id, edit };
}

describe("a program that edits a draft", () => {
  test("sets fields, and inserts, moves and removes items, in one edit", async () => {
    const { context, at, viewer, edit } = await room();
    const { spec, seq } = await edit([
      { op: "set", path: "requirements.problem", value: "Orders are lost." },
      { op: "insert", path: functional, item: { id: item, text: "Place an order" } },
      { op: "insert", path: functional, item: { id: "bbbbbbbbbb", text: "Cancel it" }, index: 0 },
      { op: "set", path: `${functional}.${item}.text`, value: "Place an order twice" },
    ]);
    expect(seq).toBe(1);
    expect(spec.requirements.problem).toBe("Orders are lost.");
    expect(spec.requirements.functional.map(({ text }) => text)).toEqual(["Cancel it", "Place an order twice"]);
    const moved = await edit([{ op: "move", path: `${functional}.${item}`, index: 0 }]);
    expect(moved.spec.requirements.functional.map(({ id }) => id)).toEqual([item, "bbbbbbbbbb"]);
    const removed = await edit([{ op: "remove", path: `${functional}.${item}` }]);
    expect(removed.spec.requirements.functional.map(({ id }) => id)).toEqual(["bbbbbbbbbb"]);
    expect(await readDraft(context, viewer, at)).toEqual(removed);
  });

  test("merges with what somebody types in the same field at the same time", async () => {
    const { context, reviewId, editor, edit } = await room();
    await edit([{ op: "set", path: "requirements.problem", value: "one two three" }]);
    const store = draftStore(context);
    const { doc } = await store.load(reviewId);
    const before = Y.encodeStateVector(doc);
    draftText(doc, "requirements.problem").insert(13, " four");
    const update = Y.encodeStateAsUpdate(doc, before);
    const typing = store.append(reviewId, { update, actorId: editor.userId, sections: () => [] });
    const [, { seq }] = await Promise.all([
      typing,
      edit([{ op: "set", path: "requirements.problem", value: "one 2 three" }]),
    ]);
    expect(seq).toBeGreaterThan(1);
    const { spec } = await edit([{ op: "set", path: "requirements.problem", value: "one 2 three four!" }]);
    expect(spec.requirements.problem).toBe("one 2 three four!");
  });

  test("is refused as a whole where one change is wrong, with the place and the reason of each", async () => {
    const { context, at, editor, edit } = await room();
    const error = await edit([
      { op: "set", path: "requirements.problem", value: "not kept" },
      { op: "set", path: "requirements.nothing", value: "x" },
      { op: "set", path: `${functional}.zzzzzzzzzz.text`, value: "x" },
      { op: "set", path: "requirements.problem", value: 7 },
      { op: "insert", path: "requirements.problem" },
      { op: "remove", path: functional },
      { op: "set", path: "__proto__.polluted", value: true },
    ]).catch((refusal) => refusal);
    expect(error).toMatchObject({ code: "invalid" });
    expect(error.fields.map(({ path }: { path: string }) => path)).toEqual([
      "edits.1.path",
      "edits.2.path",
      "edits.3.value",
      "edits.4.path",
      "edits.5.path",
      "edits.6.path",
    ]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect((await readDraft(context, editor, at)).seq).toBe(0);
  });

  test("is a conflict on a draft that was edited since, where it says what it saw", async () => {
    const { edit } = await room();
    const { seq } = await edit([{ op: "set", path: "requirements.problem", value: "first" }], 0);
    await expect(edit([{ op: "set", path: "requirements.problem", value: "second" }], 0)).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await edit([{ op: "set", path: "requirements.problem", value: "third" }], seq)).seq).toBe(2);
  });

  test("needs the role, and a review that is not archived", async () => {
    const { context, at, viewer, reviewer, outsider, owner, edit } = await room();
    const change = [{ op: "set", path: "requirements.problem", value: "x" }] as const;
    for (const actor of [viewer, reviewer])
      await expect(edit(change, undefined, actor)).rejects.toMatchObject({ code: "forbidden" });
    await expect(edit(change, undefined, outsider)).rejects.toMatchObject({ code: "not_found" });
    await archiveReview(context, owner, at, { archived: true, revision: 1 });
    await expect(edit(change)).rejects.toMatchObject({ code: "conflict" });
  });

  test("replaces the whole draft, and reads back exactly what it sent", async () => {
    const { context, at, editor } = await room();
    const spec = emptySpec();
    spec.requirements.problem = "Written by a program.";
    const { spec: stored } = await putDraft(context, editor, at, { spec });
    expect(stored).toEqual(spec);
    const wrong = { ...spec, requirements: { ...spec.requirements, problem: 3, other: 1 } };
    await expect(putDraft(context, editor, at, { spec: wrong })).rejects.toMatchObject({
      code: "invalid",
      fields: [{ path: "spec.requirements.other" }, { path: "spec.requirements.problem" }],
    });
  });

  test("does all this over HTTP", async () => {
    const { context, at, editor } = await room();
    const send = apiOf(context);
    const path = `/teams/${at.team}/reviews/${at.number}/draft`;
    const edits = [{ op: "set", path: "requirements.problem", value: "Over HTTP" }];
    expect((await send(editor, "PATCH", path, { edits })).status).toBe(200);
    const read = await send(editor, "GET", path);
    expect((read.body as DraftReading).spec.requirements.problem).toBe("Over HTTP");
    expect((await send(editor, "PATCH", path, { edits: [{ op: "explode", path: "x" }] })).status).toBe(422);
    expect((await send(editor, "PUT", path, { spec: (read.body as DraftReading).spec, baseSeq: 1 })).status).toBe(200);
  });
});
