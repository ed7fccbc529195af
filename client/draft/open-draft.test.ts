import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { liveCode } from "@/core/live";
import { draftText, readSpec } from "@/core/spec/draft";
import { members } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { draftStore } from "@/server/draft-store";
import { faultProxy } from "@/server/live/fault-proxy";
import { buildMember, buildReview, serveLive, testContext, until } from "@/server/live/testing";
import { statusText } from "./draft-status";
import type { OpenDraft } from "./open-draft";
import { openPage } from "./testing";

const database = testDatabase();
const problem = "requirements.problem";
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function room() {
  const context = testContext(database);
  const server = await serveLive(context);
  cleanups.push(() => server.stop());
  const review = await buildReview(database);
  const open = async (role: "editor" | "viewer" = "editor") => {
    const member = await buildMember(database, review.teamId, role);
    const page = await openPage(server, member, review.reviewId);
    cleanups.push(page.draft.close);
    return { ...page, member };
  };
  const stored = async () => readSpec((await draftStore(context).load(review.reviewId)).doc).requirements.problem;
  return { context, server, ...review, open, stored };
}

const text = (draft: OpenDraft) => draftText(draft.doc, problem).toString();
const type = (draft: OpenDraft, added: string) => draftText(draft.doc, problem).insert(text(draft).length, added);
const kind = (draft: OpenDraft) => draft.snapshot().status.kind;
const words = (draft: OpenDraft) => statusText(draft.snapshot().status);

/** Every status the user saw, one after the other. */
function watch(draft: OpenDraft): string[] {
  const seen: string[] = [];
  draft.subscribe(() => {
    if (seen.at(-1) !== words(draft)) seen.push(words(draft));
  });
  return seen;
}

describe("a draft in a page", () => {
  test("says saving, then saved, and saved is stored", async () => {
    const { open, stored } = await room();
    const { draft } = await open();
    expect(words(draft)).toBe("Opening…");
    await until(() => kind(draft) === "saved");
    const seen = watch(draft);
    type(draft, "Orders are lost.");
    expect(words(draft)).toBe("Saving…");
    await until(() => kind(draft) === "saved");
    expect(await stored()).toBe("Orders are lost.");
    expect(seen).toEqual(["Saving…", "Saved"]);
    expect(draft.snapshot().savedSeq).toBe(1);
  });

  test("never says saved while the commit is held up", async () => {
    const { open, reviewId } = await room();
    const { draft } = await open();
    await until(() => kind(draft) === "saved");
    await database.owner.sql.begin(async (holder) => {
      await holder`select 1 from drafts where review_id = ${reviewId} for update`;
      const seen = watch(draft);
      type(draft, "a");
      type(draft, "b");
      await new Promise((later) => setTimeout(later, 300));
      expect(seen).toEqual(["Saving…"]);
    });
    await until(() => kind(draft) === "saved");
  });

  test("keeps what was typed while the connection was cut, says so, and saves it on return", async () => {
    const { open, stored } = await room();
    const [first, second] = [await open(), await open()];
    await until(() => kind(first.draft) === "saved" && kind(second.draft) === "saved");
    first.cut();
    await until(() => kind(first.draft) === "offline");
    expect(words(first.draft)).toBe("Offline");
    type(first.draft, "offline words");
    expect(words(first.draft)).toMatch(/^Offline, not saved/);
    type(second.draft, "online words ");
    await until(() => kind(second.draft) === "saved");
    const seen = watch(first.draft);
    first.mend();
    await until(() => kind(first.draft) === "saved" && text(first.draft) === text(second.draft));
    expect(await stored()).toBe(text(first.draft));
    expect(text(first.draft)).toContain("offline words");
    expect(text(first.draft)).toContain("online words");
    expect(seen.at(-1)).toBe("Saved");
    expect(seen.slice(0, -1)).not.toContain("Saved");
  });

  test("calls nothing unsaved where nothing was typed, however soon the line is cut", async () => {
    const { server, teamId, reviewId } = await room();
    const proxy = await faultProxy(server);
    cleanups.push(proxy.stop);
    // Long enough that the answer to what the page has is still on its way when the draft is here.
    proxy.delay(60);
    const member = await buildMember(database, teamId, "editor");
    const { draft, cut } = await openPage(proxy, member, reviewId);
    cleanups.push(draft.close);
    await until(() => kind(draft) === "saved");
    cut();
    await until(() => kind(draft) === "offline");
    expect(words(draft)).toBe("Offline");
  });

  test("a cut in the middle of typing loses nothing and repeats nothing", async () => {
    const { open, stored } = await room();
    const { draft, cut, mend } = await open();
    await until(() => kind(draft) === "saved");
    let expected = "";
    for (let round = 0; round < 12; round++) {
      for (let index = 0; index < 5; index++) {
        const word = `${round}.${index} `;
        expected += word;
        type(draft, word);
        if (index === round % 5) cut();
        await new Promise((later) => setTimeout(later, 4));
      }
      mend();
      await until(() => kind(draft) === "saved");
      expect(await stored()).toBe(expected);
    }
  });

  test("an editor who becomes a viewer while offline is told that the text is not saved, and why", async () => {
    const { open, stored } = await room();
    const { draft, member, cut, mend } = await open();
    await until(() => kind(draft) === "saved");
    cut();
    await until(() => kind(draft) === "offline");
    type(draft, "too late");
    await database.db.update(members).set({ role: "viewer" }).where(eq(members.userId, member.userId));
    mend();
    await until(() => kind(draft) === "refused");
    expect(words(draft)).toMatch(/^Not saved, because your role in this team lets you read only/);
    expect(draft.snapshot().isReadOnly).toBe(true);
    expect(text(draft)).toBe("too late");
    expect(await stored()).toBe("");
  });

  test("a viewer is told it is read only", async () => {
    const { open } = await room();
    const { draft } = await open("viewer");
    await until(() => kind(draft) === "readOnly");
    expect(draft.snapshot().isReadOnly).toBe(true);
  });

  test("a draft that would grow too large is refused in words, and saved when shortened", async () => {
    const { open } = await room();
    const { draft } = await open();
    await until(() => kind(draft) === "saved");
    const million = "x".repeat(1_000_000);
    for (let index = 0; index < 9; index++)
      draftText(draft.doc, `data.stores.item00000${index}.note`).insert(0, million);
    await until(() => kind(draft) === "refused", 15_000);
    expect(draft.snapshot().status).toMatchObject({ code: liveCode.tooLarge });
    expect(words(draft)).toMatch(/8 MB/);
    for (let index = 0; index < 4; index++)
      draftText(draft.doc, `data.stores.item00000${index}.note`).delete(0, 1_000_000);
    await until(() => kind(draft) === "saved", 15_000);
  });

  test("undo takes back what this user did, not what others did", async () => {
    const { open } = await room();
    const [first, second] = [await open(), await open()];
    await until(() => kind(first.draft) === "saved" && kind(second.draft) === "saved");
    type(first.draft, "mine ");
    await until(() => text(second.draft) === "mine ");
    type(second.draft, "theirs");
    await until(() => text(first.draft) === "mine theirs");
    first.draft.undoManager.undo();
    await until(() => text(second.draft) === "theirs");
    first.draft.undoManager.redo();
    await until(() => text(second.draft) === "mine theirs");
  });
});
