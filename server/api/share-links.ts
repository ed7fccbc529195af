import { z } from "@hono/zod-openapi";
import { route } from "@/server/api/route";
import { line, mostInteger, reviewParams, revision, time, uuid } from "@/server/api/schemas";
import { passwordLimits } from "@/server/passwords";
import * as shareLinks from "@/server/share-links";

const tag = "Sharing";
const linkParams = reviewParams.extend({ id: uuid });
const leastPassword = 8;
const password = z
  .string()
  .min(leastPassword, `Must have ${leastPassword} characters or more.`)
  .max(passwordLimits.most, `Must have ${passwordLimits.most} characters or less.`);
const days = z.number().int().min(1).max(3650).describe("Days from now until it expires; null for never.");

const link = z.object({
  id: uuid,
  name: z.string(),
  mayComment: z.boolean(),
  showsThreads: z.boolean(),
  showsScore: z.boolean(),
  version: z.number().int().nullable().describe("The one version it shows; null follows the newest."),
  hasPassword: z.boolean(),
  state: z.enum(["open", "expired", "revoked"]),
  views: z.number().int().describe("A browser that comes back within half an hour counts once; members do not count."),
  lastViewedAt: time.nullable(),
  createdBy: z.string(),
  createdAt: time,
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  revision,
  guests: z.array(
    z.object({
      id: uuid,
      name: z.string(),
      joinedAt: time,
      removedAt: time.nullable(),
      comments: z.number().int(),
    }),
  ),
});

export const shareLinkRoutes = [
  route({
    method: "GET",
    path: "/teams/{team}/reviews/{number}/share-links",
    summary: "List share links",
    description: "The newest 200, never with a token.",
    tag,
    who: "share.read",
    params: reviewParams,
    reply: z.object({ items: z.array(link) }),
    handle: ({ context, actor, params }) => shareLinks.listShareLinks(context, actor, params),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/reviews/{number}/share-links",
    summary: "Make a share link",
    tag,
    who: "share.write",
    params: reviewParams,
    body: z.strictObject({
      name: line(80).describe("For the team: whom the link is for."),
      mayComment: z.boolean().default(false),
      showsThreads: z
        .boolean()
        .default(false)
        .describe("Whether everybody's threads on the version are shown; guests always see those they began."),
      showsScore: z.boolean().default(false),
      version: z.number().int().min(1).max(mostInteger).nullable().default(null),
      days: days.nullable().default(30),
      password: password.nullable().default(null),
    }),
    reply: link.extend({ token: z.string().describe("Goes into the link /share/{token}; shown once.") }),
    status: 201,
    handle: ({ context, actor, params, body }) => shareLinks.createShareLink(context, actor, params, body),
  }),
  route({
    method: "PATCH",
    path: "/teams/{team}/reviews/{number}/share-links/{id}",
    summary: "Update a share link",
    description: "A new password shuts out everybody who came in with the one before.",
    tag,
    who: "share.write",
    params: linkParams,
    body: z.strictObject({
      name: line(80).optional(),
      days: days.nullable().optional(),
      password: password.nullable().optional(),
      revision,
    }),
    reply: link,
    handle: ({ context, actor, params, body }) => shareLinks.updateShareLink(context, actor, params, body),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/reviews/{number}/share-links/{id}/revoke",
    summary: "Revoke a share link",
    description: "Open pages close within a second.",
    tag,
    who: "share.write",
    params: linkParams,
    handle: async ({ context, actor, params }) => void (await shareLinks.revokeShareLink(context, actor, params)),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/reviews/{number}/share-links/{id}/guests/{guest}/remove",
    summary: "Remove a guest",
    description: "Their browser is turned away at once; what they wrote stays.",
    tag,
    who: "share.write",
    params: linkParams.extend({ guest: uuid }),
    handle: async ({ context, actor, params }) => void (await shareLinks.removeGuest(context, actor, params)),
  }),
] as const;
