import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { draftText, readSpec } from "@/core/spec/draft";
import { emptySpec } from "@/core/spec/value";
import { contributors, drafts, draftUpdates, events, reviews } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { compactDraft } from "@/server/draft-compaction";
import { currentSpec } from "@/server/draft-projection";
import { draftStore } from "@/server/draft-store";
import { checkUpdate, sectionsOfUpdate } from "@/server/draft-update";
import { buildMember, buildReview, testContext } from "@/server/live/testing";

const database = testDatabase();
const problem = "requirements.problem";

/** What typing `text` at the end of a field of `doc` sends. */
function typing(doc: Y.Doc, text: string, path = problem): Uint8Array {
  const before = Y.encodeStateVector(doc);
  draftText(doc, path).insert(draftText(doc, path).length, text);
  return Y.encodeStateAsUpdate(doc, before);
}

async function writer() {
  const context = testContext(database);
  const review = await buildReview(database);
  const editor = await buildMember(database, review.teamId, "editor");
  const store = draftStore(context);
  const doc = new Y.Doc();
  const append = (update: Uint8Array) =>
    store.append(review.reviewId, {
      update,
      actorId: editor.userId,
      sections: () => sectionsOfUpdate(doc, update),
    });
  return { context, ...review, editor, store, doc, append };
}

