import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { draftText, readSpec } from "@/core/spec/draft";
import { applicationRole, type Connection, connect } from "@/db/connection";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { draftStore } from "@/server/draft-store";
import { buildMember, buildReview, serveLive, testContext, until } from "@/server/live/testing";
import { openPage, type TestPage } from "./testing";

const problem = "requirements.problem";
const folder = mkdtempSync(join(tmpdir(), "lintel-faults-"));
let postgres: EmbeddedPostgres;
let url: string;
const opened: Connection[] = [];
const open = () => {
  const connection = connect({ url, role: applicationRole, max: 4 });
  opened.push(connection);
  return connection;
};

beforeAll(async () => {
  postgres = await startEmbeddedPostgres({ dataDir: folder });
  url = postgres.url("postgres");
  await migrate(url);
}, 60_000);

afterAll(async () => {
  await Promise.all(opened.map(({ close }) => close()));
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/**
 * Somebody who types a numbered word every few milliseconds, and pauses after twenty of them until they are saved;
 * `acknowledged` are those that were saved at some moment.
 */
function typist(page: TestPage, name: string) {
  const acknowledged: string[] = [];
  let pending: string[] = [];
  let count = 0;
  const timer = setInterval(() => {
    if (isSaved(page)) {
      acknowledged.push(...pending);
      pending = [];
    }
    if (pending.length >= 20) return;
    const word = `${name}${count++} `;
    pending.push(word);
    const text = draftText(page.draft.doc, problem);
    text.insert(text.length, word);
  }, 7);
  return { acknowledged, stop: () => clearInterval(timer) };
}

/** What is stored, as soon as the database answers again. */
async function storedText(reviewId: string): Promise<string> {
  const connection = open();
  let stored: string | undefined;
  await until(async () => {
    const loaded = await draftStore(testContext(connection))
      .load(reviewId)
      .catch(() => null);
    stored = loaded ? readSpec(loaded.doc).requirements.problem : undefined;
    return stored !== undefined;
  }, 20_000);
  return stored ?? "";
}

const isSaved = ({ draft }: TestPage) => draft.snapshot().status.kind === "saved";

describe("a database that is killed under people's hands", () => {
  test("has everything that was acknowledged, takes the rest when it is back, and processes hear one another again", async () => {
    const connection = open();
    const review = await buildReview(connection);
    const here = await serveLive(testContext(connection));
    const there = await serveLive(testContext(open()));
    const members = [
      await buildMember(connection, review.teamId, "editor"),
      await buildMember(connection, review.teamId, "editor"),
    ] as const;
    const first = await openPage(here, members[0], review.reviewId);
    const second = await openPage(there, members[1], review.reviewId);
    await until(() => isSaved(first) && isSaved(second));
    const typists = [typist(first, "a"), typist(second, "b")];
    for (let round = 0; round < 3; round++) {
      await new Promise((later) => setTimeout(later, 400));
      await until(() => typists.every(({ acknowledged }) => acknowledged.length > 0), 20_000);
      const promised = typists.flatMap(({ acknowledged }) => [...acknowledged]);
      process.kill(postgres.pid(), "SIGKILL");
      const stored = await storedText(review.reviewId);
      expect(promised.length).toBeGreaterThan(0);
      for (const word of promised) expect(stored).toContain(word);
    }
    for (const { stop } of typists) stop();
    const text = (page: TestPage) => draftText(page.draft.doc, problem).toString();
    await until(() => isSaved(first) && isSaved(second) && text(first) === text(second), 20_000);
    expect(await storedText(review.reviewId)).toBe(text(first));
    // By notification, not by the look that is taken every few seconds.
    const delays: number[] = [];
    for (let index = 0; index < 5; index++) {
      const begin = performance.now();
      draftText(first.draft.doc, "data.indexing").insert(0, "x");
      await until(() => draftText(second.draft.doc, "data.indexing").length === index + 1);
      delays.push(performance.now() - begin);
    }
    expect(delays.sort((a, b) => a - b)[2]).toBeLessThan(500);
    first.draft.close();
    second.draft.close();
    await Promise.all([here.stop(), there.stop()]);
  }, 120_000);
});
