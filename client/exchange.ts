import type { ReviewAt } from "@/client/reviews";

/** Where a browser finds the review as a file: its draft, or one version. */
export function exportAddress({ team, number }: ReviewAt, format: "md" | "json", version?: number): string {
  const query = version === undefined ? "" : `?version=${version}`;
  return `/api/v1/teams/${team}/reviews/${number}/export.${format}${query}`;
}
