import { type Field, type FieldValue, type FieldValues, type ListField, maxLength } from "@/core/spec/field";
import { cleanText, optionValue, orderChoices } from "@/core/spec/value";
import { readTypedNumber } from "../fields/number-text";

/**
 * The rows that pasted text stands for, its first cell in `column`, or `null` where it is no table: a single line, more cells
 * than there are columns, or a cell that its column cannot hold. Then the text is pasted as text, and nothing is lost.
 */
export function readPastedRows(list: ListField, column: string, pasted: string): FieldValues[] | null {
  const lines = pasted
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .filter((line) => line.trim() !== "");
  if (lines.length < 2) return null;
  const keys = Object.keys(list.fields);
  const columns = keys.slice(keys.indexOf(column));
  const rows: FieldValues[] = [];
  for (const line of lines) {
    const cells = line.split("\t");
    if (cells.length > columns.length) return null;
    const row: FieldValues = {};
    for (const [index, cell] of cells.entries()) {
      const key = columns[index] as string;
      const value = readCell(list.fields[key] as Field, cleanText(cell, "one").trim());
      if (value === undefined) return null;
      row[key] = value;
    }
    rows.push(row);
  }
  return rows;
}

/** What a cell's text is for a field; `undefined` where the field cannot hold it. */
function readCell(field: Field, text: string): FieldValue | undefined {
  switch (field.kind) {
    case "text":
      return text.length <= maxLength.text ? text : undefined;
    case "markdown":
      return text;
    case "number": {
      const read = readTypedNumber(field, text);
      if (read.kind === "wrong") return undefined;
      return read.kind === "number" ? read.value : null;
    }
    case "choice": {
      const value = optionValue(field, text);
      const isKnown = value === "" || field.options.some((option) => option.value === value);
      return isKnown || (field.other && value.length <= maxLength.choice) ? value : undefined;
    }
    case "choices":
      return orderChoices(field, text.split(","));
    default:
      return text === "" ? "" : undefined;
  }
}
