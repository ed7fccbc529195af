"use client";

import { ThreadMark } from "@/components/comments/thread-mark";
import { cn } from "@/components/ui/cn";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { FieldValue, ListField, ListItem } from "@/core/spec/field";
import { isEmptyValue } from "@/core/spec/value";
import { FactValue } from "./fact-list";

type ItemTableProps = { field: ListField; items: readonly ListItem[]; path: string };

/** Items as a table. A column nobody wrote into is left out. */
export function ItemTable({ field, items, path }: ItemTableProps) {
  const columns = Object.entries(field.fields).filter(([key, child]) =>
    items.some((item) => !isEmptyValue(child, item[key])),
  );
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface print:border-0">
      <Table aria-label={field.label}>
        <thead>
          <tr>
            {columns.map(([key, child]) => (
              <Th key={key} className={child.kind === "number" ? "text-right" : undefined}>
                {child.label}
                {child.kind === "number" && child.unit && <span className="font-normal"> ({child.unit})</span>}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Tr key={item.id} id={`${path}.${item.id}`} data-place={`${path}.${item.id}`} className="group/place">
              {columns.map(([key, child], index) => (
                <Td
                  key={key}
                  className={cn(
                    "h-auto! align-top!",
                    child.kind === "number" && "text-right",
                    (child.kind !== "text" || child.label.length <= 3) && "whitespace-nowrap",
                  )}
                >
                  <FactValue
                    field={child.kind === "number" ? { ...child, unit: undefined } : child}
                    value={item[key] as FieldValue}
                    path={`${path}.${item.id}.${key}`}
                  />
                  {index === columns.length - 1 && (
                    <ThreadMark
                      anchor={{ kind: "place", path: `${path}.${item.id}` }}
                      label={field.item}
                      reach="below"
                      className="-my-1 ml-2"
                    />
                  )}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
