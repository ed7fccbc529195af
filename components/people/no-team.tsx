"use client";

import { Users } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

const NewTeamDialog = lazy(() => import("@/components/shell/new-team-dialog"));

/** For somebody who has an account and no team. */
export function NoTeam() {
  const [isMaking, setIsMaking] = useState(false);
  return (
    <main className="flex flex-1 items-center justify-center">
      <EmptyState
        icon={<Users aria-hidden="true" />}
        title={<h1>You are in no team yet</h1>}
        actions={
          <Button variant="primary" onClick={() => setIsMaking(true)}>
            Make a team
          </Button>
        }
      >
        Open the invitation link you were sent, or make a team of your own.
      </EmptyState>
      {isMaking && (
        <Suspense>
          <NewTeamDialog onClose={() => setIsMaking(false)} />
        </Suspense>
      )}
    </main>
  );
}
