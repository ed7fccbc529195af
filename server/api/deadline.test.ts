import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { withDeadline } from "./deadline";

const request = new Request("http://lintel.example/api/v1/teams");

describe("the deadline of a reply", () => {
  it("passes on what comes in time, and failures as failures", async () => {
    const quick = withDeadline(async () => new Response("here"), 1000);
    expect(await (await quick(request)).text()).toBe("here");
    const broken = withDeadline(() => Promise.reject(new Error("broken")), 1000);
    await expect(Promise.resolve(broken(request))).rejects.toThrow("broken");
  });

  it("answers 503 in the one error form for what comes too late", async () => {
    const slow = withDeadline(async () => {
      await wait(500);
      return new Response("late");
    }, 50);
    const reply = await slow(request);
    expect([reply.status, reply.headers.get("retry-after")]).toEqual([503, "2"]);
    expect(await reply.json()).toMatchObject({ error: { code: "unavailable" } });
  });
});
