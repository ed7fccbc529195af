"use client";

import { ArrowDown, ArrowUp, Copy, Ellipsis, Plus, Trash2 } from "lucide-react";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { MenuItem, MenuSeparator } from "@/components/ui/menu-item";
import type { ListEditing } from "./use-list-editing";

type ItemMenuProps = {
  list: ListEditing;
  id: string;
  index: number;
  label: string;
  /** Why items cannot change places now. */
  orderLocked: string | null;
  onAdded: (id: string | undefined) => void;
  onRemoved: (next: string | undefined) => void;
};

/** What can be done to one item, for those without a mouse, and for those who do not know the keys yet. */
export function ItemMenu({ list, id, index, label, orderLocked, onAdded, onRemoved }: ItemMenuProps) {
  const { item } = list.field;
  return (
    <DropdownMenu
      trigger={
        <IconButton size="xs" label={`Actions for ${label}`}>
          <Ellipsis aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuItem icon={<Plus />} onSelect={() => onAdded(list.add(id))}>
        Add {item} below
      </MenuItem>
      <MenuItem icon={<Copy />} onSelect={() => onAdded(list.duplicate(id))}>
        Duplicate
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={<ArrowUp />}
        keys="alt+arrowup"
        disabledReason={orderLocked ?? (index === 0 ? "Already the first." : null)}
        onSelect={() => list.step(id, -1)}
      >
        Move up
      </MenuItem>
      <MenuItem
        icon={<ArrowDown />}
        keys="alt+arrowdown"
        disabledReason={orderLocked ?? (index === list.ids.length - 1 ? "Already the last." : null)}
        onSelect={() => list.step(id, 1)}
      >
        Move down
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Trash2 />} danger onSelect={() => onRemoved(list.remove(id))}>
        Delete {item}
      </MenuItem>
    </DropdownMenu>
  );
}
