import fc from "fast-check";
import { expect, it } from "vitest";
import { number } from "@/core/spec/field";
import { readTypedNumber, showNumber } from "./number-text";

const field = number("Latency", "ms");
const read = (typed: string, of = field) => readTypedNumber(of, typed);

it.each([
  ["250", 250],
  [" 1 500 ", 1500],
  ["1,500", 1500],
  ["1,234,567.5", 1234567.5],
  ["99,9", 99.9],
  ["1_000", 1000],
  ["250 ms", 250],
  ["1e3", 1000],
  [".5", 0.5],
  ["-0", 0],
])("reads %j as %d", (typed, value) => {
  expect(read(typed)).toEqual({ kind: "number", value });
});

it("takes blank text as nothing", () => {
  expect(read("  ")).toEqual({ kind: "empty" });
});

it.each(["fast", "1.2.3", "12,34,5", "0x10", "1e999", "--1", "Infinity"])("says why %j is no number", (typed) => {
  expect(read(typed)).toMatchObject({ kind: "wrong", problem: expect.stringContaining("not a number") });
});

it("names the limit a number breaks", () => {
  expect(read("-1")).toEqual({ kind: "wrong", problem: "Must be 0 or more." });
  expect(read("101", number("Share", "%", undefined, { max: 100 }))).toMatchObject({ problem: "Must be 100 or less." });
  expect(read("1.5", number("Retries", undefined, undefined, { integer: true }))).toMatchObject({
    problem: "Must be a whole number.",
  });
});

it("reads back every number it shows", () => {
  const any = number("Any", undefined, undefined, { min: undefined });
  fc.assert(
    fc.property(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })), (value) => {
      expect(readTypedNumber(any, showNumber(value))).toEqual({ kind: "number", value: value === 0 ? 0 : value });
    }),
  );
});
