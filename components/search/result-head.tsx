import Link from "next/link";
import type { ReactNode } from "react";
import { StatusSign } from "@/components/reviews/review-status";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Status } from "@/core/approvals/status";

type ResultHeadProps = {
  href: string;
  number: number;
  status: Status;
  isArchived: boolean;
  updatedAt: string;
  badge?: ReactNode;
  /** The title. */
  children: ReactNode;
};

/** The review a result is of: the line all results begin with. */
export function ResultHead({ href, number, status, isArchived, updatedAt, badge, children }: ResultHeadProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <StatusSign status={status} />
      <Link
        href={href}
        prefetch={false}
        data-result=""
        className="min-w-0 flex-1 rounded-sm font-medium break-words hover:underline"
        dir="auto"
      >
        <span className="mr-1.5 font-normal text-faint tabular-nums">#{number}</span>
        {children}
      </Link>
      {badge}
      {isArchived && <Badge>Archived</Badge>}
      <RelativeTime at={updatedAt} className="text-xs whitespace-nowrap text-faint" />
    </div>
  );
}
