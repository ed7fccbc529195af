"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { type MouseEvent, useEffect } from "react";
import { accountQuery } from "@/client/account";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { MenuLink } from "@/components/ui/menu-item";
import { placeAddress, placeOf, placeWords } from "./presence-place";
import { useDraft } from "./use-draft";
import { type Person, usePresence } from "./use-presence";

const shownAtMost = 4;

/** The others in this review as links to where they are; and one's own place told to them. */
export default function PresencePeople({ base }: { base: string }) {
  const { data: account } = useQuery(accountQuery);
  const present = usePresence();
  useOwnPlace(base);
  // Somebody with two tabs is one person, and oneself in another tab is nobody else.
  const people = [...new Map(present.map((person) => [person.userId, person])).values()].filter(
    ({ userId }) => userId !== account?.id,
  );
  if (people.length === 0) return null;
  const names = people.map((person) => person.name).join(", ");
  const isCrowd = people.length > shownAtMost;
  return (
    <ul aria-label={`Also here: ${names}`} className="flex items-center -space-x-1">
      {people.slice(0, isCrowd ? shownAtMost - 1 : shownAtMost).map((person) => (
        <li key={person.userId}>
          <Face base={base} person={person} />
        </li>
      ))}
      {isCrowd && (
        <li>
          <Crowd base={base} people={people} />
        </li>
      )}
    </ul>
  );
}

function useOwnPlace(base: string): void {
  const { awareness } = useDraft();
  const place = placeOf(base, usePathname(), useSearchParams().get("thread"));
  useEffect(() => {
    if (awareness?.getLocalState()) awareness.setLocalStateField("place", place);
  }, [awareness, place]);
}

function Face({ base, person }: { base: string; person: Person }) {
  const where = placeWords(person);
  return (
    <Link
      href={placeAddress(base, person)}
      prefetch={false}
      onClick={(event) => goInPage(event, person)}
      aria-label={where ? `${person.name}, at ${where}` : person.name}
      data-tip={where ? `${person.name} · ${where}` : person.name}
      className="flex size-6 items-center justify-center rounded-full border-2 border-surface text-[10px] font-semibold text-white uppercase hover:z-10 focus-visible:z-10 pointer-coarse:size-8"
      style={{ backgroundColor: person.color }}
    >
      {initials(person.name)}
    </Link>
  );
}

/** On the page one is on already, only a change of the fragment as the browser makes it opens what is closed there. */
function goInPage(event: MouseEvent<HTMLAnchorElement>, { field }: Person): void {
  const { pathname } = new URL(event.currentTarget.href);
  if (!field || pathname !== window.location.pathname || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  if (window.location.hash === `#${field}`) document.getElementById(field)?.scrollIntoView({ block: "start" });
  else window.location.hash = field;
}

function Crowd({ base, people }: { base: string; people: readonly Person[] }) {
  return (
    <DropdownMenu
      label="Everybody here"
      className="w-64"
      trigger={
        <button
          type="button"
          aria-label={`Everybody here: ${people.length}`}
          className="relative flex h-6 min-w-6 items-center justify-center rounded-full border-2 border-surface bg-pressed px-1 text-[10px] font-semibold pointer-coarse:h-8 pointer-coarse:min-w-8"
        >
          +{people.length - shownAtMost + 1}
        </button>
      }
    >
      {people.map((person) => (
        <MenuLink
          key={person.userId}
          href={placeAddress(base, person)}
          icon={<span className="mt-1 size-3 rounded-full" style={{ backgroundColor: person.color }} />}
          description={placeWords(person) || undefined}
        >
          {person.name}
        </MenuLink>
      ))}
    </DropdownMenu>
  );
}

function initials(name: string): string {
  const letters = name
    .split(/[\s._@-]+/u)
    .filter(Boolean)
    .map((word) => [...word][0] ?? "");
  return letters.length > 1 ? `${letters[0]}${letters.at(-1)}` : (letters[0] ?? "?");
}
