/** How many letters may be wrong in a word of so many. */
const allowance = (letters: number) => (letters < 4 ? 0 : letters < 6 ? 1 : letters < 11 ? 2 : 3);

/** The word that takes the fewest changes of a letter to come to, if few enough; the earlier of two that take as many. */
export function closestWord(word: string, candidates: readonly string[]): string | null {
  let closest: { word: string; distance: number } | null = null;
  for (const candidate of candidates) {
    const distance = letterDistance(word, candidate);
    if (distance <= allowance(word.length) && (closest === null || distance < closest.distance))
      closest = { word: candidate, distance };
  }
  return closest?.word ?? null;
}

/** Letters to add, drop, change or swap with their neighbour, to make one word of the other (optimal string alignment). */
export function letterDistance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (now[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      now.push(cost);
    }
    beforeLast = last;
    last = now;
  }
  return last[other.length] ?? 0;
}
