import { describe, expect, it } from "vitest";
import type { Database } from "@/db/connection";
import { batched } from "@/server/batch";

const database = () => ({}) as Database;

/** A lookup that doubles, and notes which keys were asked for together; "bad" fails whoever asks with it. */
function doubling() {
  const asked: unknown[][] = [];
  const find = batched(async (_db, keys: (number | "bad")[]) => {
    asked.push(keys);
    await new Promise((later) => setTimeout(later, 5));
    if (keys.includes("bad")) throw new Error("a bad key");
    return keys.map((key) => (key === 0 ? undefined : Number(key) * 2));
  });
  return { find, asked };
}

describe("lookups that are asked together", () => {
  it("asks at once when nothing runs, and gathers what comes meanwhile", async () => {
    const { find, asked } = doubling();
    const db = database();
    expect(await Promise.all([find(db, 1), find(db, 2), find(db, 0), find(db, 3)])).toEqual([2, 4, undefined, 6]);
    expect(asked).toEqual([[1], [2, 0, 3]]);
  });

  it("asks again for whoever comes after an answer", async () => {
    const { find, asked } = doubling();
    const db = database();
    await find(db, 1);
    await find(db, 1);
    expect(asked).toEqual([[1], [1]]);
  });

  it("fails only whose key is bad", async () => {
    const { find } = doubling();
    const db = database();
    const outcomes = await Promise.allSettled([find(db, 1), find(db, 2), find(db, "bad"), find(db, 3)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  });

  it("keeps transactions apart from everybody else", async () => {
    const { find, asked } = doubling();
    await Promise.all([find(database(), 1), find(database(), 2)]);
    expect(asked).toEqual([[1], [2]]);
  });
});
