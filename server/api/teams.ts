import { z } from "@hono/zod-openapi";
import { route } from "@/server/api/route";
import { line, revision, role, teamParams, time, uuid } from "@/server/api/schemas";
import * as invitations from "@/server/invitations";
import * as teams from "@/server/teams";

const tag = "Teams";
const team = z.object({
  slug: z.string(),
  name: z.string(),
  role: role.describe("The caller's role."),
  targets: z.record(z.string(), z.number()),
  isPublic: z.boolean().describe("Whether anybody may read the list of its reviews."),
  revision,
  lastEvent: z.number().int().describe("Number of the newest event."),
  members: z.array(z.object({ id: uuid, name: z.string(), email: z.string(), role, joinedAt: time })),
});
const invitationParams = z.object({ token: z.string().max(100) });
const memberParams = teamParams.extend({ userId: uuid });

export const teamRoutes = [
  route({
    method: "POST",
    path: "/teams",
    summary: "Create a team",
    tag,
    who: "signed-in",
    body: z.strictObject({ name: line(80) }),
    reply: team,
    status: 201,
    handle: ({ context, actor, body }) => teams.createTeam(context, actor, body),
  }),
  route({
    method: "GET",
    path: "/teams/{team}",
    summary: "Read a team",
    tag,
    who: "team.read",
    params: teamParams,
    reply: team,
    handle: ({ context, actor, params }) => teams.readTeam(context, actor, params.team),
  }),
  route({
    method: "GET",
    path: "/teams/{team}/last-event",
    summary: "Read how far the log of a team has come",
    description: "Whatever is read afterwards holds at least the effects of this event and of all before it.",
    tag,
    who: "team.read",
    params: teamParams,
    reply: z.object({ lastEvent: z.number().int() }),
    handle: ({ context, actor, params }) => teams.readLastEvent(context, actor, params.team),
  }),
  route({
    method: "PATCH",
    path: "/teams/{team}",
    summary: "Update a team",
    tag,
    who: "team.update",
    params: teamParams,
    body: z.strictObject({
      name: line(80).optional(),
      targets: z
        .record(z.string().max(80), z.number().finite())
        .refine((targets) => Object.keys(targets).length <= 100, "At most 100 targets.")
        .optional(),
      isPublic: z.boolean().optional(),
      revision,
    }),
    reply: team,
    handle: ({ context, actor, params, body }) => teams.updateTeam(context, actor, params.team, body),
  }),
  route({
    method: "PUT",
    path: "/teams/{team}/members/{userId}",
    summary: "Change the role of a member",
    tag,
    who: "member.update",
    params: memberParams,
    body: z.strictObject({ role }),
    handle: async ({ context, actor, params, body }) =>
      void (await teams.changeMember(context, actor, params.team, { userId: params.userId, to: body.role })),
  }),
  route({
    method: "DELETE",
    path: "/teams/{team}/members/{userId}",
    summary: "Remove a member",
    description: "Everybody may remove themselves; the last owner may not leave.",
    tag,
    who: "member.update",
    params: memberParams,
    handle: async ({ context, actor, params }) =>
      void (await teams.changeMember(context, actor, params.team, { userId: params.userId, to: null })),
  }),
  route({
    method: "GET",
    path: "/teams/{team}/invitations",
    summary: "List open invitations",
    tag,
    who: "member.invite",
    params: teamParams,
    reply: z.object({
      items: z.array(
        z.object({
          id: uuid,
          role,
          email: z.string().nullable(),
          invitedBy: z.string(),
          createdAt: time,
          expiresAt: time,
        }),
      ),
    }),
    handle: ({ context, actor, params }) => invitations.listInvitations(context, actor, params.team),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/invitations",
    summary: "Invite somebody",
    tag,
    who: "member.invite",
    params: teamParams,
    body: z.strictObject({
      role,
      email: z.email().max(254).optional().describe("Only this address may accept."),
      days: z.number().int().min(1).max(90).default(7).describe("Days until the link expires."),
    }),
    reply: z.object({
      id: uuid,
      role,
      email: z.string().nullable(),
      expiresAt: time,
      token: z.string().describe("Goes into the link /invitations/{token}; shown once."),
    }),
    status: 201,
    handle: ({ context, actor, params, body }) => invitations.createInvitation(context, actor, params.team, body),
  }),
  route({
    method: "DELETE",
    path: "/teams/{team}/invitations/{id}",
    summary: "Take an invitation back",
    tag,
    who: "member.invite",
    params: teamParams.extend({ id: uuid }),
    handle: async ({ context, actor, params }) =>
      void (await invitations.revokeInvitation(context, actor, params.team, params.id)),
  }),
  route({
    method: "GET",
    path: "/invitations/{token}",
    summary: "Read an invitation",
    tag,
    who: "anyone",
    params: invitationParams,
    reply: z.object({
      team: z.string(),
      role,
      email: z.string().nullable(),
      invitedBy: z.string(),
      joined: z.string().nullable().describe("Slug of the team, where the caller joined with this invitation."),
    }),
    handle: ({ context, actor, params }) => invitations.readInvitation(context, actor, params.token),
  }),
  route({
    method: "POST",
    path: "/invitations/{token}/accept",
    summary: "Accept an invitation",
    tag,
    who: "signed-in",
    params: invitationParams,
    reply: z.object({ team: z.string().describe("Slug of the team joined.") }),
    handle: ({ context, actor, params }) => invitations.acceptInvitation(context, actor, params.token),
  }),
] as const;
