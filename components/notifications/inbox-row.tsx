"use client";

import { AtSign, Check, Flag, Mail, MessageSquare, MoveRight, UserPlus } from "lucide-react";
import Link from "next/link";
import { useMarkNotification } from "@/client/notification-changes";
import type { Notification } from "@/client/notifications";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { toast } from "@/components/ui/toast";
import { actorName, notificationPath, notificationWords } from "@/core/notification-words";
import type { NotificationKind } from "@/core/notifications";

const icons: Record<NotificationKind, typeof AtSign> = {
  mentioned: AtSign,
  your_turn: Flag,
  assigned: UserPlus,
  replied: MessageSquare,
  status_changed: MoveRight,
};

/** What happened and why one is told; opening it marks it as done. */
export function InboxRow({ notification }: { notification: Notification }) {
  const mark = useMarkNotification();
  const { id, kind, team, review, comment, createdAt, readAt } = notification;
  const Icon = icons[kind];
  const isUnread = readAt === null;
  const change = (read: boolean) => mark.mutate({ id, read }, { onError: (error) => toast.error(error.message) });
  return (
    <li
      className={cn(
        "relative flex items-start gap-3 border-b border-line py-2.5 pr-2 pl-4 last:border-0 hover:bg-hover has-[a:focus-visible]:bg-hover",
        !isUnread && "text-muted",
      )}
    >
      {isUnread && <span aria-hidden="true" className="absolute top-4.5 left-1.5 size-1.5 rounded-full bg-accent" />}
      <Icon
        aria-hidden="true"
        className={cn("mt-0.5 size-4 shrink-0", kind === "your_turn" && isUnread ? "text-warn-ink" : "text-faint")}
      />
      <div className="min-w-0 flex-1">
        <Link
          href={notificationPath({ team: team.slug, number: review.number }, notification, comment)}
          prefetch={false}
          data-notification={id}
          onClick={() => isUnread && change(true)}
          className="text-sm after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-sm focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {isUnread && <span className="sr-only">Unread: </span>}
          <span className="font-medium">{actorName(notification.actor, notification)}</span>{" "}
          {notificationWords(notification, kind)}
        </Link>{" "}
        <RelativeTime at={createdAt} className="text-xs whitespace-nowrap text-faint" />
        {comment && <p className="mt-0.5 line-clamp-2 text-sm break-words text-muted">{comment.excerpt}</p>}
      </div>
      <IconButton
        size="sm"
        className="relative -my-0.5"
        label={isUnread ? "Mark as done" : "Mark as unread"}
        keys={isUnread ? "e" : "u"}
        onClick={() => change(isUnread)}
      >
        {isUnread ? <Check aria-hidden="true" /> : <Mail aria-hidden="true" />}
      </IconButton>
    </li>
  );
}
