"use client";

import { Bell, BellOff, CheckCheck } from "lucide-react";
import Link from "next/link";
import { useMarkReviewRead, useMuteReview } from "@/client/notification-changes";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast";
import type { InboxGroup } from "./inbox-groups";
import { InboxRow } from "./inbox-row";

/** What one was told of one review. */
export function InboxSection({ group }: { group: InboxGroup }) {
  const { team, review, items } = group;
  const at = { team: team.slug, number: review.number };
  const markAll = useMarkReviewRead(at);
  const mute = useMuteReview();
  const isUnread = items.some(({ readAt }) => readAt === null);
  const setMuted = (muted: boolean) =>
    mute.mutate(
      { ...at, muted },
      {
        onSuccess: () =>
          toast.success(muted ? "Review muted" : "Review no longer muted", {
            description: muted ? `You hear nothing more of “${review.title}”.` : undefined,
          }),
        onError: (error) => toast.error(error.message),
      },
    );
  return (
    <section aria-label={review.title} className="rounded-lg border border-line bg-surface">
      <header className="flex items-center gap-2 border-b border-line py-1.5 pr-2 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-sm font-semibold">
          <Link href={`/${at.team}/reviews/${at.number}`} prefetch={false} className="hover:underline">
            {review.title} <span className="font-normal text-faint tabular-nums">#{review.number}</span>
          </Link>
        </h2>
        <span className="hidden max-w-40 shrink-0 truncate text-xs text-muted sm:block">{team.name}</span>
        {review.isMuted && <Badge icon={<BellOff aria-hidden="true" />}>Muted</Badge>}
        <IconButton
          size="sm"
          label={review.isMuted ? "Unmute this review" : "Mute this review"}
          busy={mute.isPending}
          onClick={() => setMuted(!review.isMuted)}
        >
          {review.isMuted ? <Bell aria-hidden="true" /> : <BellOff aria-hidden="true" />}
        </IconButton>
        <IconButton
          size="sm"
          label="Mark all of this review as done"
          disabledReason={isUnread ? null : "Everything here is done."}
          onClick={() => markAll.mutate(undefined, { onError: (error) => toast.error(error.message) })}
        >
          <CheckCheck aria-hidden="true" />
        </IconButton>
      </header>
      <ul>
        {items.map((item) => (
          <InboxRow key={item.id} notification={item} />
        ))}
      </ul>
    </section>
  );
}
