"use client";

import { type ReviewAct, useActOnReviews } from "@/client/review-acts";
import type { ReviewCard } from "@/client/reviews";
import { toast } from "@/components/ui/toast";

export type Refusal = { number: number; reason: string };

/** Does acts on reviews of the board and says what came of them: in a notice, and one by one where more than one was refused. */
export function useActs(team: string, onRefusals: (refusals: readonly Refusal[]) => void) {
  const { mutate } = useActOnReviews(team);
  return (cards: readonly ReviewCard[], act: ReviewAct, done: string, more: ActOptions = {}) => {
    const { refused = [], people = [] } = more;
    if (cards.length === 0) return report(cards, refused, done, onRefusals);
    mutate(
      { cards, act, people },
      {
        onError: (error) => void toast.error("Nothing was changed", { description: error.message }),
        onSuccess: (items) => {
          const late = items.flatMap(({ number, reason }) => (reason ? [{ number, reason }] : []));
          report(cards, [...refused, ...late], done, onRefusals);
        },
      },
    );
  };
}

type ActOptions = { refused?: readonly Refusal[]; people?: readonly ReviewCard["owner"][] };
export type DoAct = ReturnType<typeof useActs>;

function report(
  cards: readonly ReviewCard[],
  refused: readonly Refusal[],
  done: string,
  onRefusals: (refusals: readonly Refusal[]) => void,
) {
  const changed = cards.filter(({ number }) => !refused.some((one) => one.number === number));
  const [only] = changed;
  if (only) toast.success(`${changed.length === 1 ? `#${only.number}` : `${changed.length} reviews`} ${done}`);
  const [first] = refused;
  if (!first) return;
  if (refused.length === 1) toast.error(`#${first.number} was not changed`, { description: first.reason });
  else onRefusals(refused);
}
