import { describe, expect, test } from "vitest";
import { placeAddress, placeOf, placeWords } from "./presence-place";

const base = "/payments/reviews/3";
const at = (place: string | null, field: string | null = null) => ({ place, field });

describe("the place somebody is at", () => {
  test("is told by page, section, field and thread", () => {
    expect(placeOf(base, `${base}/spec/data`, null)).toBe("spec/data");
    expect(placeOf(base, `${base}/checklist/backend-standards`, "12")).toBe("checklist/backend-standards?thread=12");
    expect(placeOf(base, `${base}/checklist`, "x&y")).toBe("checklist");
    expect(placeOf(base, "/payments/reviews/31/spec/data", null)).toBeNull();
  });

  test("is said in words", () => {
    expect(placeWords(at("spec/requirements"))).toBe("Requirements & context");
    expect(placeWords(at("spec/requirements", "requirements.problem"))).toMatch(/^Requirements & context: \w/);
    expect(placeWords(at("spec/nowhere"))).toBe("Specification");
    expect(placeWords(at("versions"))).toBe("Versions");
    expect(placeWords(at("versions/4"))).toBe("Version 4");
    expect(placeWords(at("spec/data?thread=7"))).toBe("Thread 7");
    expect(placeWords(at("constructor"))).toBe("");
    expect(placeWords(at(null))).toBe("");
  });

  test("has an address", () => {
    expect(placeAddress(base, at("spec/data", "data.indexing"))).toBe(`${base}/spec/data#data.indexing`);
    expect(placeAddress(base, at("diagrams", "data.indexing"))).toBe(`${base}/diagrams`);
    expect(placeAddress(base, at(null))).toBe(base);
  });
});
