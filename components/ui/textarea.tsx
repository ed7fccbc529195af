"use client";

import { type ComponentProps, type RefObject, useEffect, useRef } from "react";
import { cn } from "./cn";
import { useFieldControl } from "./field-context";
import { refuseLongPaste } from "./refuse-long-paste";

type TextareaProps = Omit<ComponentProps<"textarea">, "ref"> & {
  ref?: RefObject<HTMLTextAreaElement | null>;
  /** Grows with its text up to `max-h-96`; `rows` is the least height. */
  autosize?: boolean;
};

export function Textarea({ autosize = true, rows = 3, className, ref, onInput, ...rest }: TextareaProps) {
  const own = useRef<HTMLTextAreaElement>(null);
  const target = ref ?? own;
  const control = useFieldControl(rest);
  // Browsers without `field-sizing` get the height by hand; where it exists this costs one comparison.
  useEffect(() => {
    if (autosize && rest.value !== undefined) fitHeight(target.current);
  }, [autosize, rest.value, target]);
  return (
    <textarea
      onPaste={refuseLongPaste}
      {...rest}
      {...control}
      ref={target}
      rows={rows}
      onInput={(event) => {
        if (autosize) fitHeight(event.currentTarget);
        onInput?.(event);
      }}
      className={cn(
        "control py-1.5 leading-5.5",
        autosize ? "max-h-96 resize-none [field-sizing:content]" : "resize-y",
        className,
      )}
    />
  );
}

function fitHeight(area: HTMLTextAreaElement | null) {
  if (!area || CSS.supports("field-sizing", "content")) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
