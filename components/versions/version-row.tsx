"use client";

import { GitCompareArrows, MoreHorizontal, PencilLine, RotateCcw, ScrollText } from "lucide-react";
import Link from "next/link";
import type { VersionSummary } from "@/client/versions";
import { Avatar } from "@/components/ui/avatar";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu-item";
import { RelativeTime } from "@/components/ui/relative-time";
import { VersionHash, VersionScores } from "./version-facts";

const row = "flex gap-3 border-b border-line px-3 py-2.5 last:border-0 sm:px-4";

/** The draft above its versions: what would be published next. */
export function DraftRow({ base, last }: { base: string; last: number }) {
  return (
    <li className={row}>
      <span className="flex w-9 shrink-0 justify-center pt-0.5 text-faint">
        <PencilLine aria-hidden="true" className="size-4" />
      </span>
      <div className="min-w-0 flex-1">
        <Link href={`${base}/versions/draft`} className="font-medium hover:underline">
          Draft
        </Link>
        <p className="text-sm text-muted">
          {last === 0 ? "Becomes version 1 when it is published." : `Everything since version ${last}.`}
        </p>
      </div>
      {last > 0 && (
        <Link
          href={`${base}/compare?from=${last}&to=draft`}
          className="self-center rounded-sm text-sm text-accent-ink hover:underline"
        >
          What changed
        </Link>
      )}
    </li>
  );
}

type VersionRowProps = { base: string; version: VersionSummary; denied: string | null; onRestore: () => void };

/** One published version. */
export function VersionRow({ base, version, denied, onRestore }: VersionRowProps) {
  const { number, message, author } = version;
  return (
    <li className={row}>
      <Link
        href={`${base}/versions/${number}`}
        aria-label={`Version ${number}`}
        className="h-fit w-9 shrink-0 rounded-sm pt-px text-center font-medium tabular-nums hover:underline"
      >
        v{number}
      </Link>
      <div className="min-w-0 flex-1">
        <Link
          href={`${base}/versions/${number}`}
          className="line-clamp-2 whitespace-pre-line hover:underline"
          dir="auto"
        >
          {message}
        </Link>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-muted">
          <span className="flex items-center gap-1.5">
            <Avatar name={author?.name ?? "A former member"} size="xs" decorative />
            {author?.name ?? "A former member"}
          </span>
          <RelativeTime at={version.createdAt} />
          <VersionScores scores={version.scores} />
          <VersionHash hash={version.contentHash} />
        </p>
      </div>
      <DropdownMenu
        align="end"
        label={`Version ${number}`}
        trigger={
          <IconButton label={`What can be done with version ${number}`} className="self-center">
            <MoreHorizontal aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuLink href={`${base}/versions/${number}`} icon={<ScrollText />}>
          Read
        </MenuLink>
        {number > 1 && (
          <MenuLink href={`${base}/compare?from=${number - 1}&to=${number}`} icon={<GitCompareArrows />}>
            Compare with version {number - 1}
          </MenuLink>
        )}
        <MenuLink href={`${base}/compare?from=${number}&to=draft`} icon={<GitCompareArrows />}>
          Compare with the draft
        </MenuLink>
        <MenuSeparator />
        <MenuItem icon={<RotateCcw />} disabledReason={denied} onSelect={onRestore}>
          Restore into the draft
        </MenuItem>
      </DropdownMenu>
    </li>
  );
}
