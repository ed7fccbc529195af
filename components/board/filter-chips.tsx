"use client";

import { useQuery } from "@tanstack/react-query";
import { teamQuery } from "@/client/teams";
import { Chip } from "@/components/ui/chip";
import type { BoardFilters } from "./board-filters";
import { groupNames, nameOf } from "./names";

type FilterChipsProps = {
  team: string;
  filters: BoardFilters;
  onChange: (changes: Partial<BoardFilters>) => void;
};

const lists = ["status", "phase", "risk", "owner", "label", "reviewer"] as const;

/** Each filter in force with what it is set to, and a way to take it away. */
export function FilterChips({ team, filters, onChange }: FilterChipsProps) {
  const namesPeople = filters.owner.length > 0 || filters.reviewer.length > 0;
  const { data } = useQuery({ ...teamQuery(team), enabled: namesPeople });
  const personName = (id: string) => data?.members.find((member) => member.id === id)?.name ?? "somebody";
  const chips = lists
    .filter((group) => filters[group].length > 0)
    .map((group) => {
      const name = (value: string) =>
        group === "owner" || group === "reviewer" ? personName(value) : nameOf(group, value);
      return { group, text: filters[group].map(name).join(", "), clear: { [group]: [] } };
    });
  return (
    <>
      {chips.map(({ group, text, clear }) => (
        <Chip key={group} onRemove={() => onChange(clear)} className="max-w-72">
          {`${groupNames[group]}: ${text}`}
        </Chip>
      ))}
      {filters.due && <Chip onRemove={() => onChange({ due: "" })}>{nameOf("due", filters.due)}</Chip>}
      {filters.archived && <Chip onRemove={() => onChange({ archived: false })}>Archived</Chip>}
    </>
  );
}
