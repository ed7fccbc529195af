import { z } from "@hono/zod-openapi";
import { type Anchor, anchorSchema, type Suggestion, suggestionSchema } from "@/core/comments/anchor";
import { maxBody, reactions } from "@/core/comments/comment";
import { outcomes } from "@/core/comments/outcome";
import { route } from "@/server/api/route";
import { lines, mostInteger, pageQuery, person, reviewParams, revision, time, uuid } from "@/server/api/schemas";
import * as comments from "@/server/comments";
import { applySuggestion } from "@/server/suggestions";
import * as threads from "@/server/threads";

const tag = "Threads";
const threadParams = reviewParams.extend({
  thread: z.coerce.number().int().min(1).max(mostInteger).describe("Number of the thread in its review."),
});
const commentParams = reviewParams.extend({ comment: uuid });
const eventNumber = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const author = z.object({
  kind: z.enum(["member", "guest"]),
  id: uuid,
  name: z.string(),
});
/** What the author wrote, as it was checked when it came in. */
const anchor = z.custom<Anchor>().meta({ description: "What the thread speaks about.", type: "object" });
const suggestion = z.custom<Suggestion>().meta({ description: "A change that somebody proposes.", type: "object" });

export const commentReply = z.object({
  id: uuid,
  event: z.number().int().describe("Number of the team’s event that tells of it; comments are in its order."),
  author,
  body: z.string().describe("Markdown; empty once deleted."),
  mentions: z.array(uuid),
  suggestion: suggestion.nullable(),
  appliedAt: time.nullable(),
  appliedBy: person.nullable(),
  reactions: z.record(z.string(), z.array(person)).describe("By emoji, who."),
  createdAt: time,
  editedAt: time.nullable(),
  deletedAt: time.nullable(),
  deletedBy: person.nullable(),
  revision: z.number().int(),
});
export const threadReply = z.object({
  id: uuid,
  number: z.number().int(),
  anchor,
  version: z.number().int().nullable().describe("The version it was opened on; null for the draft."),
  author,
  outcome: z.enum(outcomes).nullable(),
  resolvedAt: time.nullable(),
  resolvedBy: person.nullable(),
  comments: z.number().int().describe("Comments that are not deleted."),
  lastEvent: z.number().int().describe("Number of the event of its newest comment."),
  lastChange: z.number().int().describe("Number of the newest event about it."),
  isUnread: z.boolean(),
  createdAt: time,
  lastCommentAt: time,
  revision: z.number().int(),
  first: commentReply,
});
const newComment = {
  body: lines(maxBody),
  suggestion: suggestionSchema.nullish(),
};

