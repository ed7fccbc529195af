import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { testDatabase } from "@/db/testing";
import type { Actor } from "@/server/actor";
import { deleteComment, editComment, reply } from "@/server/comments";
import { editDraft } from "@/server/drafts";
import { searchElements } from "@/server/element-search";
import { catchUp } from "@/server/followers";
import { createReview, updateReview } from "@/server/reviews";
import { searchTeam } from "@/server/search";
import { indexMarked, searchFollower } from "@/server/search-index";
import { buildTeam, testContext } from "@/server/testing";
import { openThread } from "@/server/threads";
import { publishVersion } from "@/server/versions";

const database = testDatabase();

async function setUp() {
  const context = testContext(database);
  const team = await buildTeam(context);
  const follower = searchFollower();
  const index = async (teamId = team.team.id) => {
    await catchUp(context, follower, teamId);
    while ((await indexMarked(context)) > 0);
    // Words for corrections are stored beside it.
    await new Promise((later) => setTimeout(later, 50));
  };
  const create = async (title: string, template?: string) =>
    (await createReview(context, team.editor, team.slug, { title, template })).number;
  const write = (number: number, path: string, value: unknown) =>
    editDraft(
      context,
      team.editor,
      { team: team.slug, number },
      { edits: [{ op: "set", path, value }], baseSeq: undefined },
    );
  const search = (q: string, more: Partial<Parameters<typeof searchTeam>[3]> = {}, actor: Actor = team.viewer) =>
    searchTeam(context, actor, team.slug, { q, limit: 20, ...more });
  const numbers = async (q: string, more = {}) => (await search(q, more)).items.map(({ number }) => number);
  const touching = (q: string, more = {}) => searchElements(context, team.viewer, team.slug, { q, limit: 20, ...more });
  const at = (number: number) => ({ team: team.slug, number });
  const section = { kind: "place", path: "requirements" } as const;
  return { context, team, index, create, write, search, numbers, touching, at, section };
}

it("finds a design by title, by text of its draft and by comment, and says where it stands", async () => {
  const { index, create, write, search, numbers, team, context, at, section } = await setUp();
  const ledger = await create("Ledger of the wallet");
  const other = await create("Another design");
  await write(other, "requirements.problem", "Every transfer goes through the Ledger twice, which nobody wants.");
  await openThread(context, team.reviewer, at(other), {
    anchor: section,
    body: "Have you considered **sharding** it?",
  });
  await index();
  const { items, counts, isBounded, corrected } = await search("ledger");
  expect(items.map(({ number }) => number)).toEqual([ledger, other]);
  expect(items[0]?.title).toEqual({ text: "Ledger of the wallet", marks: [[0, 6]] });
  expect(items[1]?.passages).toEqual([
    {
      path: "requirements.problem",
      place: "Requirements & context › Problem",
      version: null,
      passage: { text: "Every transfer goes through the Ledger twice, which nobody wants.", marks: [[32, 38]] },
    },
  ]);
  expect([counts, isBounded, corrected]).toEqual([{ draft: 2, version: 0, comment: 0 }, false, []]);
  const [spoken] = (await search("sharded")).items;
  expect(spoken?.spoken[0]).toMatchObject({ thread: 1, author: team.reviewer.name });
  expect(await numbers("shard", { kind: "draft" })).toEqual([]);
  expect(await numbers("shard", { kind: "comment" })).toEqual([other]);
});

it("reads quotes, exclusions and a beginning of the last word", async () => {
  const { index, create, write, numbers } = await setUp();
  const one = await create("One");
  const two = await create("Two");
  await write(one, "requirements.problem", "The order is paid before the parcel leaves.");
  await write(two, "requirements.problem", "Paid in order, and the parcel is tracked by InventoryKeeper.");
  await index();
  expect((await numbers("order parcel")).sort()).toEqual([one, two]);
  expect(await numbers('"order is paid"')).toEqual([one]);
  expect(await numbers("parcel -tracked")).toEqual([one]);
  expect(await numbers("inventorykee")).toEqual([two]);
  expect(await numbers("inventory_keeper")).toEqual([two]);
  expect(await numbers("keepers")).toEqual([two]);
  expect([await numbers("#2"), await numbers("1"), await numbers("999")]).toEqual([[two], [one], []]);
});

it("says nothing of a bound where it compared everything", async () => {
  const { index, create, search } = await setUp();
  for (let n = 0; n < 12; n++) await create(`Common ${n}`);
  await index();
  const first = await search("common", { limit: 10 });
  expect([first.items.length, first.isBounded, first.next, first.counts.draft]).toEqual([10, false, "10", 12]);
  const second = await search("common", { limit: 10, cursor: "10" });
  expect(new Set([...first.items, ...second.items].map(({ number }) => number)).size).toBe(12);
  expect(second.next).toBeNull();
});

