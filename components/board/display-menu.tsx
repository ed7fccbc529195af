"use client";

import { Columns3, List, Table2 } from "lucide-react";
import { useState } from "react";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { MenuRadioGroup, MenuSeparator } from "@/components/ui/menu-item";
import type { TriggerElement } from "@/components/ui/popup-trigger";
import { type BoardFilters, groupings } from "./board-filters";
import { groupNames } from "./names";

type DisplayMenuProps = {
  trigger: TriggerElement;
  filters: BoardFilters;
  onChange: (changes: Partial<BoardFilters>) => void;
};

/** How the reviews are laid out, what columns are made of, and the order within. */
export default function DisplayMenu({ trigger, filters, onChange }: DisplayMenuProps) {
  const [isOpen, setIsOpen] = useState(true);
  return (
    <DropdownMenu trigger={trigger} label="Display" open={isOpen} onOpenChange={setIsOpen} className="w-56">
      <MenuRadioGroup
        label="Layout"
        value={filters.layout}
        onValueChange={(layout) => onChange({ layout })}
        options={[
          { value: "list", label: "List", icon: <List /> },
          { value: "columns", label: "Columns", icon: <Columns3 /> },
          { value: "table", label: "Table", icon: <Table2 /> },
        ]}
      />
      {filters.layout !== "table" && (
        <>
          <MenuSeparator />
          <MenuRadioGroup
            label="Group by"
            value={filters.by}
            onValueChange={(by) => onChange({ by })}
            options={groupings.map((value) => ({ value, label: groupNames[value] }))}
          />
        </>
      )}
      <MenuSeparator />
      <MenuRadioGroup
        label="Order"
        value={filters.sort}
        onValueChange={(sort) => onChange({ sort })}
        options={[
          { value: "updated", label: "Last changed first" },
          { value: "number", label: "Newest first" },
          { value: "due", label: "Due first" },
          { value: "score", label: "Best score first" },
          { value: "score-asc", label: "Worst score first" },
          { value: "updated-asc", label: "Longest unchanged first" },
        ]}
      />
    </DropdownMenu>
  );
}
