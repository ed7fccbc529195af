"use client";

import { ListFilter, Plus } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { ThreadMark } from "@/components/comments/thread-mark";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import type { ListField } from "@/core/spec/field";
import type { FieldEditorProps } from "../field-props";
import { readItem, searchText } from "../list/item-values";
import { ListCards } from "../list/list-cards";
import { ListTable } from "../list/list-table";
import { type ListEditing, useListEditing } from "../list/use-list-editing";
import { useDraft } from "../use-draft";

/** Above this many items a list can be filtered. */
const filterAbove = 10;

/** A list of items: as a table where each fits a row, else as cards that open. Lists stand within items of other lists too. */
export function ListFieldEditor({ field, path }: FieldEditorProps<ListField>) {
  const list = useListEditing(field, path);
  const [filter, setFilter] = useState("");
  const shown = useFiltered(list, filter);
  // The first item of an empty list is made before there are cards that could open it.
  const [born, setBorn] = useState<string>();
  const isNested = path.split(".").length > 2;
  const Heading = isNested ? "h4" : "h3";
  return (
    <section id={path} aria-labelledby={`${path}-title`} data-place={path} className="min-w-0 scroll-mt-32">
      <header className="group/place mb-2 flex flex-wrap items-end gap-x-3 gap-y-2">
        <div className="min-w-48 flex-1">
          <Heading id={`${path}-title`} className={isNested ? "text-sm font-medium" : "text-base font-semibold"}>
            {field.label}
            {list.ids.length > 0 && (
              <span className="ml-1.5 font-normal text-faint tabular-nums">
                {filter === "" ? list.ids.length : `${shown.length} of ${list.ids.length}`}
              </span>
            )}
          </Heading>
          {field.help && <p className="text-xs text-muted">{field.help}</p>}
        </div>
        <ThreadMark anchor={{ kind: "place", path }} label={field.label} />
        {list.ids.length > filterAbove && (
          <FilterBox value={filter} label={`Filter ${field.label}`} onChange={setFilter} />
        )}
      </header>
      <div ref={list.root}>
        {list.ids.length === 0 ? (
          <EmptyList list={list} onAdded={setBorn} />
        ) : field.layout === "table" ? (
          <ListTable list={list} ids={shown} isFiltered={filter !== ""} />
        ) : (
          <ListCards list={list} ids={shown} isFiltered={filter !== ""} firstOpen={born} />
        )}
        {list.ids.length > 0 && shown.length === 0 && (
          <p className="py-4 text-center text-sm text-muted">
            No {field.item} contains “{filter}”.
          </p>
        )}
      </div>
      <p role="status" className="sr-only">
        {list.news}
      </p>
    </section>
  );
}

function EmptyList({ list, onAdded }: { list: ListEditing; onAdded: (id: string) => void }) {
  const { field, isReadOnly } = list;
  return (
    <div
      className={cn(
        "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-dashed border-line-strong px-4 py-3 text-sm text-muted",
      )}
    >
      <span className="flex-1">Nothing here yet.</span>
      {!isReadOnly && (
        <Button
          size="sm"
          icon={<Plus aria-hidden="true" />}
          onClick={() => {
            const id = list.add();
            if (!id) return;
            onAdded(id);
            list.focusItem(id, field.layout === "cards" ? field.title : undefined);
          }}
        >
          Add {field.item}
        </Button>
      )}
    </div>
  );
}

function FilterBox({ value, label, onChange }: { value: string; label: string; onChange: (value: string) => void }) {
  return (
    <Input
      type="search"
      size="sm"
      className="w-full! sm:w-56!"
      prefix={<ListFilter aria-hidden="true" />}
      placeholder="Filter"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") onChange("");
      }}
    />
  );
}

/** Ids of the items that contain every word of the filter, read when it changes: an item being edited does not vanish. */
function useFiltered({ field, path, ids }: ListEditing, filter: string): readonly string[] {
  const { doc } = useDraft();
  const wanted = useDeferredValue(filter.trim().toLowerCase());
  return useMemo(() => {
    if (wanted === "") return ids;
    const words = wanted.split(/\s+/);
    return ids.filter((id) => {
      const text = searchText(field.fields, readItem(doc, field, path, id));
      return words.every((word) => text.includes(word));
    });
  }, [doc, field, path, ids, wanted]);
}
