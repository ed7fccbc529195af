import { expect, test } from "vitest";
import { problemOf, safeNext } from "./sign-in-with";

test.each([
  [null, "/"],
  ["/payments/reviews/3?x=1#y", "/payments/reviews/3?x=1#y"],
  ["//elsewhere.example", "/"],
  ["/\\elsewhere.example", "/"],
  ["https://elsewhere.example", "/"],
  ["javascript:alert(1)", "/"],
])("after signing in, %s leads to %s", (next, place) => {
  expect(safeNext(next)).toBe(place);
});

test("a refusal is told in a sentence, whatever its code", () => {
  expect(problemOf(null)).toBeUndefined();
  expect(problemOf("CredentialsSignin", "credentials")).toBe("E-mail and password do not match.");
  expect(problemOf("CredentialsSignin", "limited-12")).toBe("Too many wrong passwords. Try again in 12 minutes.");
  expect(problemOf("SomethingNew")).toMatch(/did not work/);
});
