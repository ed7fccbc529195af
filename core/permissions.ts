/** Roles from most to least powerful. Each may do whatever the next may. */
export const roles = ["owner", "admin", "editor", "reviewer", "viewer"] as const;
export type Role = (typeof roles)[number];

export const roleLabels: Record<Role, { label: string; help: string }> = {
  owner: { label: "Owner", help: "Everything, including naming other owners." },
  admin: { label: "Admin", help: "Members, invitations, settings, and every review." },
  editor: { label: "Editor", help: "Writes specifications, answers checklists, publishes versions." },
  reviewer: { label: "Reviewer", help: "Reads everything and takes part in reviews." },
  viewer: { label: "Viewer", help: "Reads." },
};

/** The one table of who may do what: the least role each act asks for. */
const leastRole = {
  "team.read": "viewer",
  "team.update": "admin",
  "team.leave": "viewer",
  "member.invite": "admin",
  "member.update": "admin",
  "review.read": "viewer",
  "review.create": "editor",
  "review.update": "editor",
  "draft.edit": "editor",
  "checklist.answer": "editor",
  "version.publish": "editor",
  "thread.read": "viewer",
  "thread.write": "reviewer",
  "suggestion.apply": "editor",
  "comment.remove": "admin",
  "share.read": "editor",
  "share.write": "editor",
  "view.read": "viewer",
  "view.write": "viewer",
  "view.share": "editor",
} as const satisfies Record<string, Role>;

export type Act = keyof typeof leastRole;
export const acts = Object.keys(leastRole) as Act[];

/** Whether a role may do something. */
export function may(role: Role, act: Act): boolean {
  return roles.indexOf(role) <= roles.indexOf(leastRole[act]);
}

/** Why this role may not do it, as a sentence for the button and the reply; `null` where it may. */
export function refusal(role: Role, act: Act): string | null {
  if (may(role, act)) return null;
  return `Your role in this team is ${roleLabels[role].label.toLowerCase()}; this takes ${roleLabels[leastRole[act]].label.toLowerCase()} or more.`;
}

/**
 * Why `actor` may not turn a member from role `from` into role `to` (`null` = out of the team), or `null` where it may.
 * A team always keeps an owner, and nobody gives or takes more than they have.
 */
export function roleChangeBlocker(change: {
  actor: Role;
  isSelf: boolean;
  from: Role;
  to: Role | null;
  owners: number;
}): string | null {
  const { actor, isSelf, from, to, owners } = change;
  if (from === "owner" && to !== "owner" && owners <= 1)
    return "A team keeps at least one owner. Make somebody else an owner first.";
  if (isSelf && to === null) return null;
  if (!may(actor, "member.update")) return refusal(actor, "member.update");
  if (actor !== "owner" && (from === "owner" || to === "owner")) return "Only an owner may name or remove owners.";
  return null;
}
