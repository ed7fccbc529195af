"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import type { ReviewAct } from "@/client/review-acts";
import { labelsQuery, type ReviewCard } from "@/client/reviews";
import { teamQuery } from "@/client/teams";
import { StatusIcon } from "@/components/reviews/review-status";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu-item";
import { Popover } from "@/components/ui/popover";
import { statuses, statusLabels, transitionBlocker } from "@/core/approvals/status";
import type { Role } from "@/core/permissions";
import { phaseLabels, phases } from "@/core/phases";

type ActProps = {
  team: string;
  role: Role;
  cards: readonly ReviewCard[];
  onAct: (act: ReviewAct, done: string, people?: readonly { id: string; name: string }[]) => void;
};

function ActMenu({ name, children }: { name: string; children: ReactNode }) {
  return (
    <DropdownMenu
      align="start"
      side="top"
      className="max-h-80 w-60"
      trigger={
        <Button size="sm" variant="quiet">
          {name}
        </Button>
      }
    >
      {children}
    </DropdownMenu>
  );
}

/** Where some may go and others not, those that may go do, and the others say why. */
export function StatusAct({ cards, onAct }: ActProps) {
  const blocker = (to: (typeof statuses)[number]) => {
    const reasons = cards.map((card) => (card.status === to ? null : transitionBlocker(card, to)));
    return reasons.length > 0 && reasons.every((reason) => reason !== null) ? (reasons[0] ?? null) : null;
  };
  return (
    <ActMenu name="Status">
      {statuses.map((to) => (
        <MenuItem
          key={to}
          icon={<StatusIcon status={to} />}
          disabledReason={blocker(to)}
          onSelect={() => onAct({ kind: "status", to }, `→ ${statusLabels[to]}`)}
        >
          {statusLabels[to]}
        </MenuItem>
      ))}
    </ActMenu>
  );
}

export function OwnerAct({ team, onAct }: ActProps) {
  return (
    <ActMenu name="Owner">
      <Members
        team={team}
        onChoose={(person) => onAct({ kind: "owner", ownerId: person.id }, `now owned by ${person.name}`, [person])}
      />
    </ActMenu>
  );
}

export function ReviewerAct({ team, cards, onAct }: ActProps) {
  const named = [...new Map(cards.flatMap(({ reviewers }) => reviewers).map((person) => [person.id, person])).values()];
  return (
    <ActMenu name="Reviewer">
      {named.length > 0 && <MenuLabel>Take out</MenuLabel>}
      {named.map((person) => (
        <MenuItem
          key={person.id}
          onSelect={() => onAct({ kind: "reviewer", userId: person.id, isOn: false }, `without ${person.name}`)}
        >
          {person.name}
        </MenuItem>
      ))}
      {named.length > 0 && <MenuSeparator />}
      <MenuLabel>Name</MenuLabel>
      <Members
        team={team}
        onChoose={(person) =>
          onAct({ kind: "reviewer", userId: person.id, isOn: true }, `given to ${person.name}`, [person])
        }
      />
    </ActMenu>
  );
}

function Members({ team, onChoose }: { team: string; onChoose: (person: { id: string; name: string }) => void }) {
  const { data, isPending } = useQuery(teamQuery(team));
  if (isPending) return <p className="px-2 py-1 text-sm text-muted">Loading…</p>;
  return data?.members.map(({ id, name, email }) => (
    <MenuItem key={id} description={email} onSelect={() => onChoose({ id, name })}>
      {name}
    </MenuItem>
  ));
}

export function LabelAct({ team, cards, onAct }: ActProps) {
  const { data } = useQuery(labelsQuery(team));
  const [typed, setTyped] = useState("");
  const own = [...new Set(cards.flatMap(({ labels }) => labels))].sort();
  const add = (label: string) => onAct({ kind: "labels", add: [label], remove: [] }, `labelled “${label}”`);
  return (
    <Popover
      label="Labels"
      side="top"
      className="w-64"
      trigger={
        <Button size="sm" variant="quiet">
          Label
        </Button>
      }
    >
      {(close) => (
        <div className="flex flex-col gap-3">
          <form
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              if (!typed.trim()) return;
              close();
              setTyped("");
              add(typed.trim());
            }}
            className="flex items-end gap-2"
          >
            <Field label="Add a label" className="min-w-0 flex-1">
              <Input
                size="sm"
                list="labels-in-use"
                maxLength={40}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            </Field>
            <Button type="submit" size="sm">
              Add
            </Button>
            <datalist id="labels-in-use">
              {data?.items.map((label) => (
                <option key={label} value={label} />
              ))}
            </datalist>
          </form>
          {own.length > 0 && (
            <div>
              <p className="text-xs font-medium text-muted">Take away</p>
              <div className="mt-1 flex max-h-40 flex-wrap gap-1 overflow-y-auto">
                {own.map((label) => (
                  <Button
                    key={label}
                    size="sm"
                    onClick={() => {
                      close();
                      onAct({ kind: "labels", add: [], remove: [label] }, `without the label “${label}”`);
                    }}
                  >
                    {label}
                  </Button>
                ))}
              </div>
            </div>
          )}
        </div>
      )}
    </Popover>
  );
}

export function PhaseAct({ onAct }: ActProps) {
  return (
    <ActMenu name="Phase">
      {phases.map((phase) => (
        <MenuItem key={phase} onSelect={() => onAct({ kind: "phase", phase }, `→ ${phaseLabels[phase]}`)}>
          {phaseLabels[phase]}
        </MenuItem>
      ))}
    </ActMenu>
  );
}

export function DueAct({ onAct }: ActProps) {
  const [day, setDay] = useState("");
  return (
    <Popover
      label="Due date"
      side="top"
      trigger={
        <Button size="sm" variant="quiet">
          Due
        </Button>
      }
    >
      {(close) => (
        <form
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            close();
            onAct({ kind: "due", dueOn: day || null }, day ? `due ${day}` : "without a due date");
          }}
          className="flex items-end gap-2"
        >
          <Field label="Due">
            <Input size="sm" type="date" value={day} onChange={(event) => setDay(event.target.value)} />
          </Field>
          <Button type="submit" size="sm">
            {day ? "Set" : "Take away"}
          </Button>
        </form>
      )}
    </Popover>
  );
}
