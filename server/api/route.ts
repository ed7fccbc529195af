import { z } from "@hono/zod-openapi";
import type { Act } from "@/core/permissions";
import type { Actor } from "@/server/actor";
import type { Context } from "@/server/context";
import type { Visitor } from "@/server/shared";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What the outside of a request tells, for operations that must know it: sign-in limits, the list of sessions. */
export type Caller = { address: string; userAgent: string };

/** A file in the place of JSON: the reply of an export. */
export type FileReply = { body: string; type: string; filename: string };

type Shape = z.ZodObject;
type Input<Who, Params, Query, Body> = {
  context: Context;
  actor: Who extends "anyone" | "link" ? Actor | null : Actor;
  caller: Caller;
  /** The share link's token and the cookies, where the declaration says `link`; nobody's elsewhere. */
  visitor: Who extends "link" ? Visitor : null;
  /** Adds a Set-Cookie header to the reply. */
  setCookie: (cookie: string) => void;
  params: z.output<Params>;
  query: z.output<Query>;
  body: z.output<Body>;
};

/**
 * One route of `/api/v1`: method, path, schemas, who may call, and the one operation behind it. The server, the OpenAPI
 * document, the typed client and the test that tries every role on every route are all made of these declarations.
 */
export type Route = {
  method: Method;
  path: string;
  /** A short title, and the noun it is listed under. */
  summary: string;
  tag: string;
  description?: string;
  /**
   * `anyone`, `signed-in`, somebody with a share `link`, or the act that a member's role must allow. The operation checks; this
   * says what it checks.
   */
  who: "anyone" | "signed-in" | "link" | Act;
  params: Shape;
  query: Shape;
  body: z.ZodType;
  reply: z.ZodType;
  status: 200 | 201 | 204;
  /** Media type of a file reply. */
  file?: string;
  /** Bytes of body it takes at most; one megabyte unless said. */
  bodyLimit?: number;
  /**
   * Whether the caller guesses a secret. A guess counts although the request fails, so it is never part of a transaction that is
   * rolled back, and it is no request to be repeated: an idempotency key is ignored.
   */
  isGuess?: true;
  handle: (input: Input<Route["who"], Shape, Shape, z.ZodType>) => Promise<unknown>;
};

type Declaration<M, P, Who, Params, Query, Body, Reply> = {
  method: M;
  path: P;
  summary: string;
  tag: string;
  description?: string;
  who: Who;
  params?: Params;
  query?: Query;
  body?: Body;
  reply?: Reply;
  status?: 200 | 201 | 204;
  file?: string;
  bodyLimit?: number;
  isGuess?: true;
  handle: (
    input: Input<
      Who,
      Params extends Shape ? Params : EmptyShape,
      Query extends Shape ? Query : EmptyShape,
      Body extends z.ZodType ? Body : z.ZodUndefined
    >,
  ) => Promise<Reply extends z.ZodType ? z.input<Reply> : FileReply | undefined>;
};

type EmptyShape = z.ZodObject<Record<never, z.ZodType>>;

/** What the typed client knows of a route. */
export type RouteTypes<M extends Method, P extends string, Params, Query, Body, Reply> = {
  readonly key: `${M} ${P}`;
  readonly types: {
    params: Params extends Shape ? z.input<Params> : undefined;
    query: Query extends Shape ? z.input<Query> : undefined;
    body: Body extends z.ZodType ? z.input<Body> : undefined;
    reply: Reply extends z.ZodType ? z.output<Reply> : undefined;
  };
};

/** Declares a route; see {@link Route}. Left-out schemas take nothing. */
export function route<
  const M extends Method,
  const P extends string,
  const Who extends Route["who"],
  Params extends Shape | undefined = undefined,
  Query extends Shape | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Reply extends z.ZodType | undefined = undefined,
>(
  declaration: Declaration<M, P, Who, Params, Query, Body, Reply>,
): Route & Partial<RouteTypes<M, P, Params, Query, Body, Reply>> {
  const { params, query, body, reply, handle, ...rest } = declaration;
  return {
    ...rest,
    status: declaration.status ?? (reply || declaration.file ? 200 : 204),
    params: params ?? z.object({}),
    query: query ?? z.object({}),
    body: body ?? z.undefined(),
    reply: reply ?? z.undefined(),
    // The schemas above are what `handle` was typed against; one list of routes has to forget that.
    handle: handle as unknown as Route["handle"],
  };
}

/** The routes of a list by `METHOD /path`, with what each takes and gives. */
export type RouteMap<Routes extends readonly unknown[]> = {
  [R in Routes[number] as R extends { key?: infer K extends string } ? K : never]: R extends { types?: infer T }
    ? NonNullable<T>
    : never;
};
