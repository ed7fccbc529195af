/** Every refusal Lintel knows. The HTTP status of each is a table in `server/api`. */
export type ErrorCode =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "rate_limited"
  | "unavailable";

/** What is wrong with one value of the input: `path` in dots, `message` a sentence with the remedy. */
export type FieldProblem = { path: string; message: string };

/** A refusal meant for the user: `message` is one sentence that names the place and the remedy. */
export class LintelError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldProblem[];
  /** Seconds after which the same request may succeed; only for `rate_limited` and `unavailable`. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, more: { fields?: FieldProblem[]; retryAfter?: number } = {}) {
    super(message);
    this.name = "LintelError";
    this.code = code;
    this.fields = more.fields ?? [];
    this.retryAfter = more.retryAfter;
  }
}

/** What one may not see does not exist, so a missing and a hidden thing give the same refusal. */
export function notFound(noun: string): LintelError {
  return new LintelError("not_found", `There is no such ${noun}, or you may not see it.`);
}
