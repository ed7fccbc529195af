"use client";

import { Anchor as AnchorIcon, MapPin, MapPinOff } from "lucide-react";
import { use } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { Anchor } from "@/core/comments/anchor";
import { standingWords, useThreadCommands } from "./thread-commands";
import { DocumentContext } from "./thread-document";
import { type Thread, useThreadSource } from "./thread-source";
import { type Location, useThreadState } from "./thread-store";

/** The words for what a thread speaks about. */
export function useAnchorLabel(): (anchor: Anchor, location?: Location) => string {
  const { labelOf } = use(DocumentContext);
  return (anchor, location) => {
    switch (anchor.kind) {
      case "place":
      case "text":
        return labelOf(location?.path ?? anchor.path);
      case "node":
        return `${diagramLabel(anchor.diagram, labelOf)} › ${anchor.node}`;
      case "edge":
        return `${diagramLabel(anchor.diagram, labelOf)} › ${anchor.from} → ${anchor.to}`;
      case "question":
        return `Checklist › ${titleOf(anchor.question)}`;
    }
  };
}

/** Ids of questions are words: `quality_requirements`. */
function titleOf(id: string): string {
  const words = id.replace(/[_-]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const generated: Record<string, string> = {
  "generated:context": "System context",
  "generated:containers": "Containers",
  "generated:er": "Entity relationships",
  "generated:sequence": "Sequence",
};
const diagramLabel = (diagram: string, labelOf: (path: string) => string) => generated[diagram] ?? labelOf(diagram);

/** What a thread speaks about: the place, the words, and how sure it is that they are still meant. */
export function ThreadStanding({ thread }: { thread: Thread }) {
  const commands = useThreadCommands();
  const { refusals } = useThreadSource();
  const { version } = use(DocumentContext);
  const labelOf = useAnchorLabel();
  const location = useThreadState(({ locations }) => locations.get(thread.number)) ?? undefined;
  const isDetached = location?.state === "detached";
  const standing = standingWords(location, version !== null);
  const canReattach = thread.anchor.kind === "text" || thread.anchor.kind === "place";
  return (
    <div className="border-b border-line bg-sunken/60 px-3 py-2 text-xs text-muted">
      <button
        type="button"
        onClick={() => commands?.show(thread)}
        className="flex w-full items-center gap-1.5 rounded-sm text-left hover:text-text"
      >
        {isDetached ? (
          <MapPinOff aria-hidden="true" className="size-3.5 shrink-0 text-warn-ink" />
        ) : (
          <MapPin aria-hidden="true" className="size-3.5 shrink-0" />
        )}
        <span className="min-w-0 flex-1 truncate" dir="auto">
          {isDetached ? "was on " : "on "}
          {labelOf(thread.anchor, isDetached ? undefined : location)}
        </span>
        {standing && (
          <span className={cn("shrink-0", isDetached ? "font-medium text-warn-ink" : "text-muted")}>{standing}</span>
        )}
      </button>
      {thread.anchor.kind === "text" && <QuotedText quote={thread.anchor.quote} isGone={isDetached} />}
      {(thread.version !== null || standing) && (
        <div className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1">
          {thread.version !== null && <span>Opened on version {thread.version}.</span>}
          {canReattach && standing && version === null && (
            <Button
              size="sm"
              className="ml-auto"
              icon={<AnchorIcon aria-hidden="true" className="size-3.5" />}
              disabledReason={refusals.reattach}
              onClick={() => commands?.reattach(thread.number)}
            >
              Attach to another place
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

type QuotedTextProps = { quote: { exact: string; before: string; after: string }; isGone?: boolean; isShort?: boolean };

/** The quoted words, with a little of what stood around them. */
export function QuotedText({ quote, isGone = false, isShort = false }: QuotedTextProps) {
  return (
    <blockquote
      dir="auto"
      className={cn(
        "mt-1.5 border-l-2 pl-2 text-xs leading-4.5 break-words whitespace-pre-line text-muted",
        isGone ? "border-warn-line" : "border-accent-line",
        isShort ? "line-clamp-1" : "line-clamp-5",
      )}
    >
      {!isShort && <span className="text-faint">{lead(quote.before)}</span>}
      <span className={cn("text-text", isGone && "line-through decoration-muted")}>{quote.exact}</span>
      {!isShort && <span className="text-faint">{trail(quote.after)}</span>}
    </blockquote>
  );
}

const lead = (text: string) =>
  text
    .split("\n")
    .at(-1)
    ?.replace(/^\S*\s/, "") ?? "";
const trail = (text: string) => text.split("\n")[0]?.replace(/\s\S*$/, "") ?? "";
