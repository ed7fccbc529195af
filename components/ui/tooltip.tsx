"use client";

import { cloneElement, type ReactElement, useEffect, useRef, useState } from "react";
import { Kbd } from "./kbd";

type TooltipProps = { text: string; keys?: string; children: ReactElement<Record<string, unknown>> };

/**
 * Gives its one child a tooltip. The child must be focusable; its text must make sense without the tooltip.
 * Only an attribute is set: one layer for the whole page (`TooltipLayer`) does the showing, so a thousand tooltips
 * cost nothing until one is wanted.
 */
export function Tooltip({ text, keys, children }: TooltipProps) {
  return cloneElement(children, { "data-tip": text, "data-tip-keys": keys, "aria-description": text });
}

type Shown = { text: string; keys: string | undefined; box: DOMRect };

const DELAY_MS = 450;
/** Going from one tooltip to the next within this time shows the next at once. */
const WARM_MS = 300;

function tipOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-tip]") : null;
}

/**
 * Shows the tooltips of every element with `data-tip`, on hover and on keyboard focus; an empty one repeats the element's
 * accessible name. Mounted once, in the root.
 */
export function TooltipLayer() {
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let owner: HTMLElement | null = null;
    let hiddenAt = 0;
    const show = () => {
      const text = owner?.dataset.tip || owner?.ariaLabel;
      if (owner?.isConnected && text) {
        setShown({ text, keys: owner.dataset.tipKeys, box: owner.getBoundingClientRect() });
      }
    };
    const hide = () => {
      clearTimeout(timer);
      if (owner) hiddenAt = performance.now();
      owner = null;
      setShown(undefined);
    };
    const onOver = (event: PointerEvent) => {
      const next = event.pointerType === "touch" ? null : tipOf(event.target);
      if (next === owner) return;
      hide();
      owner = next;
      if (next) timer = setTimeout(show, performance.now() - hiddenAt < WARM_MS ? 0 : DELAY_MS);
    };
    const onFocus = (event: FocusEvent) => {
      const next = tipOf(event.target);
      if (!next?.matches(":focus-visible")) return;
      hide();
      owner = next;
      show();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") hide();
    };
    const stop = new AbortController();
    const options = { signal: stop.signal, capture: true, passive: true };
    document.addEventListener("pointerover", onOver, options);
    document.addEventListener("pointerdown", hide, options);
    document.addEventListener("focusin", onFocus, options);
    document.addEventListener("focusout", hide, options);
    document.addEventListener("keydown", onKey, options);
    document.addEventListener("scroll", hide, options);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, []);
  return shown ? <Bubble {...shown} /> : null;
}

function Bubble({ text, keys, box }: Shown) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const bubble = ref.current;
    if (!bubble) return;
    // In the top layer, so that no dialog or clipping parent can cover it.
    bubble.showPopover();
    const { width, height } = bubble.getBoundingClientRect();
    const fitsBelow = box.bottom + height + 8 < window.innerHeight;
    const left = Math.min(Math.max(box.left + box.width / 2 - width / 2, 4), window.innerWidth - width - 4);
    bubble.style.left = `${left}px`;
    bubble.style.top = `${fitsBelow ? box.bottom + 6 : box.top - height - 6}px`;
  }, [box]);
  return (
    <div
      ref={ref}
      popover="manual"
      // The same words are the element's name or description already.
      aria-hidden="true"
      className="pointer-events-none fixed inset-auto m-0 max-w-64 animate-appear rounded-md border-0 bg-text px-2 py-1 text-xs text-bg"
    >
      <span className="flex items-center gap-2">
        {text}
        {keys && <Kbd keys={keys} className="opacity-90" />}
      </span>
    </div>
  );
}
