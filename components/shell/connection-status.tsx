"use client";

import { CloudOff, WifiOff } from "lucide-react";
import { useConnection } from "./use-connection";

const words = {
  offline: { short: "Offline", long: "You are offline. What you write is kept on this device." },
  unreachable: { short: "No connection", long: "The server does not answer. It is asked again every few seconds." },
};

/** Silent while all is well. */
export function ConnectionStatus() {
  const connection = useConnection();
  const trouble = connection === "connected" ? undefined : words[connection];
  return (
    <span role="status" className="shrink-0">
      {trouble && (
        <span
          data-tip={trouble.long}
          className="inline-flex h-6 items-center gap-1.5 rounded-sm border border-warn-line bg-warn-soft px-2 text-xs font-medium text-warn-ink"
        >
          {connection === "offline" ? (
            <WifiOff aria-hidden="true" className="size-3.5" />
          ) : (
            <CloudOff aria-hidden="true" className="size-3.5" />
          )}
          {trouble.short}
          <span className="sr-only">{trouble.long}</span>
        </span>
      )}
    </span>
  );
}
