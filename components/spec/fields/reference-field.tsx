"use client";

import { Combobox } from "@/components/ui/combobox";
import type { ReferenceField } from "@/core/spec/field";
import { findPlace } from "@/core/spec/path";
import { controlId, FieldFrame } from "../field-frame";
import type { FieldEditorProps } from "../field-props";
import { useDraft, useDraftValue } from "../use-draft";
import { type TitledItem, useItemTitles } from "../use-item-titles";
import { CellFrame } from "./cell-frame";
import { quietCombobox } from "./choice-field";

const missing = "Points to an item that was deleted. Choose another, or clear it.";

/** The name of an item of a list. An item that is gone is said to be missing; the reference itself is kept until changed. */
export function ReferenceFieldEditor({ field, path, look, name }: FieldEditorProps<ReferenceField>) {
  const { isReadOnly } = useDraft();
  const [stored, setValue] = useDraftValue(path);
  const items = useItemTitles(field.to);
  const value = typeof stored === "string" ? stored : "";
  const isMissing = value !== "" && !items.some((item) => item.id === value);
  const options = items.map((item) => ({
    value: item.id,
    label: titleOf(item),
    description: field.to.length > 1 && item.noun !== items[0]?.noun ? item.noun : undefined,
  }));
  const isCell = look === "cell";
  const box = (
    <Combobox
      {...(isCell ? { id: controlId(path), "aria-label": name, className: quietCombobox } : {})}
      options={isMissing ? [...options, { value, label: "Missing item", disabled: true }] : options}
      value={value}
      disabled={isReadOnly}
      placeholder={isCell ? "–" : "Choose…"}
      emptyText={items.length === 0 ? `There is no ${nouns(field)} yet.` : "Nothing matches."}
      onValueChange={setValue}
    />
  );
  if (isCell)
    return (
      <CellFrame path={path} error={isMissing ? "Item was deleted." : null}>
        {box}
      </CellFrame>
    );
  return (
    <FieldFrame field={field} path={path} error={isMissing ? missing : null}>
      {box}
    </FieldFrame>
  );
}

export const titleOf = (item: TitledItem) => item.title.trim() || `unnamed ${item.noun}`;

function nouns(field: ReferenceField): string {
  const names = field.to.map((path) => {
    const place = findPlace(path);
    return place?.kind === "field" && place.field.kind === "list" ? place.field.item : "item";
  });
  return names.join(" or ");
}
