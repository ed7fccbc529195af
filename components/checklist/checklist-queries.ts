import { checklistQuery } from "@/client/checklists";
import { lensesQuery } from "@/client/lenses";
import { type ReviewAt, reviewQuery } from "@/client/reviews";
import { versionsQuery } from "@/client/versions";

/** What the page fetches on the server: the same query values the component reads. */
export function checklistQueries(at: ReviewAt, lens: string) {
  return [reviewQuery(at), lensesQuery(at.team), checklistQuery(at, lens), versionsQuery(at)] as const;
}
