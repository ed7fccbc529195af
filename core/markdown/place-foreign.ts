import type { ImportBuilder } from "./import-builder";
export function placeForeign(lines: readonly string[], builder: ImportBuilder): string {
  builder.keep("", lines.join("\n"));
  return "";
}
