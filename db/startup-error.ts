/** A reason not to start that its reader can act on: one sentence, printed without a stack. */
export class StartupError extends Error {
  override readonly name = "StartupError";
}

/** The `code` of a system or driver error (`EACCES`, `57P03`, …), "" where there is none. */
export function errorCode(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}
