"use client";

import { cn } from "@/components/ui/cn";
import { Combobox } from "@/components/ui/combobox";
import { NativeSelect } from "@/components/ui/native-select";
import { type ChoiceField, maxLength } from "@/core/spec/field";
import { cleanText, optionLabel, optionValue } from "@/core/spec/value";
import { controlId, FieldFrame } from "../field-frame";
import type { FieldEditorProps } from "../field-props";
import { useDraft, useDraftValue } from "../use-draft";
import { CellFrame, cellLooks } from "./cell-frame";
import { OptionChip } from "./option-chip";

/** Up to this many options are all shown at once; more would be a wall of chips. */
export const chipsAtMost = 5;

/** One of several. Few options are chips, many a select; with "other" the typed text itself is a choice. */
export function ChoiceFieldEditor(props: FieldEditorProps<ChoiceField>) {
  const { field, path, look } = props;
  if (look === "cell") return <ChoiceCell {...props} />;
  if (field.other)
    return (
      <FieldFrame field={field} path={path}>
        <OpenChoice {...props} />
      </FieldFrame>
    );
  if (field.options.length <= chipsAtMost)
    return (
      <FieldFrame field={field} path={path} isGroup>
        <ChoiceChips field={field} path={path} />
      </FieldFrame>
    );
  return (
    <FieldFrame field={field} path={path}>
      <ChoiceSelect {...props} />
    </FieldFrame>
  );
}

/** The options as chips; the chosen one is taken back by a second click or by Delete. */
export function ChoiceChips({ field, path }: { field: ChoiceField; path: string }) {
  const { isReadOnly } = useDraft();
  const [stored, setValue] = useDraftValue(path);
  const value = typeof stored === "string" ? stored : "";
  const isKnown = value === "" || field.options.some((option) => option.value === value);
  return (
    <div className="flex flex-wrap gap-1.5">
      {field.options.map((option) => (
        <OptionChip
          key={option.value}
          type="radio"
          name={path}
          help={option.help}
          disabled={isReadOnly}
          checked={option.value === value}
          onChange={() => setValue(option.value)}
          onClick={() => option.value === value && setValue("")}
          onKeyDown={(event) => {
            if (event.key === "Delete" || event.key === "Backspace") setValue("");
          }}
        >
          {option.label}
        </OptionChip>
      ))}
      {!isKnown && <span className="self-center text-sm text-muted">{value}</span>}
    </div>
  );
}

function ChoiceSelect({ field, path, look, name }: FieldEditorProps<ChoiceField>) {
  const { isReadOnly } = useDraft();
  const [stored, setValue] = useDraftValue(path);
  const value = typeof stored === "string" ? stored : "";
  const isKnown = value === "" || field.options.some((option) => option.value === value);
  const options = isKnown ? field.options : [...field.options, { value, label: value }];
  if (look === "cell")
    return (
      <select
        id={controlId(path)}
        aria-label={name}
        value={value}
        disabled={isReadOnly}
        onChange={(event) => setValue(event.target.value)}
        className={cn(cellLooks, "appearance-none truncate disabled:opacity-100", value === "" && "text-faint")}
      >
        <option value="">–</option>
        {options.map((option) => (
          <option key={option.value} value={option.value} className="text-text">
            {option.label}
          </option>
        ))}
      </select>
    );
  return (
    <NativeSelect
      className="w-full"
      placeholder="Not chosen"
      options={options}
      value={value}
      disabled={isReadOnly}
      onChange={(event) => setValue(event.target.value)}
    />
  );
}

function OpenChoice({ field, path, look, name }: FieldEditorProps<ChoiceField>) {
  const { isReadOnly } = useDraft();
  const [stored, setValue] = useDraftValue(path);
  const value = typeof stored === "string" ? stored : "";
  return (
    <Combobox
      {...(look === "cell" ? { id: controlId(path), "aria-label": name } : {})}
      className={look === "cell" ? quietCombobox : undefined}
      options={field.options.map(({ value, label, help }) => ({ value, label, description: help }))}
      value={field.options.some((option) => option.value === value) ? value : optionLabel(field, value)}
      allowOther
      maxLength={maxLength.choice}
      disabled={isReadOnly}
      placeholder={look === "cell" ? "–" : "Choose or type…"}
      onValueChange={(next) => setValue(optionValue(field, cleanText(next, "one").slice(0, maxLength.choice)))}
    />
  );
}

/** A combobox inside a row takes off its frame until it is pointed at, as every cell does. */
export const quietCombobox =
  "[&>input]:h-[32px] [&>input]:border-transparent max-sm:[&>input]:border-line [&>input]:bg-transparent [&>input]:px-2 [&>input]:text-sm [&>input:not(:hover,:focus)+span]:opacity-0 [&>input:hover]:border-line-strong [&>input:focus-visible]:border-accent [&>input:focus-visible]:bg-surface pointer-coarse:[&>input]:h-10";

function ChoiceCell(props: FieldEditorProps<ChoiceField>) {
  return (
    <CellFrame path={props.path}>
      {props.field.other ? <OpenChoice {...props} /> : <ChoiceSelect {...props} />}
    </CellFrame>
  );
}
