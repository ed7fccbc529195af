"use client";

import { Search } from "lucide-react";
import * as RadixDialog from "radix-ui/dialog";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";
import { Spinner } from "./spinner";

export type Command = {
  id: string;
  label: ReactNode;
  description?: ReactNode;
  icon?: ReactNode;
  /** Caps of the shortcut that does the same. */
  keys?: string;
  /** Why this cannot be done now; the row stays to say so and cannot be chosen. */
  disabledReason?: string | null;
  run: () => void;
};
export type CommandGroup = { label: string; commands: readonly Command[] };

type CommandDialogProps = {
  label: string;
  placeholder: string;
  text: string;
  onTextChange: (text: string) => void;
  groups: readonly CommandGroup[];
  busy?: boolean;
  emptyText: string;
  onClose: () => void;
};

/**
 * Commands in a dialog, found by typing: arrow keys move, Enter chooses, Escape closes. The focus stays in the field; the row in
 * question is told to assistive technology by its id.
 */
export function CommandDialog(props: CommandDialogProps) {
  const { label, placeholder, text, onTextChange, groups, busy = false, emptyText, onClose } = props;
  const listId = useId();
  const commands = groups.flatMap((group) => group.commands);
  const [activeId, setActiveId] = useState<string | null>(null);
  // A row keeps its mark while results come in around it; without one the first row has it.
  const current = commands.find(({ id }) => id === activeId) ?? commands[0];
  const idOf = (id: string) => `${listId}-${id}`;
  const choose = (command: Command | undefined) => {
    if (!command || command.disabledReason) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (event.key === "Enter") {
      event.preventDefault();
      choose(current);
    } else if (step && commands.length > 0) {
      event.preventDefault();
      const here = current ? commands.indexOf(current) : 0;
      const wraps = Math.abs(step) === 1;
      const next = wraps
        ? (here + step + commands.length) % commands.length
        : Math.max(0, Math.min(commands.length - 1, here + step));
      setActiveId(commands[next]?.id ?? null);
    }
  };
  return (
    <RadixDialog.Root open onOpenChange={onClose}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <RadixDialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-2 top-2 z-50 mx-auto flex max-h-[min(32rem,calc(100dvh-1rem))] max-w-2xl flex-col overflow-hidden rounded-lg border border-line bg-raised text-text shadow-pop outline-none sm:top-[12vh]"
        >
          <RadixDialog.Title className="sr-only">{label}</RadixDialog.Title>
          <div className="flex items-center gap-2 border-b border-line px-3">
            {busy ? (
              <Spinner className="size-4" />
            ) : (
              <Search aria-hidden="true" className="size-4 shrink-0 text-faint" />
            )}
            <input
              type="text"
              role="combobox"
              aria-label={label}
              aria-expanded={commands.length > 0}
              aria-controls={listId}
              aria-autocomplete="list"
              aria-activedescendant={current ? idOf(current.id) : undefined}
              autoComplete="off"
              spellCheck={false}
              maxLength={200}
              placeholder={placeholder}
              value={text}
              onChange={({ target }) => {
                setActiveId(null);
                onTextChange(target.value);
              }}
              onKeyDown={onKeyDown}
              className="h-12 w-full min-w-0 bg-transparent outline-none placeholder:text-faint"
            />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto p-1">
            <div role="listbox" id={listId} aria-label="Commands">
              {groups.map((group, index) => (
                <CommandRows
                  key={group.label}
                  group={group}
                  headId={idOf(`group-${index}`)}
                  current={current?.id}
                  idOf={idOf}
                  onPoint={setActiveId}
                  onChoose={choose}
                />
              ))}
            </div>
            {commands.length === 0 && <p className="px-3 py-6 text-center text-sm text-muted">{emptyText}</p>}
          </div>
          <p role="status" className="sr-only">
            {busy ? "" : commands.length === 1 ? "1 command" : `${commands.length} commands`}
          </p>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

type CommandRowsProps = {
  group: CommandGroup;
  headId: string;
  current: string | undefined;
  idOf: (id: string) => string;
  onPoint: (id: string) => void;
  onChoose: (command: Command) => void;
};

function CommandRows({ group, headId, current, idOf, onPoint, onChoose }: CommandRowsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox, which no element stands for
    <div role="group" aria-labelledby={headId} className="pb-1">
      <div id={headId} className="px-2 pt-1.5 pb-0.5 text-xs font-medium text-muted">
        {group.label}
      </div>
      {group.commands.map((command) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the text field that owns the list
        <div
          key={command.id}
          ref={(element) => {
            if (command.id === current) element?.scrollIntoView({ block: "nearest" });
          }}
          role="option"
          id={idOf(command.id)}
          tabIndex={-1}
          aria-selected={command.id === current}
          aria-disabled={command.disabledReason ? true : undefined}
          onPointerMove={() => onPoint(command.id)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(command)}
          className={cn(
            "flex cursor-default items-center gap-2.5 rounded-md px-2 py-1.5 text-sm pointer-coarse:py-2.5",
            command.id === current && "bg-hover",
          )}
        >
          {command.icon && (
            <span aria-hidden="true" className="flex shrink-0 text-faint [&_svg]:size-4">
              {command.icon}
            </span>
          )}
          <span className="min-w-0 flex-1">
            <span className={cn("block truncate", command.disabledReason && "text-muted")}>{command.label}</span>
            {(command.disabledReason ?? command.description) && (
              <span className="block truncate text-xs text-muted">{command.disabledReason ?? command.description}</span>
            )}
          </span>
          {command.keys && <Kbd keys={command.keys} />}
        </div>
      ))}
    </div>
  );
}
