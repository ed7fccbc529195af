import type { NumberField } from "@/core/spec/field";
import { numberProblem } from "@/core/spec/value";

/** What typed text means for a number field: nothing, a number, or why it is neither. */
export type TypedNumber = { kind: "empty" } | { kind: "number"; value: number } | { kind: "wrong"; problem: string };

/**
 * Reads a number as people write it: spaces, underscores and commas may group thousands, a comma may be the decimal sign
 * ("99,9"), and a unit that is the field's own may follow. Ambiguous "1,500" is read as one thousand five hundred.
 */
export function readTypedNumber(field: NumberField, typed: string): TypedNumber {
  const plain = withoutUnit(typed, field.unit)
    .trim()
    .replace(/[\s_'’]/g, "");
  if (plain === "") return { kind: "empty" };
  const isGrouped = /^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(plain);
  const dotted = isGrouped ? plain.replaceAll(",", "") : plain.replace(",", ".");
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?$/i.test(dotted) ? Number(dotted) : Number.NaN;
  if (!Number.isFinite(value))
    return {
      kind: "wrong",
      problem: `“${typed.slice(0, 40)}” is not a number. Write it in digits, such as 250 or 99.9.`,
    };
  const problem = numberProblem(field, value);
  return problem ? { kind: "wrong", problem } : { kind: "number", value: value === 0 ? 0 : value };
}

/** A number as the form shows it: full precision, thousands apart by a thin space that is read back. */
export function showNumber(value: number): string {
  const text = String(value);
  if (!/^-?\d{5,}(\.\d+)?$/.test(text)) return text;
  const [whole = "", fraction] = text.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, "\u2009") + (fraction === undefined ? "" : `.${fraction}`);
}

function withoutUnit(typed: string, unit: string | undefined): string {
  if (!unit) return typed;
  const end = typed.trimEnd();
  return end.toLowerCase().endsWith(unit.toLowerCase()) ? end.slice(0, -unit.length) : typed;
}
