import { expect, it } from "vitest";
import { parseDdl } from "./parse-ddl";

it("reads a schema in a thread", async () => {
  const model = await parseDdl("create table a (id int primary key); create table b (a_id int references a);");
  expect(model.tables.map(({ id }) => id)).toEqual(["public.a", "public.b"]);
});

it("answers the same text from memory", async () => {
  const text = "create table kept (id int);";
  expect(await parseDdl(text)).toBe(await parseDdl(text));
});

it("refuses more than 1 MB with its size and a remedy", async () => {
  await expect(parseDdl(`${" ".repeat(10_000_000)}x`)).rejects.toMatchObject({
    code: "too_large",
    message: expect.stringContaining("10 MB"),
  });
});

it("stops what takes too long, stays responsive meanwhile, and reads the next text", async () => {
  const columns = Array.from({ length: 75_000 }, (_, number) => `c${number} text`);
  const slow = `create table a (${columns.join(",")});`;
  let longest = 0;
  let last = performance.now();
  const ticking = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 10);
  await expect(parseDdl(slow)).rejects.toMatchObject({ code: "too_large" });
  clearInterval(ticking);
  expect(longest).toBeLessThan(400);
  expect((await parseDdl("create table after_it (id int)")).tables).toHaveLength(1);
});

it("reports syntax errors as part of the answer", async () => {
  const { problems } = await parseDdl("create table a (id int,);");
  expect(problems).toMatchObject([{ line: 1, column: 24, severity: "error" }]);
});
