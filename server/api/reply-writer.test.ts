import { z } from "@hono/zod-openapi";
import { describe, expect, it } from "vitest";
import { replyWriter } from "@/server/api/reply-writer";
import { routes } from "@/server/api/routes";
import { page, time } from "@/server/api/schemas";
import { asStoredJson } from "@/server/json-text";

const at = new Date("2026-03-01T10:20:30.456Z");
const person = z.object({ id: z.uuid(), name: z.string() });

describe("what a reply says", () => {
  it("is only what its schema names, however deep", () => {
    const write = replyWriter(page(z.object({ owner: person, labels: z.array(z.string()) })));
    const owner = { id: "a", name: "b", passwordHash: "secret" };
    const text = write({ items: [{ owner, labels: ["x"], teamId: "t" }], next: null, total: 3 });
    expect(JSON.parse(text)).toEqual({ items: [{ owner: { id: "a", name: "b" }, labels: ["x"] }], next: null });
  });

  it("has dates as ISO text, also described or nullable ones", () => {
    const write = replyWriter(
      z.object({ at: time, due: time.nullable(), seen: time.describe("When."), gone: time.nullable() }),
    );
    const iso = at.toISOString();
    expect(JSON.parse(write({ at, due: at, seen: at, gone: null }))).toEqual({
      at: iso,
      due: iso,
      seen: iso,
      gone: null,
    });
  });

  it("leaves the values of a record to their own schema", () => {
    const write = replyWriter(z.object({ by: z.record(z.string(), person) }));
    expect(write({ by: { one: { id: "a", name: "b", email: "c" } } })).toBe('{"by":{"one":{"id":"a","name":"b"}}}');
  });

  it("sends stored JSON on as it is, alone or behind other properties", () => {
    const spec = z.custom<{ a: number }>();
    const stored = asStoredJson<{ a: number }>('{"a": 1}');
    expect(replyWriter(z.object({ spec }))({ spec: stored })).toBe('{"spec":{"a": 1}}');
    expect(replyWriter(z.object({ n: z.number(), spec }))({ n: 2, spec: stored })).toBe('{"n":2,"spec":{"a": 1}}');
    const list = z.object({ spec: z.array(z.object({ a: z.number() })) });
    expect(replyWriter(list)({ spec: asStoredJson("[]") })).toBe('{"spec":[]}');
  });

  it("can be written for every route", () => {
    for (const route of routes) expect(replyWriter(route.reply), route.path).toBeTypeOf("function");
  });
});
