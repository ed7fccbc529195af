"use client";

import { useMemo, useSyncExternalStore } from "react";
import type { Awareness } from "y-protocols/awareness";
import { useDraft } from "./use-draft";

/** Somebody else who has this draft open. */
export type Person = {
  clientId: number;
  userId: string;
  name: string;
  color: string;
  /** The page they look at, by its address behind the review's. */
  place: string | null;
  field: string | null;
};

const nobody: readonly Person[] = [];
const tones = ["#2563eb", "#b45309", "#047857", "#be185d", "#7c3aed", "#0e7490", "#a16207", "#b91c1c"];

type Room = { people: readonly Person[]; listeners: Set<() => void> };
const rooms = new WeakMap<Awareness, Room>();

/** What others send is not trusted: names are cut, and a colour is used only where it is a plain hexadecimal one. */
function readPeople(awareness: Awareness): readonly Person[] {
  return [...awareness.getStates()]
    .filter(([clientId, state]) => clientId !== awareness.clientID && typeof state.user?.name === "string")
    .map(([clientId, { user, field, place }]) => ({
      clientId,
      userId: String(user.id),
      name: String(user.name).slice(0, 60),
      color: /^#[0-9a-f]{6}$/i.test(user.color) ? user.color : (tones[clientId % tones.length] ?? "#2563eb"),
      place: typeof place === "string" ? place : null,
      field: typeof field === "string" ? field : null,
    }));
}

function roomOf(awareness: Awareness): Room {
  const known = rooms.get(awareness);
  if (known) return known;
  const room: Room = { people: readPeople(awareness), listeners: new Set() };
  rooms.set(awareness, room);
  awareness.on("change", () => {
    const people = readPeople(awareness);
    // Cursors move with every keystroke; the form only cares who is where.
    if (JSON.stringify(people) === JSON.stringify(room.people)) return;
    room.people = people;
    for (const listener of room.listeners) listener();
  });
  return room;
}

function useRoom<T>(select: (people: readonly Person[]) => T): T {
  const { awareness } = useDraft();
  const room = useMemo(() => (awareness ? roomOf(awareness) : null), [awareness]);
  const read = () => select(room?.people ?? nobody);
  return useSyncExternalStore(
    (listener) => {
      room?.listeners.add(listener);
      return () => room?.listeners.delete(listener);
    },
    read,
    () => select(nobody),
  );
}

/** Everybody else in this draft. */
export function usePresence(): readonly Person[] {
  return useRoom((people) => people);
}

/** Who else is in the field at this path. */
export function usePresentAt(path: string): readonly Person[] {
  const joined = useRoom((people) => {
    const here = people.filter((person) => person.field === path);
    return here.length === 0 ? "" : JSON.stringify(here);
  });
  return useMemo(() => (joined === "" ? nobody : (JSON.parse(joined) as Person[])), [joined]);
}
