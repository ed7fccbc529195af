"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useParams, usePathname, useRouter } from "next/navigation";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { accountQuery } from "@/client/account";
import { InboxBell } from "@/components/notifications/inbox-bell";
import { SearchButton } from "@/components/search/search-button";
import { useShortcut } from "@/components/ui/use-shortcut";
import { AccountMenu } from "./account-menu";
import { BrandMark } from "./brand-mark";
import { ConnectionStatus } from "./connection-status";
import { TeamSwitcher } from "./team-switcher";
import { useLiveUpdates } from "./use-live-updates";

const ShortcutsDialog = lazy(() => import("./shortcuts-dialog"));

/** The bar over every page of somebody who is signed in, and the page under it. */
export function Shell({ children }: { children: ReactNode }) {
  const router = useRouter();
  const { data: account } = useQuery(accountQuery);
  const given = useParams<{ team?: string }>().team;
  // A team one is not in is a page that says so, under the bar of a team one is in.
  const team = (account?.teams.find(({ slug }) => slug === given) ?? account?.teams[0])?.slug;
  const isPaused = useLiveUpdates(team);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  useShortcut("?", "Keyboard shortcuts", () => setIsHelpOpen(true));
  useShortcut("g i", "Go to the inbox", () => router.push("/inbox"));
  useShortcut("g b", "Go to the board", () => router.push(`/${team}`), { enabled: Boolean(team) });
  useShortcut("g a", "Go to the activity", () => router.push(`/${team}/activity`), { enabled: Boolean(team) });
  useShortcut("g s", "Go to the settings", () => router.push(`/${team}/settings`), { enabled: Boolean(team) });
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#page"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-1.5 focus:text-sm"
      >
        Skip to the page
      </a>
      <header className="no-print sticky top-0 z-30 flex h-12 shrink-0 items-center gap-1 border-b border-line bg-surface px-2 sm:px-4">
        <Link
          href={team ? `/${team}` : "/"}
          aria-label="Lintel, to the board"
          className="flex size-8 shrink-0 items-center justify-center rounded-md"
        >
          <BrandMark />
        </Link>
        {team && <TeamSwitcher team={team} teams={account?.teams ?? []} />}
        {team && <TeamNavigation team={team} />}
        <div className="ml-auto flex items-center gap-2">
          {team && <SearchButton team={team} />}
          <ConnectionStatus isPaused={isPaused} />
          {account && <InboxBell />}
          {account && (
            <AccountMenu name={account.name} email={account.email} onShowShortcuts={() => setIsHelpOpen(true)} />
          )}
        </div>
      </header>
      <div id="page" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {children}
      </div>
      {isHelpOpen && (
        <Suspense>
          <ShortcutsDialog onClose={() => setIsHelpOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

function TeamNavigation({ team }: { team: string }) {
  const path = usePathname();
  const places = [
    { href: `/${team}`, label: "Reviews", isCurrent: path === `/${team}` || path.startsWith(`/${team}/reviews`) },
    { href: `/${team}/activity`, label: "Activity", isCurrent: path === `/${team}/activity` },
    { href: `/${team}/settings`, label: "Settings", isCurrent: path.startsWith(`/${team}/settings`) },
  ];
  return (
    <nav aria-label="Team" className="ml-1 hidden items-center gap-0.5 border-l border-line pl-2 sm:flex">
      {places.map((place) => (
        <Link
          key={place.href}
          href={place.href}
          aria-current={place.isCurrent ? "page" : undefined}
          className="flex h-8 items-center rounded-md px-2.5 text-sm text-muted hover:bg-hover hover:text-text aria-[current=page]:font-medium aria-[current=page]:text-text"
        >
          {place.label}
        </Link>
      ))}
    </nav>
  );
}
