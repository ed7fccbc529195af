import type { QueryClient } from "@tanstack/react-query";
import { actOnReviews, type ReviewAct } from "@/client/review-acts";
import type { ReviewCard } from "@/client/reviews";
import { toast } from "@/components/ui/toast";
import type { Role } from "@/core/permissions";
import type { Place } from "./board-context";
import { moveBetween } from "./board-moves";

// Loaded with the first act: most who open the board only read it.

export type Refusal = { number: number; reason: string };
type Board = { client: QueryClient; team: string; onRefusals: (refusals: readonly Refusal[]) => void };
export type ActMore = { refused?: readonly Refusal[]; people?: readonly ReviewCard["owner"][] };

/** Does an act on reviews and says what came of it: in a notice, and one by one where more than one was refused. */
export async function doAct(
  board: Board,
  cards: readonly ReviewCard[],
  act: ReviewAct,
  done: string,
  { refused = [], people = [] }: ActMore = {},
): Promise<void> {
  try {
    const items = cards.length > 0 ? await actOnReviews(board.client, board.team, { cards, act, people }) : [];
    const late = items.flatMap(({ number, reason }) => (reason ? [{ number, reason }] : []));
    report(cards, [...refused, ...late], done, board.onRefusals);
  } catch (error) {
    toast.error("Nothing was changed", { description: error instanceof Error ? error.message : String(error) });
  }
}

function report(cards: readonly ReviewCard[], refused: readonly Refusal[], done: string, tell: Board["onRefusals"]) {
  const changed = cards.filter(({ number }) => !refused.some((one) => one.number === number));
  const [only] = changed;
  if (only) toast.success(`${changed.length === 1 ? `#${only.number}` : `${changed.length} reviews`} ${done}`);
  const [first] = refused;
  if (!first) return;
  if (refused.length === 1) toast.error(`#${first.number} was not changed`, { description: first.reason });
  else tell(refused);
}

/** Puts cards from one place of the board into another; those that cannot go there stay, with the reason. */
export function doMove(
  board: Board & { role: Role },
  cards: readonly ReviewCard[],
  from: Place,
  to: Place,
): Promise<void> {
  const moves = cards.map((card) => ({ card, move: moveBetween(card, board.role, from.section, to.section) }));
  const refused = moves.flatMap(({ card, move }) =>
    "blocker" in move ? [{ number: card.number, reason: move.blocker }] : [],
  );
  const allowed = moves.flatMap(({ card, move }) => ("act" in move ? [{ card, act: move.act }] : []));
  // Every card of a move gets the same act: what differs is only whether it may. With none allowed there is nothing to do.
  const act = allowed[0]?.act ?? { kind: "archived", archived: false };
  const people = to.section.group === "owner" ? [{ id: to.section.value, name: to.label }] : [];
  const going = allowed.map(({ card }) => card);
  return doAct(board, going, act, `→ ${to.label}`, { refused, people });
}
