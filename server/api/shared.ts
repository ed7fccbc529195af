import { z } from "@hono/zod-openapi";
import { anchorSchema } from "@/core/comments/anchor";
import { maxBody, reactions } from "@/core/comments/comment";
import { route } from "@/server/api/route";
import { line, lines, mostInteger, page, pageQuery, revision, time, uuid } from "@/server/api/schemas";
import { commentReply, threadReply } from "@/server/api/threads";
import { guestCookies } from "@/server/api/visitor";
import * as guests from "@/server/guests";
import { passwordLimits } from "@/server/passwords";
import * as shared from "@/server/shared";
import * as threads from "@/server/shared-threads";

const tag = "Shared with a link";
const threadParams = z.object({ thread: z.coerce.number().int().min(1).max(mostInteger) });
const commentParams = z.object({ comment: uuid });
type Read = NonNullable<Awaited<ReturnType<typeof shared.readShared>>["version"]>;

export const sharedRoutes = [
  route({
    method: "GET",
    path: "/shared",
    summary: "Read what a link shares",
    description: "401 where the link asks for a password that was not given yet.",
    tag,
    who: "link",
    reply: z.object({
      key: uuid.describe("Stands for the link where its token should not be kept."),
      team: z.string().describe("Name of the team that shares it."),
      mayComment: z.boolean(),
      showsThreads: z.boolean(),
      isFollowing: z.boolean().describe("Whether it shows whichever version is the newest."),
      expiresAt: time.nullable(),
      guest: z.object({ id: uuid, name: z.string() }).nullable().describe("Who the caller said they are."),
      version: z
        .object({
          number: z.number().int(),
          title: z.string(),
          message: z.string(),
          publishedAt: time,
          schemaVersion: z.number().int(),
          spec: z
            .custom<Read["spec"]>()
            .meta({ description: "As /api/v1/spec-schema.json describes.", type: "object" }),
          diagrams: z.record(z.string(), z.string()).describe("Generated diagrams by kind, as Mermaid source."),
          scores: z.array(z.object({ lens: z.string(), score: z.number().nullable(), grade: z.string().nullable() })),
        })
        .nullable()
        .describe("Null until a version is published."),
    }),
    handle: ({ context, visitor }) => shared.readShared(context, visitor),
  }),
  route({
    method: "POST",
    path: "/shared/unlock",
    summary: "Give the password of a link",
    description: "The reply's cookie opens the link for a day. Wrong guesses are limited.",
    tag,
    who: "link",
    isGuess: true,
    body: z.strictObject({ password: z.string().max(passwordLimits.most) }),
    handle: async ({ context, visitor, body, setCookie }) => {
      const pass = await shared.unlock(context, visitor, body.password);
      guestCookies(pass, shared.passSeconds, context.config).forEach(setCookie);
      return undefined;
    },
  }),
  route({
    method: "POST",
    path: "/shared/views",
    summary: "Count a view of a link",
    tag,
    who: "link",
    handle: async ({ context, actor, visitor }) => void (await shared.countView(context, actor, visitor)),
  }),
  route({
    method: "POST",
    path: "/shared/guest",
    summary: "Join as a guest",
    description: "For links that allow comments. The reply's cookie is the guest from now on.",
    tag,
    who: "link",
    body: z.strictObject({ name: line(60) }),
    reply: z.object({ name: z.string() }),
    status: 201,
    handle: async ({ context, visitor, body, setCookie }) => {
      const { name, cookie } = await guests.joinAsGuest(context, visitor, body);
      guestCookies(cookie, guests.guestSeconds, context.config).forEach(setCookie);
      return { name };
    },
  }),
  route({
    method: "GET",
    path: "/shared/threads",
    summary: "List the threads a link shows",
    description: "Those on the version it shows, if it shows threads, and those the caller began.",
    tag,
    who: "link",
    query: pageQuery(200, 200),
    reply: page(threadReply),
    handle: ({ context, visitor, query }) => threads.listSharedThreads(context, visitor, query),
  }),
  route({
    method: "POST",
    path: "/shared/threads",
    summary: "Open a thread as a guest",
    tag,
    who: "link",
    body: z.strictObject({ anchor: anchorSchema, body: lines(maxBody) }),
    reply: threadReply,
    status: 201,
    handle: ({ context, visitor, body }) => threads.openSharedThread(context, visitor, body),
  }),
  route({
    method: "GET",
    path: "/shared/threads/{thread}",
    summary: "Read a thread a link shows",
    tag,
    who: "link",
    params: threadParams,
    query: pageQuery(100, 100),
    reply: z.object({ thread: threadReply, comments: z.array(commentReply), earlier: z.string().nullable() }),
    handle: ({ context, visitor, params, query }) => threads.readSharedThread(context, visitor, params.thread, query),
  }),
  route({
    method: "POST",
    path: "/shared/threads/{thread}/comments",
    summary: "Reply as a guest",
    tag,
    who: "link",
    params: threadParams,
    body: z.strictObject({ body: lines(maxBody) }),
    reply: commentReply,
    status: 201,
    handle: ({ context, visitor, params, body }) => threads.replyInSharedThread(context, visitor, params.thread, body),
  }),
  route({
    method: "PATCH",
    path: "/shared/comments/{comment}",
    summary: "Edit a comment as a guest",
    tag,
    who: "link",
    params: commentParams,
    body: z.strictObject({ body: lines(maxBody), revision }),
    reply: commentReply,
    handle: ({ context, visitor, params, body }) => threads.editSharedComment(context, visitor, params.comment, body),
  }),
  route({
    method: "DELETE",
    path: "/shared/comments/{comment}",
    summary: "Delete a comment as a guest",
    tag,
    who: "link",
    params: commentParams,
    reply: commentReply,
    handle: ({ context, visitor, params }) => threads.deleteSharedComment(context, visitor, params.comment),
  }),
  route({
    method: "PUT",
    path: "/shared/comments/{comment}/reactions/{emoji}",
    summary: "React as a guest",
    tag,
    who: "link",
    params: commentParams.extend({ emoji: z.enum(reactions) }),
    body: z.strictObject({ on: z.boolean() }),
    reply: commentReply,
    handle: ({ context, visitor, params, body }) => threads.reactToSharedComment(context, visitor, params, body.on),
  }),
] as const;
