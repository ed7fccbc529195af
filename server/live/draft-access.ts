import { may, type Role } from "@/core/permissions";
import type { Context } from "@/server/context";

/** What a person with an open draft may do in it at this moment. */
export type DraftRights = "edit" | "read" | "none" | "signed out";

export type DraftHolder = { userId: string; sessionId: string; reviewId: string };

/** The rights of everybody with an open draft, in the order given, in one query. An archived review is only read. */
export async function findRights(
  { sql }: Pick<Context, "sql">,
  holders: readonly DraftHolder[],
): Promise<DraftRights[]> {
  const list = (of: (holder: DraftHolder) => string) => `{${holders.map(of).join(",")}}`;
  const rows = await sql<{ role: Role | null; isArchived: boolean | null; isSignedIn: boolean }[]>`
    select m.role, r.archived_at is not null as "isArchived", s.id is not null and u.id is not null as "isSignedIn"
    from unnest(${list((holder) => holder.userId)}::text::uuid[], ${list((holder) => holder.sessionId)}::text::uuid[],
      ${list((holder) => holder.reviewId)}::text::uuid[]) with ordinality as h (user_id, session_id, review_id, place)
    left join sessions s on s.id = h.session_id and s.user_id = h.user_id and s.expires_at > now()
    left join users u on u.id = h.user_id and u.disabled_at is null
    left join reviews r on r.id = h.review_id
    left join members m on m.team_id = r.team_id and m.user_id = h.user_id
    order by h.place`;
  return rows.map(({ role, isArchived, isSignedIn }) => {
    if (!isSignedIn) return "signed out";
    if (role === null) return "none";
    return may(role, "draft.edit") && !isArchived ? "edit" : "read";
  });
}
