import { Hono } from "hono";
import type { Context } from "@/server/context";

/** Everything that Lintel answers by itself, before Next sees the request. */
export function createApi(context: Context): Hono {
  const api = new Hono();
  api.get("/healthz", (c) => c.json({ status: "ok" }));
  api.get("/readyz", async (c) => {
    if (context.stopping.aborted) return c.json({ status: "stopping" }, 503);
    try {
      await context.sql`select 1`;
      return c.json({ status: "ok" });
    } catch {
      return c.json({ status: "database away" }, 503);
    }
  });
  return api;
}
