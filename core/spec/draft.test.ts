import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { specDefinition } from "./definition";
import {
  draftList,
  draftText,
  insertItem,
  listOrder,
  moveItem,
  readSpec,
  removeItem,
  writeSpec,
  writeText,
} from "./draft";
import { findPlace } from "./path";
import { arbitrarySpec } from "./testing";
import { emptySpec, normaliseSpec } from "./value";

const listField = (path: string) => {
  const place = findPlace(path);
  if (place?.kind !== "field" || place.field.kind !== "list") throw new Error(`${path} is no list`);
  return place.field;
};
const goals = "requirements.functional";

describe("draft", () => {
  test("a draft nobody wrote into reads as the empty specification", () => {
    expect(readSpec(new Y.Doc())).toEqual(emptySpec());
  });

  test("reading after writing gives the specification back, whatever stood there before", () => {
    fc.assert(
      fc.property(arbitrarySpec(), arbitrarySpec(), (before, after) => {
        const doc = new Y.Doc();
        writeSpec(doc, before);
        expect(readSpec(doc)).toEqual(before);
        writeSpec(doc, after);
        expect(readSpec(doc)).toEqual(after);
      }),
      { numRuns: 40 },
    );
  });

  test("a written draft is canonical: normalising it changes nothing", () => {
    fc.assert(
      fc.property(arbitrarySpec(), (spec) => {
        const { spec: again, problems } = normaliseSpec(structuredClone(spec), () => "zzzzzzzzzz");
        expect(problems).toEqual([]);
        expect(again).toEqual(spec);
      }),
      { numRuns: 40 },
    );
  });

  test("two copies edited apart converge, in whichever order updates arrive", () => {
    fc.assert(
      fc.property(arbitrarySpec(), arbitrarySpec(), arbitrarySpec(), (base, left, right) => {
        const origin = new Y.Doc();
        writeSpec(origin, base);
        const [a, b] = [new Y.Doc(), new Y.Doc()];
        for (const doc of [a, b]) Y.applyUpdate(doc, Y.encodeStateAsUpdate(origin));
        writeSpec(a, left);
        writeSpec(b, right);
        const [fromA, fromB] = [Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b)];
        Y.applyUpdate(a, fromB);
        Y.applyUpdate(b, fromA);
        expect(readSpec(a)).toEqual(readSpec(b));
      }),
      { numRuns: 25 },
    );
  });

  test("editing a text keeps what another person typed elsewhere in it", () => {
    const a = new Y.Doc();
    writeText(draftText(a, "requirements.problem"), "one two three");
    const b = new Y.Doc();
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
    writeText(draftText(a, "requirements.problem"), "one 2 three");
    writeText(draftText(b, "requirements.problem"), "one two three four");
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
    expect(readSpec(a).requirements.problem).toBe("one 2 three four");
  });

  test("items are inserted, moved and removed, and an item put back has its texts", () => {
    const doc = new Y.Doc();
    const field = listField(goals);
    insertItem(doc, field, goals, "aaaaaaaaaa", { text: "first" });
    insertItem(doc, field, goals, "bbbbbbbbbb", { text: "second" });
    insertItem(doc, field, goals, "cccccccccc", { text: "between" }, 1);
    expect(readSpec(doc).requirements.functional.map((item) => item.text)).toEqual(["first", "between", "second"]);
    moveItem(doc, goals, "bbbbbbbbbb", 0);
    expect(listOrder(draftList(doc, goals))).toEqual(["bbbbbbbbbb", "aaaaaaaaaa", "cccccccccc"]);
    const undo = new Y.UndoManager(doc);
    removeItem(doc, goals, "aaaaaaaaaa");
    expect(readSpec(doc).requirements.functional).toHaveLength(2);
    undo.undo();
    expect(readSpec(doc).requirements.functional[1]?.text).toBe("first");
  });

  test("inserting between items with equal order keys still works", () => {
    const doc = new Y.Doc();
    const list = draftList(doc, goals);
    for (const id of ["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"]) list.set(id, "a0");
    insertItem(doc, listField(goals), goals, "dddddddddd", {}, 1);
    expect(listOrder(list)).toContain("dddddddddd");
  });

  test("the definition names every key once and in camelCase", () => {
    const keys = specDefinition.sections.map((section) => section.key);
    expect(new Set(keys).size).toBe(11);
    for (const section of specDefinition.sections)
      for (const key of Object.keys(section.fields)) expect(key).toMatch(/^[a-z][A-Za-z0-9]*$/);
  });
});
