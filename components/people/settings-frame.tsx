"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { teamQuery } from "@/client/teams";
import { PageHeader } from "@/components/ui/page-header";
import { TabLinks } from "@/components/ui/tab-links";

type SettingsFrameProps = { team: string; children: ReactNode };

/** The head of the team's settings, and the one column under it. */
export function SettingsFrame({ team, children }: SettingsFrameProps) {
  const { data } = useQuery(teamQuery(team));
  const base = `/${team}/settings`;
  return (
    <main className="flex-1">
      <PageHeader
        above={data?.name}
        title="Settings"
        tabs={
          <TabLinks
            label="Settings"
            links={[
              { href: base, label: "Team" },
              { href: `${base}/members`, label: "Members" },
              { href: `${base}/targets`, label: "Targets" },
              { href: `${base}/lenses`, label: "Checklists" },
            ]}
          />
        }
      />
      <div className="flex w-full max-w-3xl flex-col gap-5 px-4 py-6 sm:px-6">{children}</div>
    </main>
  );
}
