"use client";

import { FactValue, isFact } from "@/components/spec/view/fact-list";
import { cn } from "@/components/ui/cn";
import type { Field, Fields, FieldValue, FieldValues, ListField, ListItem } from "@/core/spec/field";
import { isEmptyValue } from "@/core/spec/value";

type ItemFieldsProps = { list: ListField; item: ListItem; tone: "added" | "removed" };

/** Everything an added or removed item holds, one line per field. */
export function ItemFields({ list, item, tone }: ItemFieldsProps) {
  const leaves = leavesOf(list.fields, item, "").filter(({ key }) => key !== list.title);
  if (leaves.length === 0) return null;
  return (
    <dl
      className={cn(
        "mt-2 grid gap-x-4 gap-y-1 border-l-2 pl-3 text-sm sm:grid-cols-[minmax(7rem,11rem)_minmax(0,1fr)]",
        tone === "added" ? "border-ok-line" : "border-danger-line",
      )}
    >
      {leaves.map(({ key, label, field, value }) => (
        <div key={key} className="sm:contents">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0">
            {isFact(field) ? (
              <FactValue field={field} value={value} />
            ) : (
              <span className="line-clamp-6 whitespace-pre-wrap" dir="auto">
                {`${value}`.slice(0, 2000)}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Leaf = { key: string; label: string; field: Field; value: FieldValue };

function leavesOf(fields: Fields, values: FieldValues, within: string, path = ""): Leaf[] {
  return Object.entries(fields).flatMap(([name, field]): Leaf[] => {
    const value = values[name];
    const key = path === "" ? name : `${path}.${name}`;
    const label = within === "" ? field.label : `${within} › ${field.label}`;
    if (value === undefined || isEmptyValue(field, value)) return [];
    if (field.kind === "group") return leavesOf(field.fields, value as FieldValues, label, key);
    if (field.kind === "list")
      return (value as ListItem[]).flatMap((item) =>
        leavesOf(field.fields, item, `${item[field.title] || field.item}`, `${key}.${item.id}`),
      );
    return [{ key, label, field, value }];
  });
}
