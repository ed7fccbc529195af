"use client";

import { useState } from "react";
import { toast } from "@/components/ui/toast";

/** Runs a change one at a time; a refusal is told in its own words, as a toast or where the caller shows it. */
export function useAttempt({ isShownHere = false } = {}) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const attempt = async (act: () => Promise<unknown>): Promise<boolean> => {
    if (isBusy) return false;
    setIsBusy(true);
    setError(null);
    try {
      await act();
      return true;
    } catch (problem) {
      const message = problem instanceof Error ? problem.message : "It did not work. Try again.";
      if (isShownHere) setError(message);
      else toast.error(message);
      return false;
    } finally {
      setIsBusy(false);
    }
  };
  return { attempt, isBusy, error };
}
