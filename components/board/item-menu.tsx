import type { ItemProps } from "./board-context";
import { ReviewMenuButton } from "./review-menu-button";

/** A bare button until it is pressed, which the board hears: many rows, and few of their menus are ever opened. */
export function ItemMenu({ board, section, review, isActive }: Omit<ItemProps, "isSelected">) {
  if (isActive)
    return <ReviewMenuButton team={board.team} role={board.role} review={review} from={{ board, section }} isWanted />;
  return (
    <button
      type="button"
      className="menu-button"
      aria-label={`Actions for #${review.number}`}
      aria-haspopup="menu"
      data-menu={review.number}
    />
  );
}
