"use client";

import { SmilePlus } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { reactions as offered, type Reaction, reactionLabels } from "@/core/comments/comment";
import { type Person, useThreadSource } from "./thread-source";

const nameOf = (emoji: string) => reactionLabels[emoji as Reaction] ?? emoji;

type ReactionsProps = {
  reactions: Record<string, Person[]>;
  /** Why this person may not react, or `null`. */
  refusal: string | null;
  onReact: (emoji: Reaction, on: boolean) => void;
};

/** Who reacted with what; one click adds one's own or takes it back. */
export function Reactions({ reactions, refusal, onReact }: ReactionsProps) {
  const { me } = useThreadSource();
  const given = Object.entries(reactions).filter(([, people]) => people.length > 0);
  if (given.length === 0) return null;
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-1">
      {given.map(([emoji, people]) => {
        const isMine = people.some(({ id }) => id === me?.id);
        return (
          <button
            key={emoji}
            type="button"
            aria-pressed={isMine}
            aria-disabled={refusal ? true : undefined}
            aria-label={`${nameOf(emoji)}: ${people.map(({ name }) => name).join(", ")}`}
            data-tip=""
            onClick={() => !refusal && onReact(emoji as Reaction, !isMine)}
            className={cn(
              "flex h-6 items-center gap-1 rounded-full border px-1.5 text-xs tabular-nums pointer-coarse:h-8 pointer-coarse:px-2.5",
              isMine
                ? "border-accent-line bg-accent-soft text-accent-ink"
                : "border-line bg-surface text-muted hover:bg-hover",
            )}
          >
            <span aria-hidden="true">{emoji}</span>
            {people.length}
          </button>
        );
      })}
    </div>
  );
}

export function ReactButton({ reactions, refusal, onReact }: ReactionsProps) {
  const { me } = useThreadSource();
  return (
    <Popover
      label="React"
      align="end"
      className="p-1.5!"
      trigger={
        <IconButton size="xs" label="React" disabledReason={refusal}>
          <SmilePlus aria-hidden="true" />
        </IconButton>
      }
    >
      {(close) => (
        <div className="grid grid-cols-4 gap-0.5">
          {offered.map((emoji) => {
            const isMine = reactions[emoji]?.some(({ id }) => id === me?.id) ?? false;
            return (
              <button
                key={emoji}
                type="button"
                aria-label={reactionLabels[emoji]}
                aria-pressed={isMine}
                data-tip=""
                onClick={() => {
                  close();
                  onReact(emoji, !isMine);
                }}
                className="flex size-8 items-center justify-center rounded-md text-base hover:bg-hover aria-pressed:bg-accent-soft pointer-coarse:size-10"
              >
                {emoji}
              </button>
            );
          })}
        </div>
      )}
    </Popover>
  );
}
