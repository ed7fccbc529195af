"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowDownUp, CircleDot, Columns3, List, Search, Tag, UserRound, X } from "lucide-react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { labelsQuery } from "@/client/reviews";
import { teamQuery } from "@/client/teams";
import { StatusIcon } from "@/components/reviews/review-status";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { MenuCheckItem, MenuRadioGroup, MenuSeparator } from "@/components/ui/menu-item";
import { Segmented } from "@/components/ui/segmented";
import { useShortcut } from "@/components/ui/use-shortcut";
import { statuses, statusLabels } from "@/core/approvals/status";
import { type BoardFilters, boardSortLabels, boardSorts, isFiltered } from "./board-filters";

type FilterBarProps = {
  team: string;
  filters: BoardFilters;
  onChange: (changes: Partial<BoardFilters>) => void;
};

/** What is shown, and in which order; everything here is in the address. */
export function FilterBar({ team, filters, onChange }: FilterBarProps) {
  const toggleLayout = () => onChange({ layout: filters.layout === "list" ? "columns" : "list" });
  useShortcut("v", "List or columns", toggleLayout);
  return (
    <search className="flex flex-wrap items-center gap-x-1 gap-y-2 border-b border-line bg-surface px-4 py-2 sm:px-6">
      <SearchField text={filters.text} onChange={(text) => onChange({ text })} />
      <StatusFilter filters={filters} onChange={onChange} />
      <OwnerFilter team={team} filters={filters} onChange={onChange} />
      <LabelFilter team={team} filters={filters} onChange={onChange} />
      {isFiltered(filters) && (
        <Button
          size="sm"
          variant="quiet"
          icon={<X aria-hidden="true" />}
          onClick={() => onChange({ text: "", statuses: [], owner: "", label: "" })}
        >
          Clear
        </Button>
      )}
      <div className="ml-auto flex items-center gap-2">
        <OrderMenu filters={filters} onChange={onChange} />
        <Segmented
          label="Layout"
          size="sm"
          iconsOnly
          value={filters.layout}
          onValueChange={(layout) => onChange({ layout })}
          options={[
            { value: "list", label: "List", icon: <List aria-hidden="true" /> },
            { value: "columns", label: "Columns", icon: <Columns3 aria-hidden="true" /> },
          ]}
        />
      </div>
    </search>
  );
}

/** Long enough not to ask for every letter, short enough to feel immediate. */
const TYPING_MS = 200;

function SearchField({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  const [asked, setAsked] = useState(text);
  const ask = useEffectEvent((next: string) => {
    setAsked(next);
    onChange(next);
  });
  // The address changed from elsewhere: "Clear", or the browser's back.
  if (text !== asked) {
    setAsked(text);
    setTyped(text);
  }
  useEffect(() => {
    if (typed === asked) return;
    const timer = setTimeout(() => ask(typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, asked]);
  useShortcut("/", "Search the board", () => input.current?.focus());
  return (
    <Input
      ref={input}
      type="search"
      size="sm"
      className="w-full sm:mr-1 sm:w-64"
      aria-label="Search by title or number"
      placeholder="Search by title or number"
      prefix={<Search aria-hidden="true" />}
      suffix={typed ? undefined : <Kbd keys="/" className="pointer-coarse:hidden" />}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        if (typed) setTyped("");
        else event.currentTarget.blur();
      }}
    />
  );
}

type FilterProps = Pick<FilterBarProps, "filters" | "onChange">;

function StatusFilter({ filters, onChange }: FilterProps) {
  const chosen = filters.statuses;
  const [first] = chosen;
  const text = first === undefined ? "Status" : chosen.length === 1 ? statusLabels[first] : `${chosen.length} statuses`;
  return (
    <DropdownMenu
      align="start"
      label="Filter by status"
      trigger={
        <Button
          size="sm"
          variant={first ? "secondary" : "quiet"}
          icon={<CircleDot aria-hidden="true" className="max-sm:hidden" />}
        >
          {text}
        </Button>
      }
    >
      {statuses.map((status) => (
        <MenuCheckItem
          key={status}
          stayOpen
          icon={<StatusIcon status={status} />}
          checked={chosen.includes(status)}
          onCheckedChange={(isOn) =>
            onChange({ statuses: isOn ? [...chosen, status] : chosen.filter((other) => other !== status) })
          }
        >
          {statusLabels[status]}
        </MenuCheckItem>
      ))}
      <MenuSeparator />
      <MenuCheckItem checked={filters.archived} onCheckedChange={(archived) => onChange({ archived })}>
        Archived reviews
      </MenuCheckItem>
    </DropdownMenu>
  );
}

function OwnerFilter({ team, filters, onChange }: FilterProps & { team: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const { data } = useQuery({ ...teamQuery(team), enabled: isOpen || filters.owner !== "" });
  const members = data?.members ?? [];
  const chosen = members.find((member) => member.id === filters.owner);
  return (
    <DropdownMenu
      align="start"
      label="Filter by owner"
      className="max-h-80"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button
          size="sm"
          variant={filters.owner ? "secondary" : "quiet"}
          icon={<UserRound aria-hidden="true" className="max-sm:hidden" />}
        >
          <span className="max-w-32 truncate">{filters.owner ? (chosen?.name ?? "Owner") : "Owner"}</span>
        </Button>
      }
    >
      <MenuRadioGroup
        label="Owner"
        value={filters.owner}
        onValueChange={(owner) => onChange({ owner })}
        options={[{ value: "", label: "Anybody" }, ...members.map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </DropdownMenu>
  );
}

function LabelFilter({ team, filters, onChange }: FilterProps & { team: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const labels = useQuery({ ...labelsQuery(team), enabled: isOpen });
  const shown = [...new Set([...(filters.label ? [filters.label] : []), ...(labels.data?.items ?? [])])];
  return (
    <DropdownMenu
      align="start"
      label="Filter by label"
      className="max-h-80"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button
          size="sm"
          variant={filters.label ? "secondary" : "quiet"}
          icon={<Tag aria-hidden="true" className="max-sm:hidden" />}
        >
          <span className="max-w-32 truncate">{filters.label || "Label"}</span>
        </Button>
      }
    >
      <MenuRadioGroup
        label={labels.data?.items.length === 0 ? "No review has a label yet" : "Label"}
        value={filters.label}
        onValueChange={(label) => onChange({ label })}
        options={[{ value: "", label: "Any label" }, ...shown.map((label) => ({ value: label, label }))]}
      />
    </DropdownMenu>
  );
}

function OrderMenu({ filters, onChange }: FilterProps) {
  return (
    <DropdownMenu
      label="Order"
      trigger={
        <IconButton label={`Order: ${boardSortLabels[filters.sort]}`}>
          <ArrowDownUp aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuRadioGroup
        label="Order"
        value={filters.sort}
        onValueChange={(sort) => onChange({ sort })}
        options={boardSorts.map((value) => ({ value, label: boardSortLabels[value] }))}
      />
    </DropdownMenu>
  );
}
