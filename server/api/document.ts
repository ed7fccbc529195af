import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Hono } from "hono";
import { shareHeader } from "@/core/live";
import { specJsonSchema } from "@/core/spec/json-schema";
import type { Route } from "@/server/api/route";

const problem = z
  .object({
    error: z.object({
      code: z.string().describe("Stable, for programs."),
      message: z.string().describe("One sentence for people: what is wrong, where, and what to do."),
      fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
      correlationId: z.string(),
    }),
  })
  .openapi("Error");

const refusals: Record<number, string> = {
  401: "Nobody is signed in, or the token is not valid.",
  403: "The role or the token does not allow it.",
  404: "There is no such thing, or it may not be seen.",
  409: "It changed in the meantime: read it again and repeat.",
  413: "The body is too large.",
  422: "A value is not valid; `fields` says which.",
  429: "Too many requests; `Retry-After` says when to come back.",
  503: "The database is away for the moment; nothing was changed.",
};

/** The OpenAPI 3.1 document of the routes. */
export function openApiDocument(routes: readonly Route[]) {
  const registry = new OpenAPIHono();
  registry.openAPIRegistry.registerComponent("securitySchemes", "token", {
    type: "http",
    scheme: "bearer",
    description: "A token made on the account page; scope `read` or `write`, never more than its owner's role.",
  });
  registry.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "authjs.session-token",
    description: "The cookie of a signed-in browser.",
  });
  registry.openAPIRegistry.registerComponent("securitySchemes", "link", {
    type: "apiKey",
    in: "header",
    name: shareHeader,
    description: "The token of a share link: the end of its address.",
  });
  for (const route of routes) registry.openAPIRegistry.registerPath(describeRoute(route));
  return registry.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Lintel",
      version: "1",
      description:
        "Architecture specifications, their drafts, versions, checklists and events. Lists come in keyset pages: pass `next` as `cursor`. Mutating requests take an `Idempotency-Key`, kept for 48 hours. `X-Correlation-ID` is taken and given back.",
    },
    servers: [{ url: "/api/v1" }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
  });
}

function describeRoute(route: Route) {
  const isRead = route.method === "GET";
  const reply = route.file
    ? { description: "The file.", content: { [route.file]: { schema: z.string() } } }
    : route.status === 204
      ? { description: "Done." }
      : { description: "The answer.", content: { "application/json": { schema: route.reply } } };
  const correlation = z.object({ "X-Correlation-ID": z.string().max(128).optional() });
  const statuses = [401, 403, 404, ...(isRead ? [] : [409, 413]), 422, 429, 503].filter(
    (status) => route.who !== "anyone" || status > 404,
  );
  return createRoute({
    method: route.method.toLowerCase() as "get",
    path: route.path,
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    description: [route.description, whoSentence(route.who)].filter(Boolean).join(" "),
    security: securityOf(route.who),
    request: {
      params: route.params,
      query: route.query,
      headers: isRead ? correlation : correlation.extend({ "Idempotency-Key": z.string().max(200).optional() }),
      ...(route.body instanceof z.ZodUndefined
        ? {}
        : { body: { required: true, content: { "application/json": { schema: route.body } } } }),
    },
    responses: {
      [route.status]: reply,
      ...Object.fromEntries(
        statuses.map((status) => [
          status,
          { description: refusals[status] ?? "", content: { "application/json": { schema: problem } } },
        ]),
      ),
    },
  });
}

const operationId = (route: Route) =>
  route.summary
    .replace(/[^A-Za-z ]/g, "")
    .split(" ")
    .map((word, index) => (index === 0 ? word.toLowerCase() : word[0]?.toUpperCase() + word.slice(1).toLowerCase()))
    .join("");

function securityOf(who: Route["who"]): Record<string, string[]>[] {
  if (who === "anyone") return [];
  return who === "link" ? [{ link: [] }] : [{ token: [] }, { session: [] }];
}

function whoSentence(who: Route["who"]): string {
  if (who === "anyone") return "Anyone may call it.";
  if (who === "link") return "For whoever has a share link; for one that does not work there is nothing here.";
  if (who === "signed-in") return "Anyone signed in may call it.";
  return `Members whose role allows \`${who}\`; for others it does not exist or is refused.`;
}

/** Serves the document, made once at the first request. The readable page is `/api-docs`. */
export function documentRoutes(api: Hono, routes: readonly Route[]): void {
  let document: string | undefined;
  const serve = () => {
    document ??= JSON.stringify(openApiDocument(routes));
    return document;
  };
  api.get("/api/v1/openapi.json", (c) => c.body(serve(), 200, { "Content-Type": "application/json; charset=utf-8" }));
  api.get("/api/v1/spec-schema.json", (c) => c.json(specJsonSchema()));
  api.get("/api/v1", (c) =>
    c.json({
      name: "Lintel",
      version: 1,
      document: "/api/v1/openapi.json",
      specSchema: "/api/v1/spec-schema.json",
      page: "/api-docs",
    }),
  );
}
