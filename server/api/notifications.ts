import { z } from "@hono/zod-openapi";
import { mailModes, notificationKinds } from "@/core/notifications";
import { route } from "@/server/api/route";
import { page, pageQuery, person, reviewParams, time, uuid } from "@/server/api/schemas";
import * as notifications from "@/server/notifications";
import { readSubscription, unsubscribe } from "@/server/unsubscribe";

const tag = "Notifications";
const kind = z.enum(notificationKinds);
const kinds = z.array(kind).max(notificationKinds.length);
const team = z.object({ slug: z.string(), name: z.string() });
const settings = z.object({
  mail: z.enum(mailModes).describe("Mail at once, once a day, or never."),
  digestHour: z.number().int().min(0).max(23).describe("Hour, in UTC, of the mail that comes once a day."),
  mutedKinds: kinds.describe("Kinds one is not told of at all."),
  unmailedKinds: kinds.describe("Kinds one is told of in the inbox alone."),
});
const tokenParams = z.object({ token: z.string().max(100) });

export const notificationRoutes = [
  route({
    method: "GET",
    path: "/inbox",
    summary: "List notifications",
    description: "Newest first, from all teams one is in.",
    tag,
    who: "signed-in",
    query: pageQuery(100, 50).extend({ unread: z.stringbool().optional().describe("Only those not read.") }),
    reply: page(
      z.object({
        id: uuid,
        kind: kind.describe("Why one is told."),
        type: z.string().describe("Type of the event that is told of."),
        payload: z.record(z.string(), z.unknown()).describe("What the event carries; depends on its type."),
        actor: person.nullable().describe("Null for a guest, whose name is in the payload."),
        team,
        review: z.object({ number: z.number().int(), title: z.string(), isMuted: z.boolean() }),
        comment: z
          .object({ event: z.number().int().describe("Number of the event that wrote it."), excerpt: z.string() })
          .nullable()
          .describe("The comment it is about, while that stands, by its beginning."),
        createdAt: time,
        readAt: time.nullable(),
      }),
    ),
    handle: ({ context, actor, query }) => notifications.listNotifications(context, actor, query),
  }),
  route({
    method: "GET",
    path: "/inbox/unread",
    summary: "Count unread notifications",
    tag,
    who: "signed-in",
    reply: z.object({
      unread: z.number().int().max(notifications.mostCounted).describe(`${notifications.mostCounted} is that or more.`),
    }),
    handle: ({ context, actor }) => notifications.countUnread(context, actor),
  }),
  route({
    method: "PUT",
    path: "/inbox/{id}/read",
    summary: "Mark a notification",
    description: "As read, or as unread again.",
    tag,
    who: "signed-in",
    params: z.object({ id: uuid }),
    body: z.strictObject({ read: z.boolean() }),
    handle: async ({ context, actor, params, body }) =>
      void (await notifications.markNotification(context, actor, params.id, body.read)),
  }),
  route({
    method: "POST",
    path: "/inbox/read",
    summary: "Mark all notifications as read",
    tag,
    who: "signed-in",
    handle: async ({ context, actor }) => void (await notifications.markAllRead(context, actor)),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/reviews/{number}/notifications/read",
    summary: "Mark a review's notifications as read",
    tag,
    who: "review.read",
    params: reviewParams,
    handle: async ({ context, actor, params }) => void (await notifications.markAllRead(context, actor, params)),
  }),
  route({
    method: "PUT",
    path: "/teams/{team}/reviews/{number}/notifications/muted",
    summary: "Mute a review",
    description: "For oneself; nobody else notices.",
    tag,
    who: "review.read",
    params: reviewParams,
    body: z.strictObject({ muted: z.boolean() }),
    handle: async ({ context, actor, params, body }) =>
      void (await notifications.muteReview(context, actor, params, body.muted)),
  }),
  route({
    method: "GET",
    path: "/account/notifications",
    summary: "Read how one is told",
    tag,
    who: "signed-in",
    reply: settings.extend({
      sendsMail: z.boolean().describe("Whether this Lintel is set up to send mail."),
      muted: z.array(z.object({ team, number: z.number().int(), title: z.string() })).describe("Muted reviews."),
    }),
    handle: ({ context, actor }) => notifications.readNotificationSettings(context, actor),
  }),
  route({
    method: "PATCH",
    path: "/account/notifications",
    summary: "Change how one is told",
    tag,
    who: "signed-in",
    body: z.strictObject(settings.partial().shape),
    handle: async ({ context, actor, body }) =>
      void (await notifications.updateNotificationSettings(context, actor, body)),
  }),
  route({
    method: "GET",
    path: "/unsubscribe/{token}",
    summary: "Read what a mail's link turns off",
    tag,
    who: "anyone",
    params: tokenParams,
    reply: z.object({
      email: z.string(),
      kinds: kinds.describe("What the mail told of."),
      mail: settings.shape.mail,
      unmailedKinds: settings.shape.unmailedKinds,
    }),
    handle: ({ context, params }) => readSubscription(context, params.token),
  }),
  route({
    method: "POST",
    path: "/unsubscribe/{token}",
    summary: "Turn mail off by a mail's link",
    tag,
    who: "anyone",
    params: tokenParams,
    body: z.strictObject({
      what: z.enum(["kinds", "all"]).describe("Mail about what this mail told of, or all mail."),
    }),
    handle: async ({ context, params, body }) => void (await unsubscribe(context, params.token, body.what)),
  }),
] as const;
