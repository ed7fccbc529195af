"use client";

import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { type Mentionable, matchingPeople, mentionAt } from "./mention-text";

type Asked = { from: number; to: number; query: string };

/** Completion of names after `@` in a text area: what is offered, which of it is active, and what the keys do. */
export function useMentions(input: {
  area: RefObject<HTMLTextAreaElement | null>;
  people: readonly Mentionable[];
  value: string;
  onPick: (value: string, person: Mentionable, caret: number) => void;
}) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [active, setActive] = useState(0);
  const listId = useId();
  const offered = asked ? matchingPeople(input.people, asked.query) : [];
  const isOpen = offered.length > 0;
  const current = Math.min(active, offered.length - 1);

  const follow = (area: HTMLTextAreaElement) => {
    const found = area.selectionStart === area.selectionEnd ? mentionAt(area.value, area.selectionStart) : null;
    setAsked(found && { ...found, to: area.selectionStart });
    if (found?.query !== asked?.query) setActive(0);
  };
  const pick = (person: Mentionable) => {
    if (!asked) return;
    const inserted = `@${person.name} `;
    const rest = input.value.slice(asked.to).replace(/^ /, "");
    setAsked(null);
    input.onPick(input.value.slice(0, asked.from) + inserted + rest, person, asked.from + inserted.length);
  };
  /** Answers whether the key was one of the list's. */
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen || event.nativeEvent.isComposing) return false;
    const person = offered[current];
    if (event.key === "ArrowDown") setActive((current + 1) % offered.length);
    else if (event.key === "ArrowUp") setActive((current - 1 + offered.length) % offered.length);
    else if ((event.key === "Enter" || event.key === "Tab") && person && !event.ctrlKey && !event.metaKey) pick(person);
    else if (event.key === "Escape") setAsked(null);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return {
    offered,
    isOpen,
    current,
    listId,
    pick,
    follow,
    close: () => setAsked(null),
    onKeyDown,
    optionId: (index: number) => `${listId}-${index}`,
  };
}
