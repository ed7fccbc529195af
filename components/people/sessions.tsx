"use client";

import { useQuery } from "@tanstack/react-query";
import { Laptop, Smartphone } from "lucide-react";
import { useState } from "react";
import { sessionsQuery } from "@/client/account";
import { useRevokeSession, useSignOutEverywhere } from "@/client/account-changes";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { RelativeTime } from "@/components/ui/relative-time";
import { toast } from "@/components/ui/toast";
import { browserName } from "./browser-name";

/** Where one is signed in, and the way to end it. */
export function Sessions() {
  const { data } = useQuery(sessionsQuery);
  const [isAsking, setIsAsking] = useState(false);
  const revoke = useRevokeSession();
  const signOutEverywhere = useSignOutEverywhere();
  if (!data) return null;
  return (
    <Card
      flush
      title="Where you are signed in"
      actions={
        <Button size="sm" variant="danger-quiet" onClick={() => setIsAsking(true)}>
          Sign out everywhere
        </Button>
      }
    >
      <ul aria-label="Sessions">
        {data.items.map((session) => {
          const Device = /iPhone|Android.*Mobile/.test(session.userAgent) ? Smartphone : Laptop;
          return (
            <li key={session.id} className="flex items-center gap-3 border-b border-line px-4 py-2 last:border-0">
              <Device aria-hidden="true" className="size-4 shrink-0 text-muted" />
              <div className="min-w-0 flex-1">
                <p className="truncate text-sm font-medium">{browserName(session.userAgent)}</p>
                <p className="truncate text-xs text-muted">
                  {session.address}, seen <RelativeTime at={session.lastSeenAt} />
                </p>
              </div>
              {session.isCurrent ? (
                <Badge tone="ok">This browser</Badge>
              ) : (
                <Button
                  size="sm"
                  onClick={() => revoke.mutate(session.id, { onError: (error) => toast.error(error.message) })}
                >
                  Sign out
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        danger
        title="Sign out everywhere?"
        description="Every browser is signed out, this one too. Tokens of programs stay."
        confirmLabel="Sign out everywhere"
        onConfirm={async () => {
          await signOutEverywhere.mutateAsync();
          const { forgetDrafts } = await import("@/client/draft/sign-out");
          await forgetDrafts().catch(() => {});
          window.location.assign("/sign-in");
        }}
      />
    </Card>
  );
}
