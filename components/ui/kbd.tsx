"use client";

import { useSyncExternalStore } from "react";
import { cn } from "./cn";
import { keyCaps } from "./keys";

type KbdProps = { keys: string; className?: string };

const never = () => () => {};

/** Key caps for a combination such as `"mod+k"`, drawn for the keyboard at hand. */
export function Kbd({ keys, className }: KbdProps) {
  // The server cannot know the keyboard, so it draws nothing rather than something that jumps.
  const isBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (!isBrowser) return null;
  return (
    <span className={cn("inline-flex shrink-0 items-center gap-0.5", className)}>
      {keyCaps(keys).map((cap, index) => (
        <kbd
          // biome-ignore lint/suspicious/noArrayIndexKey: a combination is fixed text and may repeat a cap
          key={index}
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line bg-sunken px-1 font-sans text-2xs text-muted"
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
}
