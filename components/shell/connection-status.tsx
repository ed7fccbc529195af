"use client";

import { CloudOff, LogIn, RadioTower, WifiOff } from "lucide-react";
import { useConnection } from "./use-connection";

const words = {
  offline: { icon: WifiOff, short: "Offline", long: "You are offline. What you write is kept on this device." },
  unreachable: {
    icon: CloudOff,
    short: "No connection",
    long: "The server does not answer. It is asked again every few seconds.",
  },
  paused: {
    icon: RadioTower,
    short: "Not live",
    long: "What others change does not arrive at the moment. It will as soon as the connection is back.",
  },
  "signed-out": {
    icon: LogIn,
    short: "Signed out",
    long: "Your session has ended. Sign in again; what you wrote is kept on this device.",
  },
};

const look =
  "inline-flex h-6 items-center gap-1.5 rounded-sm border border-warn-line bg-warn-soft px-2 text-xs font-medium text-warn-ink [&_svg]:size-3.5";

/** Silent while all is well. `isPaused`: what others do does not arrive. */
export function ConnectionStatus({ isPaused }: { isPaused: boolean }) {
  const connection = useConnection();
  const trouble = connection === "connected" && isPaused ? "paused" : connection;
  return (
    <span role="status" className="shrink-0">
      {trouble !== "connected" && <Trouble kind={trouble} />}
    </span>
  );
}

function Trouble({ kind }: { kind: keyof typeof words }) {
  const { icon: Icon, short, long } = words[kind];
  const content = (
    <>
      <Icon aria-hidden="true" />
      <span className="max-sm:sr-only">{short}</span>
      <span className="sr-only">{long}</span>
    </>
  );
  if (kind !== "signed-out")
    return (
      <span data-tip={long} className={look}>
        {content}
      </span>
    );
  const here = window.location.pathname + window.location.search;
  return (
    <a href={`/sign-in?next=${encodeURIComponent(here)}`} data-tip={long} className={look}>
      {content}
    </a>
  );
}
