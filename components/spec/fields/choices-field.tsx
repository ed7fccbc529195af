"use client";

import { Plus } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { Chip } from "@/components/ui/chip";
import { MultiCombobox } from "@/components/ui/multi-combobox";
import { refuseLongPaste } from "@/components/ui/refuse-long-paste";
import { type ChoicesField, maxItems, maxLength } from "@/core/spec/field";
import { cleanText, optionValue, orderChoices } from "@/core/spec/value";
import { controlId, FieldFrame } from "../field-frame";
import type { FieldEditorProps } from "../field-props";
import { useDraft, useDraftChoices } from "../use-draft";
import { CellFrame } from "./cell-frame";
import { OptionChip } from "./option-chip";

/** Several of several: options as chips to switch, free values beside them; without options a field for tags. */
export function ChoicesFieldEditor({ field, path, look, name }: FieldEditorProps<ChoicesField>) {
  if (look === "cell")
    return (
      <CellFrame path={path}>
        <Tags field={field} path={path} name={name} />
      </CellFrame>
    );
  if (field.options.length === 0)
    return (
      <FieldFrame field={field} path={path}>
        <Tags field={field} path={path} />
      </FieldFrame>
    );
  return (
    <FieldFrame field={field} path={path} isGroup>
      <ChoicesChips field={field} path={path} />
    </FieldFrame>
  );
}

export function ChoicesChips({ field, path }: { field: ChoicesField; path: string }) {
  const { isReadOnly } = useDraft();
  const [stored, change] = useDraftChoices(path);
  const chosen = orderChoices(field, stored);
  const free = chosen.filter((value) => !field.options.some((option) => option.value === value));
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {field.options.map((option) => (
        <OptionChip
          key={option.value}
          type="checkbox"
          help={option.help}
          disabled={isReadOnly}
          checked={chosen.includes(option.value)}
          onChange={(event) => change(option.value, event.target.checked)}
        >
          {option.label}
        </OptionChip>
      ))}
      {free.map((value) => (
        <Chip
          key={value}
          onRemove={isReadOnly ? undefined : () => change(value, false)}
          className="rounded-full border-accent! bg-accent-soft! font-medium text-accent-ink! h-7! pl-2.5! pointer-coarse:h-9!"
        >
          {value}
        </Chip>
      ))}
      {field.other && !isReadOnly && <OtherInput field={field} path={path} change={change} />}
    </div>
  );
}

type OtherInputProps = { field: ChoicesField; path: string; change: (value: string, isChosen: boolean) => void };

/** A place to type what no option says. Enter or a comma adds it; leaving the field adds it too, so nothing typed is lost. */
function OtherInput({ field, path, change }: OtherInputProps) {
  const [typed, setTyped] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const add = () => {
    const value = optionValue(field, cleanText(typed, "one")).slice(0, maxLength.choice);
    if (value !== "") change(value, true);
    setTyped("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if ((event.key === "Enter" || event.key === ",") && typed.trim() !== "") {
      event.preventDefault();
      add();
    } else if (event.key === "Escape") setTyped("");
  };
  return (
    <span className="relative inline-flex">
      <Plus
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-faint"
      />
      <input
        ref={input}
        id={`${controlId(path)}-other`}
        value={typed}
        maxLength={maxLength.choice}
        placeholder="Other"
        aria-label={`Other for ${field.label}`}
        autoComplete="off"
        onPaste={refuseLongPaste}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
        className="h-7 w-20 rounded-full border border-dashed border-line-strong bg-transparent pr-2.5 pl-7 text-sm transition-[width] outline-none hover:border-faint focus:w-44 focus-visible:border-solid focus-visible:border-accent focus-visible:shadow-[0_0_0_2px_var(--accent-line)] pointer-coarse:h-9"
      />
    </span>
  );
}

function Tags({ field, path, name }: { field: ChoicesField; path: string; name?: string }) {
  const { isReadOnly } = useDraft();
  const [stored, change] = useDraftChoices(path);
  const values = orderChoices(field, stored);
  return (
    <MultiCombobox
      options={field.options}
      values={values}
      allowOther={field.other}
      disabled={isReadOnly}
      placeholder="Type and press Enter"
      {...(name ? { id: controlId(path), "aria-label": name } : {})}
      onValuesChange={(next) => {
        const wanted = orderChoices(
          field,
          next
            .flatMap((value) => cleanText(value, "one").split(","))
            .map((value) => value.trim().slice(0, maxLength.choice)),
        ).slice(0, maxItems);
        for (const value of values) if (!wanted.includes(value)) change(value, false);
        for (const value of wanted) if (!values.includes(value)) change(value, true);
      }}
    />
  );
}
