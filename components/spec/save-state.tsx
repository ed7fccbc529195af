"use client";

import { Check, CloudOff, Eye, LoaderCircle, TriangleAlert } from "lucide-react";
import { type DraftStatus, needsSignIn, statusText } from "@/client/draft/draft-status";
import { cn } from "@/components/ui/cn";
import { useDraftSession } from "./draft-session";

const looks: Record<DraftStatus["kind"], { icon: typeof Check; ink: string }> = {
  opening: { icon: LoaderCircle, ink: "text-muted [&_svg]:animate-spin" },
  saving: { icon: LoaderCircle, ink: "text-muted [&_svg]:animate-spin" },
  saved: { icon: Check, ink: "text-muted" },
  readOnly: { icon: Eye, ink: "text-muted" },
  offline: { icon: CloudOff, ink: "text-warn-ink" },
  refused: { icon: TriangleAlert, ink: "text-danger-ink" },
};

type SaveStateProps = {
  /** Shown a second time on the page, it is not read out a second time. */
  isEcho?: boolean;
  className?: string;
};

/** Whether what was typed is committed, in words, and the way out where it is not. */
export function SaveState({ isEcho = false, className }: SaveStateProps) {
  const { status, retry } = useDraftSession();
  const { icon: Icon, ink } = looks[status.kind];
  return (
    <span className={cn("flex min-w-0 items-center gap-1.5 text-sm", ink, className)}>
      <Icon aria-hidden="true" className="size-3.5 shrink-0 motion-reduce:animate-none" />
      <span role={isEcho ? undefined : "status"} className="min-w-0">
        {statusText(status)}
      </span>
      {needsSignIn(status) ? (
        <a
          href={signInAddress()}
          target="_blank"
          rel="noopener"
          className="shrink-0 font-medium text-accent-ink underline"
        >
          Sign in
        </a>
      ) : (
        (status.kind === "offline" || status.kind === "refused") && (
          <button type="button" onClick={retry} className="shrink-0 rounded-sm font-medium text-accent-ink underline">
            Try now
          </button>
        )
      )}
    </span>
  );
}

/** In another tab, so that this page and what it holds stay as they are. */
const signInAddress = () =>
  typeof window === "undefined" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(window.location.pathname)}`;

/** The same, but only where something is wrong: for a place that has no room to spare. */
export function SaveTrouble({ className }: { className?: string }) {
  const { status } = useDraftSession();
  if (status.kind !== "offline" && status.kind !== "refused") return null;
  return <SaveState isEcho className={className} />;
}
