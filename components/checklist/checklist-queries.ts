import { checklistQuery } from "@/client/checklists";
import { type ReviewAt, reviewQuery } from "@/client/reviews";
import { versionsQuery } from "@/client/versions";

/** What the page fetches on the server: the same query values the component reads. */
export function checklistQueries(at: ReviewAt, lens: string) {
  return [reviewQuery(at), checklistQuery(at, lens), versionsQuery(at)] as const;
}
