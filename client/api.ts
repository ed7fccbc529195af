import type { Api } from "@/server/api/routes";

/** Why a request was refused, in the API's one form; `status` 0 is a request that never arrived. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: { path: string; message: string }[];
  readonly correlationId: string;

  constructor(
    status: number,
    problem: { code: string; message: string; fields?: { path: string; message: string }[]; correlationId?: string },
  ) {
    super(problem.message);
    this.name = "ApiError";
    this.status = status;
    this.code = problem.code;
    this.fields = problem.fields ?? [];
    this.correlationId = problem.correlationId ?? "";
  }

  /** What is wrong with one value of the form, if the server named it. */
  field(path: string): string | undefined {
    return this.fields.find((field) => field.path === path)?.message;
  }
}

type Keys = keyof Api;
type Given<T> = { [K in keyof T as undefined extends T[K] ? (T[K] extends undefined ? never : K) : K]: T[K] };
type Input<K extends Keys> = Given<Pick<Api[K], "params" | "query" | "body">>;
/** What a route answers. */
export type Reply<K extends Keys> = Api[K]["reply"];

export type Caller = <K extends Keys>(
  key: K,
  ...input: Record<never, never> extends Input<K> ? [input?: Input<K> & Extra] : [input: Input<K> & Extra]
) => Promise<Reply<K>>;
type Extra = { signal?: AbortSignal; idempotencyKey?: string };

/**
 * A caller of `/api/v1`, typed by the server's declarations: `call("GET /teams/{team}", { params: { team } })`. `send` is
 * `fetch` in a browser or program and the in-process handle on the server. Throws `ApiError` for every refusal.
 */
export function createCaller(
  send: (request: Request) => Promise<Response> | Response,
  base: string | (() => string),
  headers?: HeadersInit,
): Caller {
  return async (key, ...[input]) => {
    const { params, query, body, signal, idempotencyKey } = (input ?? {}) as {
      params?: Record<string, unknown>;
      query?: Record<string, unknown>;
      body?: unknown;
    } & Extra;
    const [method = "GET", path = "/"] = key.split(" ");
    const url = new URL(
      `${typeof base === "string" ? base : base()}/api/v1${path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(params?.[name] ?? "")))}`,
    );
    for (const [name, value] of Object.entries(query ?? {}))
      if (value !== undefined && value !== null && value !== "") url.searchParams.set(name, String(value));
    const sent = new Headers(headers);
    if (body !== undefined) sent.set("content-type", "application/json");
    if (idempotencyKey) sent.set("idempotency-key", idempotencyKey);
    const request = new Request(url, {
      method,
      headers: sent,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    const response = await answer(send, request);
    if (response.status === 204) return undefined as never;
    const isJson = response.headers.get("content-type")?.includes("json");
    const content = isJson ? await response.json().catch(() => null) : await response.text();
    if (!response.ok) throw new ApiError(response.status, problemOf(content, response));
    return content;
  };
}

async function answer(send: (request: Request) => Promise<Response> | Response, request: Request): Promise<Response> {
  try {
    return await send(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new ApiError(0, {
      code: "offline",
      message: "The server cannot be reached. Check your connection; nothing was changed.",
    });
  }
}

function problemOf(content: unknown, response: Response) {
  const problem = typeof content === "object" && content !== null && "error" in content ? content.error : null;
  if (typeof problem === "object" && problem !== null && "message" in problem && "code" in problem)
    return problem as { code: string; message: string };
  return { code: "unexpected", message: `The server answered ${response.status} without saying why. Try again.` };
}

/** The caller of this browser's own Lintel; its address is asked for at each call, there is none while a page is rendered. */
export const api = createCaller(
  (request) => fetch(request),
  () => window.location.origin,
);
