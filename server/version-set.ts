/** Versions from one to another, both included. */
export type VersionRange = { from: number; to: number };

/** Reads a set of version numbers as PostgreSQL writes it: `{[1,4),[6,7)}` is 1 to 3 and 6. */
export function readVersionSet(text: string): VersionRange[] {
  return [...text.matchAll(/\[(\d+),(\d+)\)/g)].map(([, from, end]) => ({ from: Number(from), to: Number(end) - 1 }));
}

/** Several sets as one, in order. */
export function joinVersionSets(sets: readonly (readonly VersionRange[])[]): VersionRange[] {
  const joined: VersionRange[] = [];
  for (const range of sets.flat().sort((one, other) => one.from - other.from)) {
    const last = joined.at(-1);
    if (last && range.from <= last.to + 1) last.to = Math.max(last.to, range.to);
    else joined.push({ ...range });
  }
  return joined;
}
