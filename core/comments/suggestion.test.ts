import { describe, expect, it } from "vitest";
import { emptySpec } from "../spec/value";
import type { Suggestion } from "./anchor";
import { quoteOf } from "./quote";
import { suggestionState, withReplacement } from "./suggestion";

const path = "requirements.problem";

function specOf(problem: string) {
  const spec = emptySpec();
  spec.requirements.problem = problem;
  return spec;
}

function replacing(text: string, exact: string, replacement: string): Suggestion {
  const start = text.indexOf(exact);
  const quote = quoteOf(text, start, start + exact.length);
  if (!quote) throw new Error("no quote");
  return { kind: "replace", path, quote, replacement };
}

describe("a suggestion of other words", () => {
  const text = "Orders are written once a day, and read often.";
  const suggestion = replacing(text, "once a day", "twice a day");

  it("is fresh while the passage stands, wherever it has moved in its field", () => {
    expect(suggestionState(suggestion, specOf(text))).toEqual({ state: "fresh", range: { start: 19, end: 29 } });
    expect(suggestionState(suggestion, specOf(`Now. ${text}`))).toEqual({
      state: "fresh",
      range: { start: 24, end: 34 },
    });
  });

  it("is applied when the text reads as it proposes", () => {
    const applied = withReplacement(text, { start: 19, end: 29 }, "twice a day");
    expect(applied).toBe("Orders are written twice a day, and read often.");
    expect(suggestionState(suggestion, specOf(applied))).toEqual({ state: "applied" });
    const longer = replacing(text, "read", "read and audited");
    expect(suggestionState(longer, specOf(text.replace("read", "read and audited")))).toEqual({ state: "applied" });
  });

  it("is stale when the passage was edited, emptied, or went with its item", () => {
    for (const now of ["Orders are written once a week, and read often.", "", "Something else entirely."])
      expect(suggestionState(suggestion, specOf(now)), now).toMatchObject({ state: "stale" });
    const gone = { ...suggestion, path: "services.services.aaaaaaaaaa.responsibility" };
    expect(suggestionState(gone, specOf(text))).toMatchObject({ state: "stale" });
  });
});

describe("a suggestion of another value", () => {
  const set = (from: null | string | string[], to: null | string | string[], at: string): Suggestion => ({
    kind: "set",
    path: at,
    from,
    to,
  });

  it("is fresh, applied or stale by the value of the field", () => {
    const at = "architecture.communication.confidence";
    const spec = emptySpec();
    const states = ["", "high", "low"].map((value) => {
      spec.architecture.communication.confidence = value;
      return suggestionState(set("", "high", at), spec).state;
    });
    expect(states).toEqual(["fresh", "applied", "stale"]);
  });

  it("compares choices as sets", () => {
    const at = "architecture.communication.selected";
    const spec = emptySpec();
    spec.architecture.communication.selected = ["rest", "grpc"];
    expect(suggestionState(set(["rest", "grpc"], ["rest"], at), spec).state).toBe("fresh");
  });
});
