import { cloneElement, type MouseEvent, type ReactElement, type RefObject } from "react";

/** The button a popup opens from: any element that passes its props and `ref` on to a `<button>`. */
export type TriggerElement = ReactElement<Record<string, unknown>>;

type TriggerOptions = {
  ref: RefObject<HTMLButtonElement | null>;
  popupId: string;
  kind: "menu" | "dialog";
  isOpen: boolean;
  toggle: () => void;
  more?: Record<string, unknown>;
};

/** Gives the trigger what assistive technology and the popup need, beside whatever the caller set on it. */
export function withPopup(trigger: TriggerElement, { ref, popupId, kind, isOpen, toggle, more }: TriggerOptions) {
  const own = trigger.props.onClick as ((event: MouseEvent) => void) | undefined;
  return cloneElement(trigger, {
    ref,
    "aria-haspopup": kind,
    "aria-expanded": isOpen,
    "aria-controls": isOpen ? popupId : undefined,
    "data-state": isOpen ? "open" : "closed",
    onClick: (event: MouseEvent) => {
      own?.(event);
      if (!event.defaultPrevented) toggle();
    },
    ...more,
  });
}
