import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { z } from "@hono/zod-openapi";
import type { Hono, Context as HonoContext } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type ErrorCode, type FieldProblem, LintelError } from "@/core/errors";
import { databaseError, isDatabaseAway } from "@/db/connection";
import { type Actor, findActor, hashSecret } from "@/server/actor";
import { callerOf } from "@/server/api/caller";
import { once } from "@/server/api/idempotency";
import { takeToken } from "@/server/api/rate-limit";
import { replyWriter } from "@/server/api/reply-writer";
import type { FileReply, Route } from "@/server/api/route";
import { visitorOf } from "@/server/api/visitor";
import type { Context } from "@/server/context";
import { correlationId, type Log, loggedPath } from "@/server/log";
import { loadShared, type Visitor } from "@/server/shared";

const statusOf: Record<ErrorCode, ContentfulStatusCode> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
};

const usualBodyLimit = 1_000_000;

/** The middleware, once: origin, body, parsing, actor, rate limit, idempotency, reply. Errors go to `errorReply`. */
export function serve(api: Hono, route: Route, context: Context): void {
  const isRead = route.method === "GET";
  const write = replyWriter(route.reply);
  api.on(route.method, honoPath(route.path), async (c) => {
    const headers = c.req.raw.headers;
    const caller = callerOf(c, context.config);
    if (!isRead) refuseForeignOrigin(headers, context);
    const actor = await findActor(context, headers);
    takeToken(context.config, actor ? actor.userId : caller.address);
    if (!actor && route.who !== "anyone" && route.who !== "link")
      throw new LintelError("unauthenticated", "Sign in, or send a token as “Authorization: Bearer …”.");
    refuseReadToken(actor, route);
    const text = isRead ? "" : await readBody(c.req.raw, route.bodyLimit ?? usualBodyLimit);
    const visitor = route.who === "link" ? visitorOf(headers, caller) : null;
    const cookies: string[] = [];
    const input = {
      caller,
      actor: actor as Actor, // Null only where the declaration says `anyone` or `link`, whose operations are typed for it.
      visitor: visitor as Visitor & null, // Likewise null unless it says `link`.
      setCookie: (cookie: string) => void cookies.push(cookie),
      params: parse(route.params, c.req.param(), "params"),
      query: parse(route.query, c.req.query(), "query"),
      body: parse(route.body, parseJson(text), ""),
    };
    const run = async (inside: Context) => {
      const result = await route.handle({ context: inside, ...input });
      return route.file
        ? { status: route.status, file: result as FileReply }
        : { status: route.status, body: route.status === 204 ? "" : write(result), cookies };
    };
    const key = isRead || route.isGuess ? undefined : headers.get("idempotency-key");
    // A kept reply is gone with the link that it came by.
    if (key && visitor) await loadShared(context, visitor);
    const who = visitor
      ? `link:${hashSecret(`${visitor.token}\n${visitor.cookie}`)}`
      : (actor?.userId ?? caller.address);
    const reply = key
      ? await once(context, { key, actor: who, request: `${route.method} ${c.req.path}\n${text}` }, run)
      : await run(context);
    if ("file" in reply) {
      const { body, type, filename } = reply.file;
      return send(c, 200, body, {
        "Content-Type": type,
        "Content-Disposition": `attachment; filename="${filename}"`,
      });
    }
    const { status, body, cookies: kept } = reply;
    if (status === 204) return send(c, 204, null, {}, kept);
    return send(c, status, body, { "Content-Type": "application/json; charset=utf-8" }, kept);
  });
}

/**
 * Writes a reply to the socket where there is one: a `Response` and the stream inside it cost more than all the rest of a small
 * request. A server component, which has no socket, gets a `Response`.
 */
function send(
  c: HonoContext,
  status: number,
  body: string | null,
  type: Record<string, string>,
  cookies: readonly string[] = [],
): Response {
  const headers = { "Cache-Control": "no-store", ...type };
  const { outgoing } = (c.env ?? {}) as { outgoing?: ServerResponse };
  // Sent already where the deadline has passed.
  if (!outgoing || outgoing.headersSent) {
    const response = new Response(body, { status, headers });
    for (const cookie of cookies) response.headers.append("Set-Cookie", cookie);
    return response;
  }
  if (cookies.length > 0) outgoing.setHeader("Set-Cookie", cookies);
  const length: OutgoingHttpHeaders = body === null ? {} : { "Content-Length": Buffer.byteLength(body) };
  outgoing.writeHead(status, { ...headers, ...length }).end(body);
  return RESPONSE_ALREADY_SENT;
}

