"use client";

import { useSyncExternalStore } from "react";

type RelativeTimeProps = {
  /** ISO 8601 moment. */
  at: string;
  className?: string;
};

const MINUTE = 60_000;
const steps = [
  { unit: "year", ms: 365 * 24 * 60 * MINUTE },
  { unit: "month", ms: 30 * 24 * 60 * MINUTE },
  { unit: "week", ms: 7 * 24 * 60 * MINUTE },
  { unit: "day", ms: 24 * 60 * MINUTE },
  { unit: "hour", ms: 60 * MINUTE },
  { unit: "minute", ms: MINUTE },
] as const;

const words = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

/** "3 hr. ago", "yesterday": the largest unit that fits; under a minute "just now". */
export function relativeTime(at: Date, now: Date): string {
  const away = at.getTime() - now.getTime();
  const step = steps.find(({ ms }) => Math.abs(away) >= ms);
  return step ? words.format((away < 0 ? Math.trunc : Math.round)(away / step.ms), step.unit) : "just now";
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for the page, ticking only while something shows a time. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, MINUTE / 2);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** A moment as people say it, kept current; the exact time is its tooltip. */
export function RelativeTime({ at, className }: RelativeTimeProps) {
  const moment = new Date(at);
  const text = useSyncExternalStore(
    subscribe,
    () => relativeTime(moment, new Date()),
    () => relativeTime(moment, new Date()),
  );
  return (
    <time dateTime={at} title={exact.format(moment)} className={className} suppressHydrationWarning>
      {text}
    </time>
  );
}
