"use client";

import { Ban, Pencil, UserMinus } from "lucide-react";
import { useState } from "react";
import type { ReviewAt } from "@/client/reviews";
import { useRemoveGuest, useRevokeShareLink } from "@/client/share-link-changes";
import type { ShareLink } from "@/client/share-links";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { linkFacts } from "./link-words";

type LinkRowProps = ReviewAt & { link: ShareLink; onEdit: () => void };

/** One link: what it shows, how much it was used, who came by it, and the ways to change or end it. */
export function LinkRow({ team, number, link, onEdit }: LinkRowProps) {
  const [isRevoking, setIsRevoking] = useState(false);
  const revoke = useRevokeShareLink({ team, number });
  const isOpen = link.state === "open";
  return (
    <li aria-label={link.name} className="px-3 py-2.5">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className={isOpen ? "font-medium" : "font-medium text-muted"} dir="auto">
              {link.name}
            </span>
            {link.state === "expired" && <Badge tone="warn">Expired</Badge>}
            {link.state === "revoked" && <Badge tone="neutral">Revoked</Badge>}
          </p>
          <p className="mt-0.5 text-xs text-muted">{linkFacts(link).join(" · ")}</p>
          <LinkUse link={link} />
        </div>
        {link.state !== "revoked" && (
          <div className="flex shrink-0 items-center gap-1">
            <IconButton label={`Change “${link.name}”`} onClick={onEdit}>
              <Pencil aria-hidden="true" />
            </IconButton>
            <Button
              size="sm"
              variant="danger-quiet"
              icon={<Ban aria-hidden="true" />}
              onClick={() => setIsRevoking(true)}
            >
              Revoke
            </Button>
          </div>
        )}
      </div>
      <Guests team={team} number={number} link={link} />
      <ConfirmDialog
        open={isRevoking}
        onOpenChange={setIsRevoking}
        danger
        title={`Revoke “${link.name}”?`}
        description="Nobody can open it any more, and pages that are open now close within a second. It cannot be brought back; what guests wrote stays."
        confirmLabel="Revoke the link"
        onConfirm={() => revoke.mutateAsync(link.id)}
      />
    </li>
  );
}

function LinkUse({ link }: { link: ShareLink }) {
  return (
    <p className="mt-0.5 flex flex-wrap gap-x-2 text-xs text-muted">
      <span className="tabular-nums">
        {link.views === 0 ? "Not opened yet" : `${link.views} ${link.views === 1 ? "view" : "views"}`}
        {link.lastViewedAt && (
          <>
            , the last <RelativeTime at={link.lastViewedAt} />
          </>
        )}
      </span>
      {link.state === "open" && link.expiresAt && (
        <span>
          Expires <RelativeTime at={link.expiresAt} />
        </span>
      )}
      <span>
        Made by {link.createdBy} <RelativeTime at={link.createdAt} />
      </span>
    </p>
  );
}

function Guests({ team, number, link }: ReviewAt & { link: ShareLink }) {
  const [removing, setRemoving] = useState<ShareLink["guests"][number] | null>(null);
  const remove = useRemoveGuest({ team, number });
  if (link.guests.length === 0) return null;
  return (
    <>
      <ul aria-label={`Guests of “${link.name}”`} className="mt-2 flex flex-col gap-px border-l-2 border-line pl-3">
        {link.guests.map((guest) => (
          <li key={guest.id} className="flex min-h-7 items-center gap-2 text-sm">
            <span className={guest.removedAt ? "min-w-0 truncate text-muted" : "min-w-0 truncate"} dir="auto">
              {guest.name}
            </span>
            <Badge size="sm">{guest.removedAt ? "Removed" : "Guest"}</Badge>
            <span className="text-xs text-muted tabular-nums">
              {guest.comments === 1 ? "1 comment" : `${guest.comments} comments`}
            </span>
            {!guest.removedAt && link.state !== "revoked" && (
              <IconButton
                size="sm"
                label={`Remove ${guest.name}`}
                className="ml-auto"
                onClick={() => setRemoving(guest)}
              >
                <UserMinus aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={() => setRemoving(null)}
        danger
        title={`Remove ${removing?.name ?? "the guest"}?`}
        description="Their browser is turned away from this link at once; what they wrote stays under their name. Whoever still has the link can open it in another browser: to end it for everybody, revoke it."
        confirmLabel="Remove the guest"
        onConfirm={() => (removing ? remove.mutateAsync({ id: link.id, guest: removing.id }) : undefined)}
      />
    </>
  );
}
