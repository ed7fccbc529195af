"use client";

import { useEffect, useEffectEvent } from "react";

/**
 * Tells what follows `path` in the address's fragment, such as `k3v9x0q2ab.name` for a field of an item, when the page is opened
 * there and whenever the fragment changes.
 */
export function useAnchor(path: string, onAnchor: (rest: string) => void) {
  const tell = useEffectEvent(onAnchor);
  useEffect(() => {
    const look = () => {
      const anchor = decodeURIComponent(window.location.hash.slice(1));
      if (!anchor.startsWith(`${path}.`)) return;
      tell(anchor.slice(path.length + 1));
      // What was closed is drawn in the next frames; only then can the browser go there.
      setTimeout(() => document.getElementById(anchor)?.scrollIntoView({ block: "start" }), 120);
    };
    look();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, [path]);
}