describe("the store of drafts", () => {
  test("numbers updates in the order they came, without a gap, and reads them back", async () => {
    const { store, append, doc, reviewId } = await writer();
    const numbers = await Promise.all(Array.from({ length: 60 }, (_, index) => append(typing(doc, `${index} `))));
    expect(numbers).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    const loaded = await store.load(reviewId);
    expect(loaded.seq).toBe(60);
    expect(readSpec(loaded.doc).requirements.problem).toBe(draftText(doc, problem).toString());
  });

  test("a batch that the database refuses is acknowledged to nobody, and the next one goes through", async () => {
    const { store, append, doc, reviewId } = await writer();
    await append(typing(doc, "kept"));
    await database.owner.sql.unsafe(
      `alter table draft_updates add constraint no_more check (review_id <> '${reviewId}' or seq < 2)`,
    );
    const attempts = [append(typing(doc, " a")), append(typing(doc, " b")), append(typing(doc, " c"))];
    for (const outcome of await Promise.allSettled(attempts)) expect(outcome.status).toBe("rejected");
    await database.owner.sql`alter table draft_updates drop constraint no_more`;
    expect((await store.load(reviewId)).seq).toBe(1);
    expect(await append(Y.encodeStateAsUpdate(doc))).toBe(2);
    expect(readSpec((await store.load(reviewId)).doc).requirements.problem).toBe("kept a b c");
  });

  test("a draft that does not exist takes nothing", async () => {
    const { store, doc, editor } = await writer();
    const edit = { update: typing(doc, "x"), actorId: editor.userId, sections: () => [] };
    await expect(store.append("00000000-0000-7000-8000-000000000000", edit)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("names the contributors, and writes one event a minute for each of them", async () => {
    const { append, doc, reviewId, teamId, editor } = await writer();
    for (let index = 0; index < 5; index++) await append(typing(doc, "x"));
    const credited = await database.db.select().from(contributors).where(eq(contributors.reviewId, reviewId));
    expect(credited.map(({ userId }) => userId)).toEqual([editor.userId]);
    const logged = await database.db.select().from(events).where(eq(events.teamId, teamId));
    expect(logged.map(({ type, payload, number }) => ({ type, payload, number }))).toEqual([
      { type: "draft.edited", payload: { sections: ["requirements"] }, number: 1 },
    ]);
  });

  test("projects on reading, so that a reader sees what was acknowledged before it asked", async () => {
    const { context, append, doc, reviewId } = await writer();
    expect(await currentSpec(context, reviewId)).toEqual({ spec: emptySpec(), seq: 0 });
    await append(typing(doc, "Orders are lost\u0000 at night \ud800."));
    const { spec, seq } = await currentSpec(context, reviewId);
    expect(seq).toBe(1);
    expect(spec.requirements.problem).toBe("Orders are lost at night \ufffd.");
    const [row] = await database.db
      .select({ spec: drafts.spec, completeness: reviews.completeness })
      .from(drafts)
      .innerJoin(reviews, eq(reviews.id, drafts.reviewId))
      .where(eq(drafts.reviewId, reviewId));
    expect(row?.spec.requirements.problem).toBe("Orders are lost at night \ufffd.");
    expect(row?.completeness).toBeGreaterThan(0);
  });
});

describe("compaction", () => {
  test("merges the rows into the state and keeps every edit, also those committed meanwhile", async () => {
    const { context, store, append, doc, reviewId } = await writer();
    let isRunning = true;
    const compacting = (async () => {
      while (isRunning) await compactDraft(context, reviewId);
    })();
    for (let index = 0; index < 300; index++) await append(typing(doc, `${index},`));
    isRunning = false;
    await compacting;
    const loaded = await store.load(reviewId);
    expect(loaded.seq).toBe(300);
    expect(draftText(loaded.doc, problem).toString()).toBe(draftText(doc, problem).toString());
    await compactDraft(context, reviewId);
    expect(await database.db.$count(draftUpdates, eq(draftUpdates.reviewId, reviewId))).toBe(0);
    expect((await store.load(reviewId)).seq).toBe(300);
    expect(await append(typing(doc, "after"))).toBe(301);
  });

  test("two at once, and one that began before the other ended, take nothing away", async () => {
    const { context, store, append, doc, reviewId } = await writer();
    for (let index = 0; index < 20; index++) await append(typing(doc, "ab"));
    await Promise.all(Array.from({ length: 4 }, () => compactDraft(context, reviewId)));
    expect(draftText((await store.load(reviewId)).doc, problem).toString()).toBe("ab".repeat(20));
  });

  test("one that fails between its two steps changes nothing", async () => {
    const { context, store, append, doc, reviewId } = await writer();
    for (let index = 0; index < 5; index++) await append(typing(doc, "ab"));
    await database.owner.db.execute(sql`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`);
    await database.owner.db.execute(sql`
      create trigger refuse before delete on draft_updates for each statement execute function refuse()`);
    await expect(compactDraft(context, reviewId)).rejects.toThrow();
    await database.owner.db.execute(sql`drop trigger refuse on draft_updates`);
    const [row] = await database.db.select().from(drafts).where(eq(drafts.reviewId, reviewId));
    expect(row?.stateSeq).toBe(0);
    expect(draftText((await store.load(reviewId)).doc, problem).toString()).toBe("ab".repeat(5));
  });
});

describe("an update that somebody sent", () => {
  test("is refused where it holds what a draft never does", () => {
    const nested = new Y.Doc();
    nested.getMap("values").set("requirements.x", new Y.Map());
    expect(() => checkUpdate(Y.encodeStateAsUpdate(nested))).toThrow(/cannot hold/);
    const formatted = new Y.Doc();
    formatted.getText(problem).insert(0, "bold", { bold: true });
    expect(() => checkUpdate(Y.encodeStateAsUpdate(formatted))).toThrow(/cannot hold/);
    expect(() => checkUpdate(new Uint8Array([255, 255, 255, 255, 7, 3]))).toThrow();
    expect(checkUpdate(Y.encodeStateAsUpdate(new Y.Doc()))).toEqual({ isEmpty: true, adds: false });
  });

  test("tells its sections, for new text, text behind other text, values and deletions", () => {
    const doc = new Y.Doc();
    typing(doc, "one");
    typing(doc, "first", "data.indexing");
    const sections = (change: (copy: Y.Doc) => void) => {
      const copy = new Y.Doc();
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
      const before = Y.encodeStateVector(copy);
      let update: Uint8Array | undefined;
      copy.once("update", (sent: Uint8Array) => {
        update = sent;
      });
      change(copy);
      return sectionsOfUpdate(doc, update ?? Y.encodeStateAsUpdate(copy, before));
    };
    expect(sections((copy) => draftText(copy, problem).insert(3, "!"))).toEqual(["requirements"]);
    expect(sections((copy) => draftText(copy, "data.indexing").delete(0, 2))).toEqual(["data"]);
    expect(sections((copy) => copy.getMap("values").set("security.rbac", "x"))).toEqual(["security"]);
    expect(sections((copy) => draftText(copy, "contract.pagination").insert(0, "x"))).toEqual(["contract"]);
  });
});
