/** What one side did in all its rounds. */
export type Outcome = {
  /** Requests or edits a second: the median of the rounds. */
  rate: number;
  /** Milliseconds over all rounds. */
  p50: number;
  p95: number;
  p99: number;
  errors: number;
  /** Bytes of one reply, on average. */
  bytes: number;
  /** Milliseconds of processor that the server took for one, the database's own left out; the same on a busy machine. */
  cpu: number;
};

export type Round = { rate: number; times: number[]; errors: number; bytes: number; cpu: number };

export function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

/** The value below which this share of sorted values lies. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function outcomeOf(rounds: readonly Round[]): Outcome {
  const times = rounds.flatMap((round) => round.times).sort((a, b) => a - b);
  return {
    rate: median(rounds.map(({ rate }) => rate)),
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    errors: rounds.reduce((sum, { errors }) => sum + errors, 0),
    bytes: median(rounds.map(({ bytes }) => bytes)),
    cpu: median(rounds.map(({ cpu }) => cpu)),
  };
}

/**
 * Measures sides in turns, so that what else happens on the machine meets all of them alike. The first round of each warms up
 * and is not counted.
 */
export async function inTurns(
  sides: readonly (() => Promise<Round>)[],
  rounds: number,
): Promise<{ outcomes: Outcome[]; ratio: number }> {
  const done: Round[][] = sides.map(() => []);
  for (let turn = 0; turn <= rounds; turn++) {
    for (const [index, side] of sides.entries()) {
      const round = await side();
      if (turn > 0) done[index]?.push(round);
    }
  }
  const ratios = (done[0] ?? []).map((round, turn) => round.rate / (done[1]?.[turn]?.rate ?? Number.NaN));
  return { outcomes: done.map(outcomeOf), ratio: median(ratios) };
}
