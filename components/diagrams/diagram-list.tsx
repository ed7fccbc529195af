"use client";

import { Plus, Sparkles, Workflow } from "lucide-react";
import type { KeyboardEvent } from "react";
import { ThreadCount } from "@/components/comments/thread-mark";
import type { ListEditing } from "@/components/spec/list/use-list-editing";
import { useDraft, useDraftText } from "@/components/spec/use-draft";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { MenuItem } from "@/components/ui/menu-item";
import { NativeSelect } from "@/components/ui/native-select";
import type { GeneratedDiagram } from "@/core/diagrams/mermaid-text";
import { type Starter, starters } from "@/core/diagrams/starters";
import { draftText } from "@/core/spec/draft";

type DiagramListProps = {
  list: ListEditing;
  generated: readonly GeneratedDiagram[];
  selected: string;
  onSelect: (id: string) => void;
  onAdd: (starter: Pick<Starter, "name" | "source">) => void;
};

/** What there is to look at: drawn diagrams in their order, then the generated ones. On a narrow screen it is one select. */
export function DiagramList({ list, generated, selected, onSelect, onAdd }: DiagramListProps) {
  const { doc } = useDraft();
  const options = [
    ...list.ids.map((id) => ({
      value: id,
      label: draftText(doc, `${list.path}.${id}.name`).toString() || "Unnamed diagram",
    })),
    ...generated.map(({ kind, title }) => ({ value: kind, label: `${title} (generated)` })),
  ];
  return (
    <nav aria-label="Diagrams" className="min-w-0 lg:sticky lg:top-4 lg:self-start">
      <div className="flex gap-2 lg:hidden">
        <NativeSelect
          aria-label="Diagram"
          className="flex-1"
          value={selected}
          options={options}
          onChange={(event) => onSelect(event.target.value)}
        />
        {!list.isReadOnly && <AddDiagram onAdd={onAdd} />}
      </div>
      <div className="max-lg:hidden">
        <div className="mb-1 flex h-8 items-center justify-between gap-2 pl-2">
          <h2 className="text-xs font-medium text-muted">Drawn here</h2>
          {!list.isReadOnly && <AddDiagram onAdd={onAdd} />}
        </div>
        <ul className="flex flex-col gap-px">
          {list.ids.map((id) => (
            <AuthoredRow key={id} list={list} id={id} isSelected={id === selected} onSelect={onSelect} />
          ))}
        </ul>
        {list.ids.length === 0 && <p className="px-2 py-1 text-xs text-faint">None yet.</p>}
        <h2 className="mt-5 mb-1 flex h-8 items-center px-2 text-xs font-medium text-muted">From the specification</h2>
        <ul className="flex flex-col gap-px">
          {generated.map(({ kind, title, source }) => (
            <li key={kind}>
              <RowButton isSelected={kind === selected} onClick={() => onSelect(kind)}>
                <Sparkles aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
                <span className={`min-w-0 flex-1 truncate ${source === "" ? "text-faint" : ""}`}>{title}</span>
              </RowButton>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}

type AuthoredRowProps = { list: ListEditing; id: string; isSelected: boolean; onSelect: (id: string) => void };

function AuthoredRow({ list, id, isSelected, onSelect }: AuthoredRowProps) {
  const { value: name } = useDraftText(`${list.path}.${id}.name`);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.altKey ? { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key] : undefined;
    if (!by || list.isReadOnly) return;
    event.preventDefault();
    list.step(id, by);
  };
  return (
    <li data-item={id}>
      <RowButton isSelected={isSelected} onClick={() => onSelect(id)} onKeyDown={onKeyDown}>
        <Workflow aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
        <span className={`min-w-0 flex-1 truncate ${name ? "" : "text-faint"}`} dir="auto">
          {name || "Unnamed diagram"}
        </span>
        <ThreadCount path={`${list.path}.${id}`} />
      </RowButton>
    </li>
  );
}

type RowButtonProps = {
  isSelected: boolean;
  onClick: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  children: React.ReactNode;
};

function RowButton({ isSelected, onClick, onKeyDown, children }: RowButtonProps) {
  return (
    <button
      type="button"
      aria-current={isSelected || undefined}
      onClick={onClick}
      onKeyDown={onKeyDown}
      className="flex h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm text-muted hover:bg-hover hover:text-text aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-accent-ink"
    >
      {children}
    </button>
  );
}

function AddDiagram({ onAdd }: Pick<DiagramListProps, "onAdd">) {
  return (
    <DropdownMenu
      label="Add a diagram"
      align="start"
      className="w-72"
      trigger={
        <Button size="sm" variant="secondary" icon={<Plus aria-hidden="true" />}>
          Add
        </Button>
      }
    >
      {starters.map((starter) => (
        <MenuItem key={starter.key} description={starter.help} onSelect={() => onAdd(starter)}>
          {starter.label}
        </MenuItem>
      ))}
      <MenuItem description="An empty editor." onSelect={() => onAdd({ name: "", source: "" })}>
        Blank
      </MenuItem>
    </DropdownMenu>
  );
}