/** `/teams/{team}` as Hono writes it. */
export function honoPath(path: string): string {
  return `/api/v1${path.replace(/\{(\w+)\}/g, ":$1")}`;
}

/**
 * The one error form. What is no refusal of ours is logged with its stack and told without detail: an error of the
 * database that is away as 503, a lost race on a unique value as 409, anything else as 500.
 */
export function errorReply(c: HonoContext, error: unknown, log?: Log): Response {
  const refusal = toRefusal(error);
  if (!refusal) log?.error({ err: error, path: loggedPath(c.req.path) }, "an operation failed");
  const { code, message, fields, retryAfter } = refusal ?? {
    code: "internal" as const,
    message:
      "Something went wrong on the server. It was logged; try again, and give the correlation id if it persists.",
    fields: [],
    retryAfter: undefined,
  };
  c.header("Cache-Control", "no-store");
  if (retryAfter !== undefined) c.header("Retry-After", String(Math.max(1, Math.ceil(retryAfter))));
  const problem = { code, message, ...(fields.length > 0 ? { fields } : {}), correlationId: correlationId() ?? "" };
  return c.json({ error: problem }, refusal ? statusOf[refusal.code] : 500);
}

function toRefusal(error: unknown): LintelError | null {
  if (error instanceof LintelError) return error;
  if (isDatabaseAway(error))
    return new LintelError(
      "unavailable",
      "The database cannot be reached at the moment. Nothing was changed; try again.",
      {
        retryAfter: 2,
      },
    );
  const code = databaseError(error)?.code;
  if (code === "23505")
    return new LintelError("conflict", "Somebody made the same thing at the same time. Reload and try again.");
  if (code === "40001" || code === "40P01")
    return new LintelError("unavailable", "Two changes met. Nothing was changed; try again.", { retryAfter: 1 });
  // 22021 and 22P05: text that the database cannot hold, a NUL in JSON for one.
  if (code === "22021" || code === "22P05")
    return new LintelError("invalid", "The text has characters that cannot be stored.");
  // 22003, 22007, 22008: a number or a day outside of what its column holds; schemas should have said so with the field's name.
  if (code === "22003" || code === "22007" || code === "22008")
    return new LintelError("invalid", "A number or a date is outside of what can be stored.");
  return null;
}

/** A page elsewhere must not act with the cookie of a signed-in person; programs with a token send no Origin. */
function refuseForeignOrigin(headers: Headers, context: Context): void {
  const origin = headers.get("origin");
  if (!origin) {
    if (headers.get("sec-fetch-site") === "cross-site") throw foreign();
    return;
  }
  const own = new Set([headers.get("host"), context.config.publicUrl && new URL(context.config.publicUrl).host]);
  if (!URL.canParse(origin) || !own.has(new URL(origin).host)) throw foreign();
}

const foreign = () => new LintelError("forbidden", "The request comes from another site.");

function refuseReadToken(actor: Actor | null, route: Route): void {
  if (route.method !== "GET" && actor?.via.kind === "token" && actor.via.scope === "read")
    throw new LintelError("forbidden", "This token may only read. Make one with the scope “write” for changes.");
}

function parse(schema: z.ZodType, value: unknown, at: string): never {
  const result = schema.safeParse(value);
  // Typed per route by its declaration; here every schema is some schema.
  if (result.success) return result.data as never;
  const fields: FieldProblem[] = result.error.issues.map((issue) => ({
    path: [at, ...issue.path].filter((key) => key !== "").join("."),
    message: issue.message,
  }));
  const first = fields[0];
  const message = first ? `${first.path ? `${first.path}: ` : ""}${first.message}` : "The request is not valid.";
  // A path that cannot be one names nothing.
  if (at === "params") throw new LintelError("not_found", "There is nothing at this address.");
  throw new LintelError("invalid", message, { fields });
}

function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    // Keys that would reach an object's prototype are left out wherever the value goes.
    return JSON.parse(text, (key, value) => (key === "__proto__" ? undefined : value));
  } catch (error) {
    throw new LintelError(
      "invalid",
      `The body is not JSON: ${error instanceof Error ? error.message : "it cannot be read"}.`,
    );
  }
}

async function readBody(request: Request, limit: number): Promise<string> {
  const tooLarge = () =>
    new LintelError(
      "too_large",
      `The request has more than ${(limit / 1_000_000).toLocaleString("en")} MB; send less at once.`,
    );
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Counted while it comes in: a chunked body says no length beforehand.
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return new TextDecoder("utf-8").decode(Buffer.concat(chunks));
}