export const threadRoutes = [
  route({
    method: "GET",
    path: "/teams/{team}/reviews/{number}/threads",
    summary: "List threads",
    description: "By number, each with its first comment.",
    tag,
    who: "thread.read",
    params: reviewParams,
    query: pageQuery(500, 500).extend({
      changedSince: z.coerce
        .number()
        .int()
        .min(0)
        .max(Number.MAX_SAFE_INTEGER)
        .optional()
        .describe("Only threads changed after this event: `lastChange` of the reply before."),
    }),
    reply: z.object({
      items: z.array(threadReply),
      next: z.string().nullable(),
      lastChange: z.number().int().describe("Number of the newest event about any of them."),
      unread: z.array(z.number().int()).describe("Numbers of all threads the reader has not read to their end."),
    }),
    handle: ({ context, actor, params, query }) => threads.listThreads(context, actor, params, query),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/reviews/{number}/threads",
    summary: "Open a thread",
    tag,
    who: "thread.write",
    params: reviewParams,
    body: z.strictObject({
      anchor: anchorSchema,
      version: z.number().int().min(1).max(mostInteger).nullish(),
      ...newComment,
    }),
    reply: threadReply,
    status: 201,
    handle: ({ context, actor, params, body }) => threads.openThread(context, actor, params, body),
  }),
  route({
    method: "PUT",
    path: "/teams/{team}/reviews/{number}/threads/read",
    summary: "Mark all threads as read",
    tag,
    who: "thread.read",
    params: reviewParams,
    body: z.strictObject({ event: eventNumber.describe("The newest event the reader has seen.") }),
    handle: async ({ context, actor, params, body }) =>
      void (await threads.markAllRead(context, actor, params, body.event)),
  }),
  route({
    method: "GET",
    path: "/teams/{team}/reviews/{number}/threads/{thread}",
    summary: "Read a thread",
    description: "The thread with a page of its comments, oldest first, beginning with the newest page.",
    tag,
    who: "thread.read",
    params: threadParams,
    query: pageQuery(100, 100),
    reply: z.object({
      thread: threadReply,
      comments: z.array(commentReply),
      earlier: z.string().nullable().describe("Cursor of the comments before these."),
    }),
    handle: ({ context, actor, params, query }) => threads.readThread(context, actor, params, query),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/reviews/{number}/threads/{thread}/comments",
    summary: "Reply in a thread",
    tag,
    who: "thread.write",
    params: threadParams,
    body: z.strictObject(newComment),
    reply: commentReply,
    status: 201,
    handle: ({ context, actor, params, body }) => comments.reply(context, actor, params, body),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/reviews/{number}/threads/{thread}/resolve",
    summary: "Resolve a thread",
    tag,
    who: "thread.write",
    params: threadParams,
    body: z.strictObject({ outcome: z.enum(outcomes), revision }),
    reply: threadReply,
    handle: ({ context, actor, params, body }) => threads.resolveThread(context, actor, params, body),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/reviews/{number}/threads/{thread}/reopen",
    summary: "Reopen a thread",
    tag,
    who: "thread.write",
    params: threadParams,
    body: z.strictObject({ revision }),
    reply: threadReply,
    handle: ({ context, actor, params, body }) => threads.reopenThread(context, actor, params, body),
  }),
  route({
    method: "PUT",
    path: "/teams/{team}/reviews/{number}/threads/{thread}/anchor",
    summary: "Attach a thread to another place",
    tag,
    who: "thread.write",
    params: threadParams,
    body: z.strictObject({ anchor: anchorSchema, revision }),
    reply: threadReply,
    handle: ({ context, actor, params, body }) => threads.reattachThread(context, actor, params, body),
  }),
  route({
    method: "PUT",
    path: "/teams/{team}/reviews/{number}/threads/{thread}/read",
    summary: "Mark a thread as read",
    tag,
    who: "thread.read",
    params: threadParams,
    body: z.strictObject({ event: eventNumber.describe("The event of the newest comment the reader has seen.") }),
    handle: async ({ context, actor, params, body }) =>
      void (await threads.markRead(context, actor, params, body.event)),
  }),
  route({
    method: "PATCH",
    path: "/teams/{team}/reviews/{number}/comments/{comment}",
    summary: "Edit a comment",
    tag,
    who: "thread.write",
    params: commentParams,
    body: z.strictObject({ body: lines(maxBody), revision }),
    reply: commentReply,
    handle: ({ context, actor, params, body }) => comments.editComment(context, actor, params, body),
  }),
  route({
    method: "DELETE",
    path: "/teams/{team}/reviews/{number}/comments/{comment}",
    summary: "Delete a comment",
    description: "Its author, or an admin. A trace without the text stays.",
    tag,
    who: "thread.write",
    params: commentParams,
    reply: commentReply,
    handle: ({ context, actor, params }) => comments.deleteComment(context, actor, params),
  }),
  route({
    method: "PUT",
    path: "/teams/{team}/reviews/{number}/comments/{comment}/reactions/{emoji}",
    summary: "React to a comment",
    tag,
    who: "thread.write",
    params: commentParams.extend({ emoji: z.enum(reactions) }),
    body: z.strictObject({ on: z.boolean() }),
    reply: commentReply,
    handle: ({ context, actor, params, body }) => comments.react(context, actor, params, body.on),
  }),
  route({
    method: "GET",
    path: "/teams/{team}/reviews/{number}/comments/{comment}/edits",
    summary: "Read what a comment said before",
    tag,
    who: "thread.read",
    params: commentParams,
    reply: z.object({ items: z.array(z.object({ revision: z.number().int(), body: z.string(), replacedAt: time })) }),
    handle: ({ context, actor, params }) => comments.listEdits(context, actor, params),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/reviews/{number}/comments/{comment}/apply",
    summary: "Apply a suggestion",
    description:
      "Changes the draft as the comment suggests. A suggestion whose passage or field has changed is a conflict.",
    tag,
    who: "suggestion.apply",
    params: commentParams,
    reply: commentReply,
    handle: ({ context, actor, params }) => applySuggestion(context, actor, params),
  }),
] as const;
