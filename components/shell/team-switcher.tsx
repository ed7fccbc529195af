"use client";

import { Activity, ChevronsUpDown, LayoutList, Plus, Settings, Users } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { MenuItem, MenuLabel, MenuLink, MenuSeparator } from "@/components/ui/menu-item";
import { type Role, roleLabels } from "@/core/permissions";

const NewTeamDialog = lazy(() => import("./new-team-dialog"));

type TeamSwitcherProps = {
  team: string;
  teams: readonly { slug: string; name: string; role: Role }[];
};

/** Which team one is in, the way to the others, and on a phone the way to the team's pages. */
export function TeamSwitcher({ team, teams }: TeamSwitcherProps) {
  const [isNewTeamOpen, setIsNewTeamOpen] = useState(false);
  const current = teams.find((candidate) => candidate.slug === team);
  const name = current?.name ?? team;
  return (
    <>
      <DropdownMenu
        align="start"
        label="Teams"
        className="w-64"
        trigger={
          <button
            type="button"
            className="flex h-8 min-w-0 items-center gap-2 rounded-md px-2 text-sm font-medium hover:bg-hover data-[state=open]:bg-hover pointer-coarse:h-10"
          >
            <Avatar name={name} size="xs" decorative className="rounded-sm" />
            <span className="truncate">{name}</span>
            <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
            <span className="sr-only">Switch team</span>
          </button>
        }
      >
        <div className="sm:hidden">
          <MenuLink href={`/${team}`} icon={<LayoutList />}>
            Reviews
          </MenuLink>
          <MenuLink href={`/${team}/activity`} icon={<Activity />}>
            Activity
          </MenuLink>
          <MenuSeparator />
        </div>
        <MenuLabel>Teams</MenuLabel>
        {teams.map((each) => (
          <MenuLink
            key={each.slug}
            href={`/${each.slug}`}
            current={each.slug === team}
            icon={<Avatar name={each.name} size="xs" decorative className="mt-0.5 rounded-sm" />}
            description={roleLabels[each.role].label}
          >
            {each.name}
          </MenuLink>
        ))}
        <MenuSeparator />
        <MenuLink href={`/${team}/settings`} icon={<Settings />}>
          Team settings
        </MenuLink>
        <MenuLink href={`/${team}/settings/members`} icon={<Users />}>
          Members and invitations
        </MenuLink>
        <MenuItem icon={<Plus />} onSelect={() => setIsNewTeamOpen(true)}>
          New team
        </MenuItem>
      </DropdownMenu>
      {isNewTeamOpen && (
        <Suspense>
          <NewTeamDialog onClose={() => setIsNewTeamOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
