import type { ReviewCard } from "@/client/reviews";
import type { Role } from "@/core/permissions";
import type { BoardSection } from "./board-filters";
import type { DoAct } from "./use-acts";

/** What a row or card needs to know of the board around it. */
export type BoardContext = {
  team: string;
  role: Role;
  canUpdate: boolean;
  /** Every column or section, for the ways out of one into another. */
  places: readonly Place[];
  act: DoAct;
  /** Puts cards from one place into another. */
  move: (cards: readonly ReviewCard[], from: Place, to: Place) => void;
  /** The menu of a review has nothing more to do. */
  closeMenu: (number: number) => void;
};
export type Place = { section: BoardSection; label: string };

export type ItemProps = {
  board: BoardContext;
  section: BoardSection;
  review: ReviewCard;
  isSelected: boolean;
  /** Its menu was asked for. */
  isActive: boolean;
};

export type SectionProps = {
  board: BoardContext;
  place: Place;
  /** How many there are, as text such as "12" or "1000+"; unknown for a search. */
  count: string | undefined;
  selected: ReadonlySet<number>;
  active: number | null;
};
