"use client";

import { ArrowLeft, Check, ChevronDown, ChevronUp, Link2, RotateCcw, X } from "lucide-react";
import { type RefObject, useState } from "react";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { MenuItem } from "@/components/ui/menu-item";
import { useShortcut } from "@/components/ui/use-shortcut";
import { outcomeLabels, outcomes } from "@/core/comments/outcome";
import { useThreadCommands } from "./thread-commands";
import { type Thread, useThreadSource } from "./thread-source";
import { useAttempt } from "./use-attempt";

export function BackButton({ onBack }: { onBack: () => void }) {
  return (
    <IconButton label="All threads" onClick={onBack}>
      <ArrowLeft aria-hidden="true" />
    </IconButton>
  );
}

type ThreadHeaderProps = {
  thread: Thread;
  onBack?: () => void;
  onClose?: () => void;
  reply: RefObject<HTMLTextAreaElement | null>;
};

/** What a thread begins with: the way back and on, its link, and its end. */
export function ThreadHeader({ thread, onBack, onClose, reply }: ThreadHeaderProps) {
  const commands = useThreadCommands();
  const { refusals } = useThreadSource();
  useShortcut("r", "Reply", () => reply.current?.focus(), { enabled: refusals.write === null });
  return (
    <header className="flex min-h-11 items-center gap-1 border-b border-line px-2 py-1">
      {onBack && <BackButton onBack={onBack} />}
      <h2 className="min-w-0 flex-1 truncate px-1 text-sm font-semibold tabular-nums">Thread {thread.number}</h2>
      <IconButton label="Previous thread" keys="p" onClick={() => commands?.step(-1)}>
        <ChevronUp aria-hidden="true" />
      </IconButton>
      <IconButton label="Next thread" keys="n" onClick={() => commands?.step(1)}>
        <ChevronDown aria-hidden="true" />
      </IconButton>
      <IconButton label="Copy link" onClick={() => void commands?.copyLink(thread.number)}>
        <Link2 aria-hidden="true" />
      </IconButton>
      <ResolveButton thread={thread} />
      {onClose && (
        <IconButton label="Close the threads" onClick={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      )}
    </header>
  );
}

/** Ends a thread with how it ended, or takes that back. */
function ResolveButton({ thread }: { thread: Thread }) {
  const { refusals, actions } = useThreadSource();
  const { attempt, isBusy } = useAttempt();
  const [isOpen, setIsOpen] = useState(false);
  const isResolved = thread.resolvedAt !== null;
  const reopen = () => void attempt(() => actions.reopen(thread));
  useShortcut(
    "e",
    isResolved ? "Reopen the thread" : "Resolve the thread",
    () => (isResolved ? reopen() : setIsOpen(true)),
    {
      enabled: refusals.resolve === null,
    },
  );
  if (isResolved)
    return (
      <Button
        size="sm"
        busy={isBusy}
        disabledReason={refusals.resolve}
        icon={<RotateCcw aria-hidden="true" className="size-3.5" />}
        onClick={reopen}
      >
        Reopen
      </Button>
    );
  return (
    <DropdownMenu
      label="Resolve as"
      open={isOpen}
      onOpenChange={(next) => setIsOpen(next && refusals.resolve === null)}
      trigger={
        <Button
          size="sm"
          busy={isBusy}
          disabledReason={refusals.resolve}
          icon={<Check aria-hidden="true" className="size-3.5" />}
        >
          Resolve
        </Button>
      }
    >
      {outcomes.map((outcome) => (
        <MenuItem key={outcome} onSelect={() => void attempt(() => actions.resolve(thread, outcome))}>
          {outcomeLabels[outcome]}
        </MenuItem>
      ))}
    </DropdownMenu>
  );
}
