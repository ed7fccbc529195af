import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { specDefinition } from "../spec/definition";
import type { FieldValues, ListItem } from "../spec/field";
import { arbitrarySpec } from "../spec/testing";
import { emptySpec, emptyValues } from "../spec/value";
import { canonicalJson } from "./canonical";
import { applyDiff, countChanges, diffSpecs, wordHunks } from "./diff";
import { contentHash, sectionHashes } from "./hash";

/** Shows what was hashed; a test of what goes into the hash needs no cryptography. */
const plain = (text: string) => text;
const services = specDefinition.sections[2].fields;
const service = (id: string, name: string): ListItem => ({ id, ...emptyValues(services.services.fields), name });
const withServices = (...items: ListItem[]) => {
  const spec = emptySpec();
  spec.services.services = items as typeof spec.services.services;
  return spec;
};
const kinds = (...pair: [FieldValues, FieldValues]) =>
  diffSpecs(pair[0] as never, pair[1] as never).flatMap(({ changes }) =>
    changes.map((change) => `${change.kind} ${change.label}`),
  );

/** A specification and one made from it by edits: items dropped, moved and shared, so that lists have ids in common. */
const arbitraryPair = fc.tuple(arbitrarySpec(), arbitrarySpec(), fc.infiniteStream(fc.nat())).map(([a, b, numbers]) => {
  const random = () => numbers.next().value ?? 0;
  const blend = (left: unknown, right: unknown): unknown => {
    if (isItems(left) && isItems(right)) {
      const mixed = [...left.filter(() => random() % 3 > 0), ...right]
        .filter((item, index, all) => all.findIndex(({ id }) => id === item.id) === index)
        .map((item) => ({ item, order: random() % 5 }))
        .sort((x, y) => x.order - y.order);
      return mixed.map(({ item }) => item);
    }
    if (isRecord(left) && isRecord(right))
      return Object.fromEntries(Object.keys(left).map((key) => [key, blend(left[key], right[key])]));
    return random() % 2 === 0 ? left : right;
  };
  return [a, blend(a, b) as typeof a] as const;
});
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isItems = (value: unknown): value is ListItem[] => Array.isArray(value) && value.every(isRecord);

describe("canonical form", () => {
  test("does not depend on the order of keys, on empty fields, or on the sign of zero", () => {
    expect(canonicalJson({ b: 1, a: { y: -0, x: "" }, c: [], d: null })).toBe('{"a":{"y":0},"b":1}');
    expect(canonicalJson({ a: { y: 0 }, b: 1 })).toBe('{"a":{"y":0},"b":1}');
  });

  test("keeps apart what a reader would keep apart", () => {
    const texts = [{ a: "1" }, { a: 1 }, { a: [1] }, { a: " " }, { a: "e\u0301" }, { a: "\u00e9" }].map(canonicalJson);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test("refuses a number that JSON cannot hold", () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(RangeError);
  });
});

describe("hashes", () => {
  test("an edit changes the hash of its section and of the whole, and no other", () => {
    const before = emptySpec();
    const after = structuredClone(before);
    after.security.secrets = "In a vault.";
    const old = sectionHashes(before, plain);
    const changed = Object.entries(sectionHashes(after, plain)).filter(([key, hash]) => old[key] !== hash);
    expect(changed.map(([key]) => key)).toEqual(["security"]);
    expect(contentHash(after, plain)).not.toBe(contentHash(before, plain));
  });

  test("a field the definition gains later leaves the hashes of older versions as they are", () => {
    const older = { security: { secrets: "In a vault." } };
    const newer = { security: { secrets: "In a vault.", keyCeremony: "" } };
    expect(sectionHashes(newer, plain)).toEqual(sectionHashes(older, plain));
  });
});

describe("comparison by meaning", () => {
  test("making the differences turns the one into the other, and equal specifications have none", () => {
    fc.assert(
      fc.property(arbitraryPair, ([before, after]) => {
        expect(applyDiff(before, diffSpecs(before, after))).toEqual(after);
        expect(applyDiff(after, diffSpecs(after, before))).toEqual(before);
        expect(diffSpecs(after, structuredClone(after))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test("an item that changed its place is moved, one that changed its text is changed", () => {
    const [a, b, c] = [
      service("aaaaaaaaaa", "Users"),
      service("bbbbbbbbbb", "Orders"),
      service("cccccccccc", "Stock"),
    ] as const;
    const label = "Services › ";
    expect(kinds(withServices(a, b, c), withServices(c, a, b))).toEqual([`moved ${label}Stock`]);
    expect(kinds(withServices(a, b), withServices(a, { ...b, name: "Order" }))).toEqual([
      `changed ${label}Order › Name`,
    ]);
    expect(kinds(withServices(a, b), withServices(b, c))).toEqual([`removed ${label}Users`, `added ${label}Stock`]);
  });

  test("the same name under another id is another item", () => {
    const before = withServices(service("aaaaaaaaaa", "Users"));
    const after = withServices(service("bbbbbbbbbb", "Users"));
    expect(kinds(before, after)).toEqual(["removed Services › Users", "added Services › Users"]);
  });

  test("200 services and 300 interactions are compared in under 50 ms", () => {
    const id = (index: number) => `item${String(index).padStart(6, "0")}`;
    const before = emptySpec();
    before.services.services = Array.from({ length: 200 }, (_, n) => ({
      ...(service(id(n), `Service ${n}`) as (typeof before.services.services)[number]),
    }));
    before.services.interactions = Array.from({ length: 300 }, (_, n) => ({
      ...(emptyValues(services.interactions.fields) as (typeof before.services.interactions)[number]),
      id: id(n),
      purpose: `Call ${n}`,
    }));
    const after = structuredClone(before);
    after.services.interactions.reverse();
    for (const item of after.services.services) item.replicas = 3;
    diffSpecs(before, after);
    const start = performance.now();
    expect(countChanges(diffSpecs(before, after))).toBe(200 + 299);
    expect(performance.now() - start).toBeLessThan(50);
  });

  test("the words of both texts are all there, numbers and hyphenated words in one piece", () => {
    const shown = (before: string, after: string) =>
      wordHunks(before, after).map(
        ({ kind, text }) => ({ same: text, removed: `[-${text}]`, added: `[+${text}]` })[kind],
      );
    expect(shown("99.9 % a month", "99.95 % a month").join("")).toBe("[-99.9][+99.95] % a month");
    expect(shown("", "new")).toEqual(["[+new]"]);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }), (before, after) => {
        const side = (without: string) =>
          wordHunks(before, after)
            .filter(({ kind }) => kind !== without)
            .map(({ text }) => text)
            .join("");
        expect(side("added")).toBe(before);
        expect(side("removed")).toBe(after);
      }),
    );
  });

  test("words that differ are found, and hopeless texts still end in time", () => {
    expect(wordHunks("keep the old cache", "keep the new cache")).toEqual([
      { kind: "same", text: "keep the " },
      { kind: "removed", text: "old" },
      { kind: "added", text: "new" },
      { kind: "same", text: " cache" },
    ]);
    const words = (step: number) => Array.from({ length: 30_000 }, (_, n) => `w${(n * step) % 9973}`).join(" ");
    const start = performance.now();
    const hunks = wordHunks(words(7), words(11));
    expect(performance.now() - start).toBeLessThan(2000);
    expect(
      hunks
        .filter(({ kind }) => kind !== "removed")
        .map(({ text }) => text)
        .join(""),
    ).toBe(words(11));
  });
});
