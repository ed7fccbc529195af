"use client";

import { X } from "lucide-react";
import { useState } from "react";
import type { ReviewAct } from "@/client/review-acts";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import type { Role } from "@/core/permissions";
import type { Refusal } from "./do-act";
import { DueAct, LabelAct, OwnerAct, PhaseAct, ReviewerAct, StatusAct } from "./selection-acts";
import type { DoAct } from "./use-acts";
import { useCardsOnBoard } from "./use-cards";
import { type Selection, shownNumbers } from "./use-selection";

type SelectionBarProps = {
  team: string;
  role: Role;
  selection: Selection;
  act: DoAct;
  refusals: readonly Refusal[];
  onForget: () => void;
};

/** What can be done with everything that is chosen, and for each review that was refused the reason. */
export default function SelectionBar({ team, role, selection, act, refusals, onForget }: SelectionBarProps) {
  const [isArchiving, setIsArchiving] = useState(false);
  const known = useCardsOnBoard(team);
  const cards = [...selection.numbers].flatMap((number) => known.get(number) ?? []);
  const isArchive = cards.some(({ archivedAt }) => archivedAt !== null);
  // What has gone where nothing is loaded, such as a folded section, is not acted on unseen.
  const count = cards.length;
  const doIt = (what: ReviewAct, done: string, people: readonly { id: string; name: string }[] = []) => {
    onForget();
    act(cards, what, done, { people });
  };
  const shared = { team, role, cards, onAct: doIt };
  const archive = () => doIt({ kind: "archived", archived: !isArchive }, isArchive ? "brought back" : "archived");
  if (count === 0 && refusals.length === 0) return null;
  return (
    <section
      aria-label="Chosen reviews"
      className="sticky bottom-3 z-20 mx-auto mb-3 flex w-fit max-w-[calc(100vw-1rem)] animate-rise flex-col rounded-lg border border-line bg-raised shadow-pop"
    >
      {refusals.length > 0 && <RefusalList refusals={refusals} onForget={onForget} />}
      {count > 0 && (
        <div className="flex items-center gap-1 overflow-x-auto p-1.5">
          <span role="status" className="px-2 text-sm font-medium whitespace-nowrap tabular-nums">
            {count} chosen
          </span>
          <StatusAct {...shared} />
          <OwnerAct {...shared} />
          <ReviewerAct {...shared} />
          <LabelAct {...shared} />
          <PhaseAct {...shared} />
          <DueAct {...shared} />
          <Button size="sm" variant="quiet" onClick={() => (isArchive ? archive() : setIsArchiving(true))}>
            {isArchive ? "Bring back" : "Archive"}
          </Button>
          <Button size="sm" variant="quiet" onClick={() => selection.choose(shownNumbers())}>
            Choose all shown
          </Button>
          <IconButton label="Choose none" keys="escape" onClick={selection.clear}>
            <X aria-hidden="true" />
          </IconButton>
        </div>
      )}
      <ConfirmDialog
        open={isArchiving}
        onOpenChange={setIsArchiving}
        title={count === 1 ? "Archive the chosen review?" : `Archive ${count} reviews?`}
        description="They leave the board with everything in them. They stay readable, and can be brought back at any time."
        confirmLabel="Archive"
        onConfirm={() => {
          archive();
          selection.clear();
        }}
      />
    </section>
  );
}

function RefusalList({ refusals, onForget }: { refusals: readonly Refusal[]; onForget: () => void }) {
  return (
    <div role="alert" className="flex max-h-48 max-w-xl gap-2 overflow-y-auto border-b border-line p-3 text-sm">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{refusals.length} reviews were not changed</p>
        <ul className="mt-1 flex flex-col gap-1 text-muted">
          {refusals.map(({ number, reason }) => (
            <li key={number}>
              <span className="font-medium text-text tabular-nums">#{number}</span> {reason}
            </li>
          ))}
        </ul>
      </div>
      <IconButton label="Close the list" onClick={onForget}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}
