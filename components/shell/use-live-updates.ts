"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { StreamState } from "@/client/event-stream";
import type { LiveUpdates } from "@/client/live-updates";

/** A line that comes back within this time is not worth a word. */
const PAUSE_MS = 4000;
const IDLE_MS = 2000;

/** Shows on every page what others do in the team, as it happens. Answers whether that has stopped for a while. */
export function useLiveUpdates(team: string | undefined): boolean {
  const queryClient = useQueryClient();
  const [updates, setUpdates] = useState<LiveUpdates | null>(null);
  const [isPaused, setIsPaused] = useState(false);
  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stop = () => {};
    const onState = (state: StreamState) => {
      clearTimeout(timer);
      if (state === "following") setIsPaused(false);
      else timer = setTimeout(() => setIsPaused(true), PAUSE_MS);
    };
    // The page itself comes first.
    const cancel = whenIdle(async () => {
      const { keepUpToDate } = await import("@/client/live-updates");
      if (isGone) return;
      const started = keepUpToDate(queryClient, { onState });
      stop = started.stop;
      setUpdates(started);
    });
    return () => {
      isGone = true;
      cancel();
      clearTimeout(timer);
      stop();
    };
  }, [queryClient]);
  useEffect(() => {
    if (team) updates?.follow(team);
  }, [updates, team]);
  return isPaused;
}

function whenIdle(work: () => void): () => void {
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(work, 200);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: IDLE_MS });
  return () => cancelIdleCallback(handle);
}
