"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the page's scripts have taken over: until then a form can only be sent the browser's own way. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
