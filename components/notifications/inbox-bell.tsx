"use client";

import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { unreadQuery } from "@/client/notifications";

/** A greater number would not fit beside the bell and says nothing more. */
const mostShown = 99;

/** The way to the inbox, with how much there is unread. */
export function InboxBell() {
  const { data } = useQuery(unreadQuery);
  const isHere = usePathname() === "/inbox";
  const unread = data?.unread ?? 0;
  const shown = unread > mostShown ? `${mostShown}+` : String(unread);
  return (
    <Link
      href="/inbox"
      aria-label={unread > 0 ? `Inbox, ${shown} unread` : "Inbox"}
      aria-current={isHere ? "page" : undefined}
      data-tip=""
      data-tip-keys="g i"
      className="relative flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text aria-[current=page]:text-text pointer-coarse:size-10 [&_svg]:size-4"
    >
      <Bell aria-hidden="true" />
      {unread > 0 && (
        <span
          aria-hidden="true"
          className="absolute top-0 left-4 min-w-4 rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-semibold text-on-accent tabular-nums ring-2 ring-surface pointer-coarse:top-1.5 pointer-coarse:left-5"
        >
          {shown}
        </span>
      )}
    </Link>
  );
}