it("corrects a mistyped word to one the team uses, and only to one that leads somewhere", async () => {
  const { index, create, write, search, numbers } = await setUp();
  const number = await create("One");
  await write(number, "requirements.problem", "Idempotency keys for every reconciliation.");
  await index();
  expect(await search("idempotncy reconcilation ")).toMatchObject({
    items: [{ number }],
    corrected: [
      { from: "idempotncy", to: "idempotency" },
      { from: "reconcilation", to: "reconciliation" },
    ],
  });
  await write(number, "requirements.problem", "Nothing of it.");
  await index();
  expect(await search("idempotncy")).toMatchObject({ items: [], corrected: [] });
  expect(await numbers("idempotency")).toEqual([]);
});

it("keeps old versions findable after the draft moved on, one result for all of them", async () => {
  const { context, team, index, create, write, search, at } = await setUp();
  const number = await create("One");
  await write(number, "requirements.problem", "Uses a blockchain.");
  await index();
  await publishVersion(context, team.editor, at(number), { message: "first" });
  await publishVersion(context, team.editor, at(number), { message: "second" });
  await index();
  expect((await search("blockchain")).items).toMatchObject([{ isInDraft: true, versions: [{ from: 1, to: 2 }] }]);
  await write(number, "requirements.problem", "Uses a table.");
  await index();
  const { items, counts } = await search("blockchain");
  expect(items).toMatchObject([{ number, isInDraft: false, versions: [{ from: 1, to: 2 }] }]);
  expect(items[0]?.passages).toMatchObject([{ version: 2, passage: { marks: [[7, 17]] } }]);
  expect(counts).toEqual({ draft: 0, version: 1, comment: 0 });
  expect((await search("blockchain", { kind: "draft" })).items).toEqual([]);
  // Back to what it was: the text is known already.
  await write(number, "requirements.problem", "Uses a blockchain.");
  await index();
  expect((await search("blockchain")).items).toMatchObject([{ isInDraft: true, versions: [{ from: 1, to: 2 }] }]);
});

it("forgets comments that are deleted and what edited ones said", async () => {
  const { context, team, index, create, search, numbers, at, section } = await setUp();
  const number = await create("One");
  const thread = await openThread(context, team.reviewer, at(number), {
    anchor: section,
    body: "The password is hunter",
  });
  const inThread = { ...at(number), thread: thread.number };
  const second = await reply(context, team.reviewer, inThread, { body: "Say xylophone" });
  await index();
  expect(await numbers("hunter")).toEqual([number]);
  await editComment(
    context,
    team.reviewer,
    { ...inThread, comment: second.id },
    { body: "Say zeppelin", revision: second.revision },
  );
  await deleteComment(context, team.reviewer, { ...inThread, comment: thread.first.id });
  await index();
  expect(await numbers("zeppelin")).toEqual([number]);
  for (const word of ["hunter", "xylophone", "huntre", "xylophnoe"])
    expect(await search(word), word).toMatchObject({ items: [], corrected: [] });
  const words = await context.db.execute(
    sql`select word from search_words where word in ('hunter', 'password', 'xylophone')`,
  );
  expect(words).toEqual([]);
});

it("follows a new title, and has nothing left of the old one", async () => {
  const { context, team, index, create, numbers, at } = await setUp();
  const number = await create("Quarterly forecast");
  await index();
  await updateReview(context, team.editor, at(number), { title: "Yearly outlook", revision: 1 });
  await index();
  expect(await numbers("forecast")).toEqual([]);
  expect(await numbers("outlook")).toEqual([number]);
});

