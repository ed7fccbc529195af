import type { Answer } from "./answer";
import type { Proposal } from "./proposals";

/**
 * The signs an answer goes against: a practice the spec shows and the person did not choose, or one it speaks against
 * and the person chose. Adding what the spec says nothing about contradicts nothing.
 */
export function contradictions(choices: readonly string[], proposal: Proposal): Proposal["signs"] {
  return proposal.signs.filter((sign) => sign.shows !== choices.includes(sign.choice));
}

/** Whether an answer takes the proposal over, overrules it, or stands without one. */
export function answerOrigin(choices: readonly string[], proposal: Proposal | null): Answer["origin"] {
  if (!proposal || choices.length === 0) return "manual";
  return contradictions(choices, proposal).length > 0 ? "overruled" : "confirmed";
}
