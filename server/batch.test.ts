import { describe, expect, it } from "vitest";
import type { Database } from "@/db/connection";
import { batched, batchedWrite } from "@/server/batch";

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

describe("writes that are stored together", () => {
  function storing(failing: (inputs: string[]) => Error | null) {
    const stored: [lane: string, inputs: string[]][] = [];
    const write = batchedWrite(async (_db, lane, inputs: string[]) => {
      await new Promise((later) => setTimeout(later, 5));
      const error = failing(inputs);
      if (error) throw error;
      stored.push([lane, inputs]);
      return inputs.map((input) => input.toUpperCase());
    });
    return { write, stored };
  }

  it("go with those of their lane", async () => {
    const { write, stored } = storing(() => null);
    const db = database();
    const lanes = ["x", "y", "x", "x", "y"];
    expect(await Promise.all(lanes.map((lane, index) => write(db, lane, `${lane}${index}`)))).toEqual(
      lanes.map((lane, index) => `${lane}${index}`.toUpperCase()),
    );
    expect(stored.sort()).toEqual([
      ["x", ["x0"]],
      ["x", ["x2", "x3"]],
      ["y", ["y1"]],
      ["y", ["y4"]],
    ]);
  });

  it("are tried alone where one of them is at fault", async () => {
    const { write, stored } = storing((inputs) => (inputs.includes("bad") ? new Error("no") : null));
    const db = database();
    const ends = await Promise.allSettled(["a", "b", "bad", "c"].map((input) => write(db, "x", input)));
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(stored.map(([, inputs]) => inputs)).toEqual([["a"], ["b"], ["c"]]);
  });

  it("are not tried again when the database went away, for they may be stored", async () => {
    let asked = 0;
    const { write } = storing(() => {
      asked++;
      return asked === 1 ? null : Object.assign(new Error("gone"), { code: "ECONNRESET" });
    });
    const db = database();
    const ends = await Promise.allSettled(["a", "b", "c"].map((input) => write(db, "x", input)));
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
    expect(asked).toBe(2);
  });
});
