"use client";

import { Keyboard, LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import { useTheme } from "next-themes";
import { Avatar } from "@/components/ui/avatar";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { MenuItem, MenuLink, MenuRadioGroup, MenuSeparator } from "@/components/ui/menu-item";

type AccountMenuProps = { name: string; email: string; onShowShortcuts: () => void };

const themes = [
  { value: "system", label: "As the system", icon: <Monitor /> },
  { value: "light", label: "Light", icon: <Sun /> },
  { value: "dark", label: "Dark", icon: <Moon /> },
] as const;

export function AccountMenu({ name, email, onShowShortcuts }: AccountMenuProps) {
  const { theme, setTheme } = useTheme();
  return (
    <DropdownMenu
      label="Account"
      className="w-60"
      trigger={
        <button
          type="button"
          aria-label={`Account of ${name}`}
          className="rounded-full p-0.5 hover:bg-hover data-[state=open]:bg-hover pointer-coarse:p-1.5"
        >
          <Avatar name={name} size="md" decorative />
        </button>
      }
    >
      <div className="px-2 py-1.5">
        <p className="truncate text-sm font-medium">{name}</p>
        <p className="truncate text-xs text-muted">{email}</p>
      </div>
      <MenuSeparator />
      <MenuLink href="/account" icon={<UserRound />}>
        Account
      </MenuLink>
      <MenuItem icon={<Keyboard />} keys="?" onSelect={onShowShortcuts}>
        Keyboard shortcuts
      </MenuItem>
      <MenuSeparator />
      <MenuRadioGroup
        label="Appearance"
        value={themes.find((each) => each.value === theme)?.value ?? "system"}
        onValueChange={setTheme}
        options={themes}
      />
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={leave}>
        Sign out
      </MenuItem>
    </DropdownMenu>
  );
}

/** The part that talks to the sign-in routes is loaded when it is wanted, which is once per session. */
async function leave() {
  const [{ signOut }, { forgetDrafts }] = await Promise.all([
    import("next-auth/react"),
    import("@/client/draft/sign-out"),
  ]);
  // Nothing stays on the device but text that no server has yet.
  await forgetDrafts().catch(() => {});
  await signOut({ redirectTo: "/sign-in" });
}