it("shows nothing of another team: no text, count, correction, element or name like it", async () => {
  const mine = await setUp();
  const theirs = await setUp();
  const secret = await theirs.create("Canarybird migration");
  await theirs.write(secret, "requirements.problem", "The canarybird sings in the mine.");
  await theirs.write(secret, "data.ddl", "create table canarybirds (id int);");
  await openThread(theirs.context, theirs.team.reviewer, theirs.at(secret), {
    anchor: theirs.section,
    body: "canarybird!",
  });
  await publishVersion(theirs.context, theirs.team.editor, theirs.at(secret), { message: "v" });
  await theirs.index();
  await mine.create("Mill of ours");
  await mine.index();
  const { context, team } = mine;
  for (const q of ["canarybird", "canarybrd", "canary", '"the canarybird"', "mill -canarybird"]) {
    const reply = await mine.search(q);
    expect(JSON.stringify(reply), q).not.toContain("anarybird");
  }
  for (const q of ["table canarybirds", "canarybirds", "canarybrds", "kind:table canary"])
    expect(JSON.stringify(await mine.touching(q)), q).toMatch(/"items":\[\].*"similar":\[\]/);
  expect((await theirs.touching("canarybrds")).corrected).toEqual([
    { from: "canarybrds", to: "canarybirds", kind: "table" },
  ]);
  await expect(searchTeam(context, team.outsider, team.slug, { q: "mill", limit: 5 })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(searchElements(context, team.outsider, team.slug, { q: "mill", limit: 5 })).rejects.toMatchObject({
    code: "not_found",
  });
});

it("answers the questions for elements from drafts and versions", async () => {
  const { context, team, index, create, write, touching, at } = await setUp();
  const shop = await create("Shop", "e-commerce");
  const other = await create("Other");
  await write(other, "data.ddl", "create table billing.orders (id int);");
  await index();
  const numbers = async (q: string, more = {}) => (await touching(q, more)).items.map(({ number }) => number).sort();
  expect(await numbers("which designs touch table orders?")).toEqual([shop, other].sort());
  expect(await numbers("endpoint POST /orders")).toEqual([shop]);
  expect(await numbers("event OrderPlaced")).toEqual([shop]);
  expect(await numbers("Redis")).toEqual([shop]);
  expect(await numbers("table orders and Redis")).toEqual([shop]);
  expect(await numbers("PostgreSQL")).toEqual([shop, other].sort());
  expect(await numbers("orders", { kind: "table" })).toEqual([shop, other].sort());
  const { corrected, items } = await touching("event OrderPlacd");
  expect(corrected).toEqual([{ from: "OrderPlacd", to: "OrderPlaced", kind: "event" }]);
  expect(items[0]?.elements[0]).toMatchObject({ kind: "event", name: "OrderPlaced", isInDraft: true });
  await publishVersion(context, team.editor, at(other), { message: "v" });
  await write(other, "data.ddl", "create table invoices (id int);");
  await index();
  const old = (await touching("table orders")).items.find(({ number }) => number === other);
  expect(old?.elements).toMatchObject([
    { name: "billing.orders", path: "data.ddl", isInDraft: false, versions: [{ from: 1, to: 1 }] },
  ]);
  expect(await numbers("table invoices")).toEqual([other]);
});

it("refuses with a reason or answers, whatever is typed, and never fails", async () => {
  const { index, create, search, touching } = await setUp();
  await create("One");
  await index();
  const hostile = [
    "a & b | (c",
    "!!x",
    "<-> foo",
    "'; drop table x --",
    "x:*",
    "foo:ABCD",
    "🚀 one",
    "ﬁ",
    "注文",
    `${"x".repeat(50)}`,
  ];
  for (const q of hostile) {
    await expect(search(q), q).resolves.toBeDefined();
    await touching(q).catch((error) => expect(error.code, q).toBe("invalid"));
  }
  for (const q of ["", "the ", "%_%", "🚀", "-one", "x".repeat(10_000), '"', "of the "])
    await expect(search(q), q).rejects.toMatchObject({ code: "invalid" });
});

it("ends with the index of the last state, however writing and indexing overlap", async () => {
  const { context, team, index, create, write, search, touching, at } = await setUp();
  const number = await create("One");
  await index();
  await Promise.all([
    ...Array.from({ length: 12 }, async (_, n) => {
      await write(number, "data.ddl", `create table round_${n} (id int);`);
      if (n % 4 === 0) await publishVersion(context, team.editor, at(number), { message: `v${n}` });
    }),
    ...Array.from({ length: 6 }, () => index()),
  ]);
  await write(number, "data.ddl", "create table final_round (id int);");
  await index();
  expect((await touching("table final_round")).items).toMatchObject([{ elements: [{ isInDraft: true }] }]);
  const rows = await context.db.execute(sql`
    select hash from search_texts where is_draft and review_id = (select id from reviews where number = ${number} and team_id = ${team.team.id})`);
  expect(rows).toHaveLength(1);
  expect((await search("final")).items).toHaveLength(1);
  const states = await context.db.execute<{ version: number; left: string }>(sql`
    select s.version, (select count(*) from search_queue) as left from search_states s join reviews r on r.id = s.review_id
    where r.number = ${number} and r.team_id = ${team.team.id}`);
  expect(states).toMatchObject([{ version: 3, left: "0" }]);
});
