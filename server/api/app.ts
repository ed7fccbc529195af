import { Hono } from "hono";
import { LintelError } from "@/core/errors";
import { callerOf } from "@/server/api/caller";
import { documentRoutes } from "@/server/api/document";
import { takeToken } from "@/server/api/rate-limit";
import { routes } from "@/server/api/routes";
import { errorReply, serve } from "@/server/api/serve";
import type { Context } from "@/server/context";
import { unsubscribe } from "@/server/unsubscribe";

/** Everything that Lintel answers by itself, before Next sees the request: `/api/v1` and the two probes. */
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
  // RFC 8058: a mail program posts a form here, without cookies, and whatever the form holds it means "no more mail".
  api.post("/unsubscribe/:token", async (c) => {
    takeToken(context.config, callerOf(c, context.config).address);
    await unsubscribe(context, c.req.param("token"), "all");
    return c.text("You get no more mail from Lintel.\n");
  });
  documentRoutes(api, routes);
  for (const route of routes) serve(api, route, context);
  api.notFound((c) =>
    errorReply(c, new LintelError("not_found", `There is no ${c.req.method} ${c.req.path}; see /api/v1.`)),
  );
  api.onError((error, c) => errorReply(c, error, context.log));
  return api;
}
