import type { Anchor } from "@/core/comments/anchor";
import { type Located as Found, locateAll } from "@/core/comments/locate";
import type { FieldValue } from "@/core/spec/field";
import { valueAt } from "@/core/spec/path";
import type { AnySpec } from "./thread-document";
import type { Location } from "./thread-store";

type Threads = readonly { number: number; anchor: Anchor }[];
type Known = { anchor: Anchor; value: FieldValue | undefined; location: Location };

/**
 * Makes the function that says where threads stand in a specification. It is asked with every pause in typing, so it remembers: a
 * passage found in its own text is looked for again only when that text has changed. What was not found there is looked for in
 * the whole document each time, since it may be pasted anywhere.
 */
export function createLocator(): (threads: Threads, spec: AnySpec | null) => Map<number, Location> {
  let known = new Map<number, Known>();
  return (threads, spec) => {
    const next = new Map<number, Known>();
    const sought: { number: number; anchor: Anchor; value: FieldValue | undefined }[] = [];
    if (!spec) return new Map();
    for (const { number, anchor } of threads) {
      const value = anchor.kind === "text" ? valueAt(spec, anchor.path) : undefined;
      const before = known.get(number);
      const isSame = anchor.kind === "text" && before?.anchor === anchor && before.value === value;
      if (before && isSame && before.location.range && before.location.path === anchor.path) next.set(number, before);
      else sought.push({ number, anchor, value });
    }
    const found = locateAll(
      sought.map(({ anchor }) => anchor),
      spec,
    );
    sought.forEach(({ number, anchor, value }, index) => {
      const located = found[index];
      if (located) next.set(number, { anchor, value, location: locationOf(located) });
    });
    known = next;
    return new Map([...next].map(([number, { location }]) => [number, location]));
  };
}

/** What held the words is a place to look at, but it is not what the thread spoke about. */
const states = { exact: "here", moved: "moved", parent: "detached", detached: "detached" } as const;

function locationOf({ how, certainty, path, range }: Found): Location {
  // Questions and generated diagrams have addresses of their own, which are no paths of the specification.
  const isInSpec = !/^(?:checklist\.|generated:)/.test(path);
  return {
    state: states[how],
    certainty,
    path: isInSpec ? path : null,
    range: range && { from: range.start, to: range.end },
  };
}
