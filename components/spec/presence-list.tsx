"use client";

import { use } from "react";
import { DraftContext } from "./use-draft";
import { type Person, usePresence } from "./use-presence";

const shownAtMost = 4;

/** Who else has this draft open. Nothing until the draft is here. */
export function PresenceList() {
  return use(DraftContext) ? <People /> : null;
}

function People() {
  const present = usePresence();
  // One person with two tabs is one person.
  const people = [...new Map(present.map((person) => [person.name + person.color, person])).values()];
  if (people.length === 0) return null;
  const names = people.map((person) => person.name).join(", ");
  return (
    <ul aria-label={`Also here: ${names}`} className="flex items-center -space-x-1.5">
      {people.slice(0, shownAtMost).map((person) => (
        <li key={person.clientId}>
          <Face person={person} />
        </li>
      ))}
      {people.length > shownAtMost && (
        <li className="flex size-6 items-center justify-center rounded-full border-2 border-surface bg-pressed text-[10px] font-semibold">
          +{people.length - shownAtMost}
        </li>
      )}
    </ul>
  );
}

function Face({ person }: { person: Person }) {
  const letters = person.name
    .split(/[\s._@-]+/u)
    .filter(Boolean)
    .map((word) => [...word][0] ?? "");
  const initials = letters.length > 1 ? `${letters[0]}${letters.at(-1)}` : (letters[0] ?? "?");
  return (
    <span
      role="img"
      aria-label={person.name}
      data-tip={person.name}
      className="flex size-6 items-center justify-center rounded-full border-2 border-surface text-[10px] font-semibold text-white uppercase"
      style={{ backgroundColor: person.color }}
    >
      {initials}
    </span>
  );
}
