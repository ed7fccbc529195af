"use client";

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect } from "react";

type PopupOptions = {
  isOpen: boolean;
  close: () => void;
  anchor: RefObject<HTMLElement | null>;
  popup: RefObject<HTMLElement | null>;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "right";
  /** Makes the popup at least as wide as its anchor. */
  asWideAsAnchor?: boolean;
};

const GAP = 4;
const EDGE = 8;

/**
 * Keeps a `popover="manual"` element open beside its anchor: in the browser's top layer, so that no dialog, transform
 * or clipping parent can hide it; flipped where there is no room; closed by a press outside and by Escape.
 * The popup stays where it is in the document, so focus traps and events of a dialog around it still hold.
 */
export function usePopup({
  isOpen,
  close,
  anchor,
  popup,
  align = "start",
  side = "bottom",
  asWideAsAnchor,
}: PopupOptions) {
  const place = useEffectEvent(() => {
    if (!anchor.current || !popup.current) return;
    const box = anchor.current.getBoundingClientRect();
    if (asWideAsAnchor) popup.current.style.minWidth = `${box.width}px`;
    popup.current.style.maxHeight = "";
    const { left, top, maxHeight } = placement(box, popup.current, align, side);
    Object.assign(popup.current.style, { left: `${left}px`, top: `${top}px` });
    if (popup.current.offsetHeight > maxHeight) popup.current.style.maxHeight = `${maxHeight}px`;
  });
  const closeNow = useEffectEvent(close);

  useLayoutEffect(() => {
    const element = popup.current;
    if (!isOpen || !element) return;
    element.showPopover();
    place();
    const sizes = new ResizeObserver(() => place());
    sizes.observe(element);
    return () => sizes.disconnect();
  }, [isOpen, popup]);

  useEffect(() => {
    if (!isOpen) return;
    const stop = new AbortController();
    const options = { signal: stop.signal, capture: true };
    const isInside = (target: EventTarget | null) =>
      target instanceof Node && Boolean(popup.current?.contains(target) || anchor.current?.contains(target));
    document.addEventListener("pointerdown", (event) => !isInside(event.target) && closeNow(), options);
    document.addEventListener("scroll", (event) => !popup.current?.contains(event.target as Node) && place(), options);
    document.addEventListener("keydown", (event) => event.key === "Escape" && closeNow(), options);
    window.addEventListener("resize", () => place(), options);
    return () => stop.abort();
  }, [isOpen, anchor, popup]);
}

function placement(
  box: DOMRect,
  popup: HTMLElement,
  align: "start" | "center" | "end",
  side: "top" | "bottom" | "right",
) {
  const { offsetWidth: width, offsetHeight: height } = popup;
  const below = window.innerHeight - box.bottom - GAP - EDGE;
  const above = box.top - GAP - EDGE;
  const clampLeft = (left: number) => Math.max(EDGE, Math.min(left, window.innerWidth - width - EDGE));
  if (side === "right") {
    const right = box.right + GAP + width < window.innerWidth ? box.right + GAP : box.left - GAP - width;
    const top = Math.max(EDGE, Math.min(box.top, window.innerHeight - height - EDGE));
    return { left: clampLeft(right), top, maxHeight: window.innerHeight - 2 * EDGE };
  }
  const goesUp = side === "top" ? above >= height || above > below : below < height && above > below;
  const room = goesUp ? above : below;
  const shift = { start: 0, center: (box.width - width) / 2, end: box.width - width }[align];
  return {
    left: clampLeft(box.left + shift),
    top: goesUp ? box.top - GAP - Math.min(height, room) : box.bottom + GAP,
    maxHeight: room,
  };
}

/** Whether a popup of ours is open; a dialog asks this so that Escape closes the popup first. */
export function isAnyPopupOpen(): boolean {
  return document.querySelector("[data-popup]:popover-open") !== null;
}
