"use client";

import { useQuery } from "@tanstack/react-query";
import { LayoutList, Pencil, Plus, Save, Trash2, Users } from "lucide-react";
import { cloneElement, useState } from "react";
import { accountQuery } from "@/client/account";
import { useDeleteView, useUpdateView, type View, viewsQuery } from "@/client/views";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu-item";
import type { TriggerElement } from "@/components/ui/popup-trigger";
import { toast } from "@/components/ui/toast";
import { may, type Role, refusal } from "@/core/permissions";
import { type BoardFilters, readBoardFilters, viewQueryOf } from "./board-filters";
import { ViewDialog } from "./view-dialog";

type ViewsMenuProps = {
  trigger: TriggerElement;
  startsOpen: boolean;
  team: string;
  role: Role;
  filters: BoardFilters;
  onChange: (changes: Partial<BoardFilters>) => void;
};

/** The saved views, and what can be done with the one in use; its name says when the board is another by now. */
export default function ViewsMenu({ trigger, startsOpen, team, role, filters, onChange }: ViewsMenuProps) {
  const [isOpen, setIsOpen] = useState(startsOpen);
  const [dialog, setDialog] = useState<"new" | "rename" | "delete">();
  const { data: account } = useQuery(accountQuery);
  const { data: views, isPending } = useQuery(viewsQuery(team));
  const update = useUpdateView(team);
  const remove = useDeleteView(team);
  const items = views?.items ?? [];
  const current = items.find(({ id }) => id === filters.view);
  const query = viewQueryOf(filters);
  const isChanged = current !== undefined && normal(current.query) !== query;
  const isMine = current?.owner.id === account?.id;
  const mayChange = isMine || may(role, "team.update");
  const failed = (error: Error) => void toast.error("The view was not changed", { description: error.message });
  const save = (changes: { query?: string; isShared?: boolean }, done: string) =>
    current &&
    update.mutate(
      { id: current.id, ...changes, revision: current.revision },
      { onError: failed, onSuccess: () => void toast.success(done) },
    );
  const use = (view: View) => onChange({ ...readBoardFilters(new URLSearchParams(view.query)), view: view.id });
  const text = current ? `${current.name}${isChanged ? " (changed)" : ""}` : "Views";
  return (
    <>
      <DropdownMenu
        trigger={cloneElement(trigger, {
          children: <span className="max-w-40 truncate">{text}</span>,
          variant: current ? "secondary" : "quiet",
        })}
        label="Views"
        open={isOpen}
        onOpenChange={setIsOpen}
        className="max-h-[28rem] w-64"
      >
        {isPending && <p className="px-2 py-1 text-sm text-muted">Loading…</p>}
        <ViewItems label="The team's" views={items.filter((view) => view.isShared)} current={current} onUse={use} />
        <ViewItems label="Only mine" views={items.filter((view) => !view.isShared)} current={current} onUse={use} />
        {views && items.length === 0 && (
          <p className="px-2 py-1 text-sm text-muted">A view keeps filters, layout and order under a name.</p>
        )}
        <MenuSeparator />
        {current && (
          <MenuItem icon={<LayoutList />} onSelect={() => onChange(readBoardFilters(new URLSearchParams()))}>
            All reviews, without a view
          </MenuItem>
        )}
        {current && mayChange && (
          <>
            <MenuItem
              icon={<Save />}
              disabledReason={isChanged ? null : "The board shows what was saved."}
              onSelect={() => save({ query }, `“${current.name}” saved`)}
            >
              Save changes in “{current.name}”
            </MenuItem>
            <MenuItem icon={<Pencil />} onSelect={() => setDialog("rename")}>
              Rename
            </MenuItem>
            {isMine && (
              <MenuItem
                icon={<Users />}
                disabledReason={current.isShared ? null : refusal(role, "view.share")}
                onSelect={() =>
                  save(
                    { isShared: !current.isShared },
                    current.isShared ? `“${current.name}” is yours alone` : `“${current.name}” is shared with the team`,
                  )
                }
              >
                {current.isShared ? "Keep it to myself" : "Share with the team"}
              </MenuItem>
            )}
            <MenuItem icon={<Trash2 />} danger onSelect={() => setDialog("delete")}>
              Delete
            </MenuItem>
          </>
        )}
        <MenuItem icon={<Plus />} onSelect={() => setDialog("new")}>
          Save as a new view
        </MenuItem>
      </DropdownMenu>
      {(dialog === "new" || dialog === "rename") && (
        <ViewDialog
          team={team}
          role={role}
          query={query}
          view={dialog === "rename" ? current : undefined}
          onClose={() => setDialog(undefined)}
          onSaved={(view) => onChange({ view: view.id })}
        />
      )}
      {current && (
        <ConfirmDialog
          open={dialog === "delete"}
          onOpenChange={() => setDialog(undefined)}
          title={`Delete the view “${current.name}”?`}
          description={
            current.isShared
              ? "It goes for the whole team. The reviews in it stay as they are."
              : "The reviews in it stay as they are."
          }
          confirmLabel="Delete"
          danger
          onConfirm={async () => {
            await remove.mutateAsync(current.id);
            onChange({ view: "" });
          }}
        />
      )}
    </>
  );
}

/** A query as the board writes it today, so that one saved long ago does not look changed. */
const normal = (query: string) => viewQueryOf(readBoardFilters(new URLSearchParams(query)));

type ViewItemsProps = { label: string; views: readonly View[]; current: View | undefined; onUse: (view: View) => void };

function ViewItems({ label, views, current, onUse }: ViewItemsProps) {
  if (views.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no child of a menu
    <div role="group" aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {views.map((view) => (
        <MenuItem key={view.id} onSelect={() => onUse(view)} className={view === current ? "font-medium" : undefined}>
          {view.name}
          {view === current && <span className="sr-only">, in use</span>}
        </MenuItem>
      ))}
    </div>
  );
}
