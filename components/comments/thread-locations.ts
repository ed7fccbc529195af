import type { Anchor } from "@/core/comments/anchor";
import { valueAt } from "@/core/spec/path";
import type { AnySpec } from "./thread-document";
import type { Location } from "./thread-store";

type Located = { number: number; anchor: Anchor };

/** Where each thread stands in a specification; without one, nowhere yet. */
export function locateThreads(threads: readonly Located[], spec: AnySpec | null): Map<number, Location> {
  const found = new Map<number, Location>();
  if (!spec) return found;
  for (const { number, anchor } of threads) {
    if (anchor.kind === "place") {
      const value = anchor.path.includes(".") ? valueAt(spec, anchor.path) : spec[anchor.path];
      found.set(number, {
        state: value === undefined ? "detached" : "here",
        certainty: 1,
        path: anchor.path,
        range: null,
      });
    } else if (anchor.kind === "text") {
      const value = valueAt(spec, anchor.path);
      const at = typeof value === "string" ? value.indexOf(anchor.quote.exact) : -1;
      found.set(number, {
        state: at < 0 ? "detached" : "here",
        certainty: 1,
        path: anchor.path,
        range: at < 0 ? null : { from: at, to: at + anchor.quote.exact.length },
      });
    }
  }
  return found;
}
