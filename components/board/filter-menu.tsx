"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { reviewCountsQuery } from "@/client/reviews";
import { StatusIcon } from "@/components/reviews/review-status";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { MenuCheckItem, MenuLabel, MenuSeparator } from "@/components/ui/menu-item";
import type { TriggerElement } from "@/components/ui/popup-trigger";
import { statuses } from "@/core/approvals/status";
import { apiFilter, type BoardFilters, dues, readBoardFilters } from "./board-filters";
import { groupNames, nameOf } from "./names";
import { StepItem } from "./step-item";

type FilterMenuProps = {
  trigger: TriggerElement;
  team: string;
  filters: BoardFilters;
  onChange: (changes: Partial<BoardFilters>) => void;
};

const groups = ["status", "phase", "owner", "reviewer", "label", "risk", "due"] as const;
type Group = (typeof groups)[number];

/** What the board can be narrowed to: first by what, then to which, each with how many it would show. */
export default function FilterMenu({ trigger, team, filters, onChange }: FilterMenuProps) {
  const [isOpen, setIsOpen] = useState(true);
  const [group, setGroup] = useState<Group>();
  const change = (open: boolean) => {
    setIsOpen(open);
    if (!open) setGroup(undefined);
  };
  return (
    <DropdownMenu
      trigger={trigger}
      align="start"
      label={group ? `Filter by ${groupNames[group].toLowerCase()}` : "Filter"}
      open={isOpen}
      onOpenChange={change}
      className="max-h-96 w-64"
    >
      {group ? (
        <Options
          key={group}
          group={group}
          team={team}
          filters={filters}
          onChange={onChange}
          onBack={() => setGroup(undefined)}
        />
      ) : (
        <Groups filters={filters} onChange={onChange} onSelect={setGroup} />
      )}
    </DropdownMenu>
  );
}

type GroupsProps = Pick<FilterMenuProps, "filters" | "onChange"> & { onSelect: (group: Group) => void };

function Groups({ filters, onChange, onSelect }: GroupsProps) {
  const top = useRef<HTMLDivElement>(null);
  // The way back has just taken the focused item away.
  useEffect(() => top.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus(), []);
  return (
    <div ref={top}>
      <MenuLabel>Filter by</MenuLabel>
      {groups.map((each) => (
        <StepItem key={each} onSelect={() => onSelect(each)} after={<ChevronRight aria-hidden="true" />}>
          {groupNames[each]}
        </StepItem>
      ))}
      <MenuSeparator />
      <MenuCheckItem checked={filters.archived} onCheckedChange={(archived) => onChange({ archived })}>
        Archived reviews
      </MenuCheckItem>
    </div>
  );
}

type OptionsProps = Omit<FilterMenuProps, "trigger"> & { group: Group; onBack: () => void };

function Options({ group, team, filters, onChange, onBack }: OptionsProps) {
  const top = useRef<HTMLDivElement>(null);
  const { [group]: _own, ...others } = apiFilter(filters);
  const { data: counts, isPending, error } = useQuery(reviewCountsQuery(team, group, others));
  const chosen: readonly string[] = group === "due" ? [filters.due].filter(Boolean) : filters[group];
  // What is chosen stays on offer even where nothing of it is left.
  const found = counts?.options ?? [];
  const gone = counts ? chosen.filter((value) => !found.some((option) => option.value === value)) : [];
  const options = [...found, ...gone.map((value) => ({ value, name: null, count: 0, isMore: false }))];
  useEffect(() => {
    // The step before is gone with what was focused in it; while the options are counted there is only the way back.
    const wanted = isPending ? "[role=menuitem]" : "[role=menuitemcheckbox]";
    top.current?.parentElement?.querySelector<HTMLElement>(wanted)?.focus();
  }, [isPending]);
  return (
    <>
      <div ref={top}>
        <StepItem onSelect={onBack} before={<ChevronLeft aria-hidden="true" />}>
          {groupNames[group]}
        </StepItem>
      </div>
      <MenuSeparator />
      {isPending && <p className="px-2 py-1 text-sm text-muted">Counting…</p>}
      {error && <p className="px-2 py-1 text-sm text-danger-ink">{error.message}</p>}
      {counts && options.length === 0 && <p className="px-2 py-1 text-sm text-muted">Nothing to choose from.</p>}
      {options.map((option) => (
        <MenuCheckItem
          key={option.value}
          stayOpen
          icon={group === "status" ? <StatusIcon status={statusOf(option.value)} /> : undefined}
          checked={chosen.includes(option.value)}
          onCheckedChange={(isOn) => onChange(chosenWith(filters, group, option.value, isOn))}
        >
          <span className="flex gap-2">
            <span className="min-w-0 flex-1 truncate">{nameOf(group, option.value, option.name)}</span>
            <span className="text-muted tabular-nums">{`${option.count}${option.isMore ? "+" : ""}`}</span>
          </span>
        </MenuCheckItem>
      ))}
      {counts?.isMore && (
        <p className="px-2 py-1 text-xs text-muted">Counted among the newest; a “+” means there may be more.</p>
      )}
    </>
  );
}

const statusOf = (value: string) => statuses.find((status) => status === value) ?? "draft";

/** The filters with a value of a group chosen or let go, cleaned as an address is. */
function chosenWith(filters: BoardFilters, group: Group, value: string, isOn: boolean): Partial<BoardFilters> {
  if (group === "due") return { due: isOn ? (dues.find((due) => due === value) ?? "") : "" };
  const chosen: readonly string[] = filters[group];
  const next = isOn ? [...chosen, value] : chosen.filter((other) => other !== value);
  return { [group]: readBoardFilters(new URLSearchParams({ [group]: next.join(",") }))[group] };
}
