"use client";

import { CircleMinus } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AnswerDraft, SaveState } from "./answer-draft";
import type { Given } from "./view";

type AnswerFooterProps = { draft: AnswerDraft; reason: string; given: Given | undefined; isReadOnly: boolean };

/** Why the risk is what it is, who answered, whether it is saved, and the way out of a question that does not apply. */
export function AnswerFooter({ draft, reason, given, isReadOnly }: AnswerFooterProps) {
  const { answer } = draft;
  const exclude = () => draft.change({ notApplicable: { reason: "out_of_scope", text: "" }, choices: [] });
  return (
    <footer className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-xs text-muted">
      <span className="min-w-0">{reason}</span>
      {answer.origin === "confirmed" && <Badge size="sm">Confirmed from the spec</Badge>}
      {answer.origin === "overruled" && (
        <Badge size="sm" tone="note">
          Overrules the spec
        </Badge>
      )}
      {given && (
        <span>
          {given.answeredBy.name}, <RelativeTime at={given.updatedAt} />
        </span>
      )}
      <span className="ml-auto flex flex-wrap items-center justify-end gap-x-3 gap-y-1.5">
        <SaveNote
          state={draft.state}
          onTryAgain={draft.tryAgain}
          onKeepMine={draft.keepMine}
          onTakeTheirs={draft.takeTheirs}
        />
        {!isReadOnly && (
          <Button
            size="sm"
            variant="quiet"
            icon={<CircleMinus aria-hidden="true" />}
            onClick={answer.notApplicable ? () => draft.change({ notApplicable: null }) : exclude}
          >
            {answer.notApplicable ? "It does apply" : "Does not apply"}
          </Button>
        )}
      </span>
    </footer>
  );
}

type SaveNoteProps = { state: SaveState; onTryAgain: () => void; onKeepMine: () => void; onTakeTheirs: () => void };

function SaveNote({ state, onTryAgain, onKeepMine, onTakeTheirs }: SaveNoteProps) {
  if (state.kind === "settled") return null;
  if (state.kind === "saving") return <span role="status">Saving…</span>;
  if (state.kind === "saved") return <span role="status">Saved</span>;
  if (state.kind === "incomplete")
    return (
      <span role="status" className="text-warn-ink">
        Not saved yet: {state.message}
      </span>
    );
  if (state.kind === "failed") {
    return (
      <span role="alert" className="flex items-center gap-2 text-danger-ink">
        Not saved, because: {state.message}
        <Button size="sm" onClick={onTryAgain}>
          Try again
        </Button>
      </span>
    );
  }
  return (
    <span role="alert" className="flex flex-wrap items-center gap-2 text-warn-ink">
      Somebody else answered this meanwhile.
      <Button size="sm" onClick={onTakeTheirs}>
        Show theirs
      </Button>
      <Button size="sm" onClick={onKeepMine}>
        Keep mine
      </Button>
    </span>
  );
}
