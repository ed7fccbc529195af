"use client";

import { useQuery } from "@tanstack/react-query";
import { Mail, X } from "lucide-react";
import { useRevokeInvitation } from "@/client/team-changes";
import { invitationsQuery } from "@/client/teams";
import { Card } from "@/components/ui/card";
import { IconButton } from "@/components/ui/icon-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { toast } from "@/components/ui/toast";
import { roleLabels } from "@/core/permissions";

/** Links that were given out and not used yet. */
export function Invitations({ team }: { team: string }) {
  const { data } = useQuery(invitationsQuery(team));
  const revoke = useRevokeInvitation(team);
  const takeBack = (id: string) =>
    revoke.mutate(id, {
      onSuccess: () => toast.success("The link no longer works"),
      onError: (error) => toast.error("The invitation was not taken back", { description: error.message }),
    });
  if (!data || data.items.length === 0) return null;
  return (
    <Card
      flush
      title="Open invitations"
      description="Each link works once. It was shown when it was made, and is stored nowhere."
    >
      <ul aria-label="Open invitations">
        {data.items.map((invitation) => (
          <li key={invitation.id} className="flex items-center gap-3 border-b border-line px-4 py-2 last:border-0">
            <span className="flex size-7 shrink-0 items-center justify-center rounded-full border border-dashed border-line-strong text-muted">
              <Mail aria-hidden="true" className="size-3.5" />
            </span>
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm font-medium">{invitation.email ?? "Anybody with the link"}</p>
              <p className="truncate text-xs text-muted">
                by {invitation.invitedBy}, expires <RelativeTime at={invitation.expiresAt} />
              </p>
            </div>
            <span className="text-sm text-muted">{roleLabels[invitation.role].label}</span>
            <IconButton label="Take the invitation back" onClick={() => takeBack(invitation.id)}>
              <X aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}
