import type { Anchor } from "@/core/comments/anchor";
import { locateAll } from "@/core/comments/locate";
import type { AnySpec } from "./thread-document";
import type { Location } from "./thread-store";

type Located = { number: number; anchor: Anchor };

/** Where each thread stands in a specification; without one, nowhere yet. */
export function locateThreads(threads: readonly Located[], spec: AnySpec | null): Map<number, Location> {
  if (!spec) return new Map();
  const found = locateAll(
    threads.map(({ anchor }) => anchor),
    spec,
  );
  return new Map(
    threads.flatMap(({ number }, index) => {
      const located = found[index];
      return located ? [[number, { state: states[located.how], ...placed(located) }]] : [];
    }),
  );
}

/** What held the words is a place to look at, but it is not what the thread spoke about. */
const states = { exact: "here", moved: "moved", parent: "detached", detached: "detached" } as const;

function placed({ certainty, path, range }: ReturnType<typeof locateAll>[number]): Omit<Location, "state"> {
  // Questions and generated diagrams have addresses of their own, which are no paths of the specification.
  const isInSpec = !/^(?:checklist\.|generated:)/.test(path);
  return { certainty, path: isInSpec ? path : null, range: range && { from: range.start, to: range.end } };
}
