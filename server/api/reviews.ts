import { z } from "@hono/zod-openapi";
import { phases } from "@/core/phases";
import { listReviewEvents, listTeamEvents } from "@/server/activity";
import type { Actor } from "@/server/actor";
import { route } from "@/server/api/route";
import {
  day,
  line,
  lines,
  mostInteger,
  page,
  pageQuery,
  person,
  reviewParams,
  revision,
  role,
  status,
  teamParams,
  time,
  uuid,
} from "@/server/api/schemas";
import { changeReviews } from "@/server/review-batch";
import { countGroups, countReviews, listLabels } from "@/server/review-counts";
import { reviewDues, reviewRisks } from "@/server/review-filter";
import { listReviews, reviewSorts } from "@/server/review-list";
import * as reviews from "@/server/reviews";

const tag = "Reviews";
const label = line(40);
const phase = z.enum(phases);
const counts = z.object({
  high: z.number(),
  medium: z.number(),
  none: z.number(),
  unanswered: z.number(),
  not_applicable: z.number(),
});
const card = z.object({
  number: z.number().int(),
  title: z.string(),
  status,
  phase,
  owner: person,
  reviewers: z.array(person).describe("Whom it is given to look at."),
  labels: z.array(z.string()),
  dueOn: z.string().nullable(),
  score: z.number().nullable().describe("By the backend standards, 0 to 100; null before the first answer."),
  risks: counts.nullable(),
  openThreads: z.number().int().describe("Threads that are not resolved."),
  completeness: z.number().describe("Share of the fields that are filled, in percent."),
  lastVersion: z.number().int().describe("Number of the newest version; 0 before the first."),
  archivedAt: time.nullable(),
  updatedAt: time,
  revision,
});
export const reviewReply = card.extend({ id: uuid, template: z.string().nullable(), createdAt: time, role });
const event = z.object({
  number: z.number().int().describe("Gapless per team."),
  type: z.string(),
  payload: z.record(z.string(), z.unknown()),
  createdAt: time,
  actor: person.nullable(),
  review: z.object({ number: z.number().int(), title: z.string() }).nullable(),
});
/** A parameter that may come more than once is written as values with commas. */
const several = <T extends string>(item: z.ZodType<T>) =>
  z
    .string()
    .max(2000)
    .transform((text) => text.split(",").filter((part) => part !== ""))
    // Every value is text; that the item's schema takes text is not in its type.
    .pipe(z.array(item).max(50) as unknown as z.ZodType<T[], string[]>)
    .optional();

const filter = {
  status: several(status).describe("One or more, with commas."),
  phase: several(phase).describe("Any of these, with commas."),
  risk: several(z.enum(reviewRisks)).describe("The worst outcome among its questions: any of these, with commas."),
  label: several(z.string().max(40)).describe("Any of these, with commas."),
  labelNot: several(z.string().max(40)).describe("None of these, with commas."),
  owner: several(uuid).describe("Any of these user ids, with commas."),
  ownerNot: several(uuid).describe("None of these user ids, with commas."),
  reviewer: several(uuid).describe("Given to any of these user ids, with commas."),
  waiting: z
    .union([z.literal("me"), uuid])
    .optional()
    .describe("Whose turn it is: a user id, or `me`."),
  due: z.enum(reviewDues).optional().describe("By days of UTC."),
  text: z.string().max(200).optional().describe("Words of the title, or the number."),
  archived: z.enum(["true", "false"]).optional(),
};
const readFilter = (query: { archived?: string | undefined; waiting?: string | undefined }, actor: Actor) => ({
  archived: query.archived === "true",
  waiting: query.waiting === "me" ? actor.userId : query.waiting,
});

export const reviewRoutes = [
  route({
    method: "GET",
    path: "/teams/{team}/reviews",
    summary: "List reviews",
    tag,
    who: "review.read",
    params: teamParams,
    query: pageQuery(100, 50).extend({ ...filter, sort: z.enum(reviewSorts).default("updated") }),
    reply: page(card),
    handle: ({ context, actor, params, query }) =>
      listReviews(context, actor, params.team, { ...query, ...readFilter(query, actor) }),
  }),
  route({
    method: "GET",
    path: "/teams/{team}/review-counts",
    summary: "Count reviews by a group",
    description:
      "How many reviews have each value of a group under the filters of the other groups. Owners, labels and reviewers: the hundred most used.",
    tag,
    who: "review.read",
    params: teamParams,
    query: z.object({ ...filter, group: z.enum(countGroups).default("status") }),
    reply: z.object({
      options: z.array(
        z.object({
          value: z.string(),
          name: z.string().nullable().describe("Of a person; null for what is no person."),
          count: z.number().int(),
          isMore: z.boolean().describe("Whether there may be more than were counted."),
        }),
      ),
      total: z.number().int(),
      isMore: z.boolean(),
    }),
    handle: ({ context, actor, params, query }) =>
      countReviews(context, actor, params.team, { ...query, ...readFilter(query, actor) }),
  }),
  route({
    method: "GET",
    path: "/teams/{team}/labels",
    summary: "List labels in use",
    tag,
    who: "review.read",
    params: teamParams,
    reply: z.object({ items: z.array(z.string()) }),
    handle: ({ context, actor, params }) => listLabels(context, actor, params.team),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/reviews",
    summary: "Create a review",
    tag,
    who: "review.create",
    params: teamParams,
    body: z.strictObject({ title: line(200), template: z.string().max(60).optional() }),
    reply: reviewReply,
    status: 201,
    handle: ({ context, actor, params, body }) => reviews.createReview(context, actor, params.team, body),
  }),
  route({
    method: "GET",
    path: "/teams/{team}/reviews/{number}",
    summary: "Read a review",
    tag,
    who: "review.read",
    params: reviewParams,
    reply: reviewReply,
    handle: ({ context, actor, params }) => reviews.readReview(context, actor, params),
  }),
  route({
    method: "PATCH",
    path: "/teams/{team}/reviews/{number}",
    summary: "Update a review",
    tag,
    who: "review.update",
    params: reviewParams,
    body: z.strictObject({
      title: line(200).optional(),
      labels: z.array(label).max(20).optional(),
      dueOn: day.nullable().optional(),
      ownerId: uuid.optional(),
      phase: phase.optional(),
      reviewerIds: z.array(uuid).max(20).optional().describe("All of them, in order."),
      revision,
    }),
    reply: reviewReply,
    handle: ({ context, actor, params, body }) => reviews.updateReview(context, actor, params, body),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/reviews/{number}/move",
    summary: "Move a review to another status",
    tag,
    who: "review.update",
    params: reviewParams,
    body: z.strictObject({ to: status, reason: lines(2000).optional(), revision }),
    reply: reviewReply,
    handle: ({ context, actor, params, body }) => reviews.moveReview(context, actor, params, body),
  }),
  route({
    method: "PUT",
    path: "/teams/{team}/reviews/{number}/archived",
    summary: "Archive a review or take it back",
    tag,
    who: "review.update",
    params: reviewParams,
    body: z.strictObject({ archived: z.boolean(), revision }),
    reply: reviewReply,
    handle: ({ context, actor, params, body }) => reviews.archiveReview(context, actor, params, body),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/review-batch",
    summary: "Do one act on many reviews",
    description: "Each review is changed on its own; one that is refused says why and holds up none of the others.",
    tag,
    who: "review.update",
    params: teamParams,
    body: z.strictObject({
      reviews: z
        .array(z.strictObject({ number: z.number().int().min(1).max(mostInteger), revision }))
        .min(1)
        .max(100),
      act: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("status"), to: status }),
        z.strictObject({ kind: z.literal("archived"), archived: z.boolean() }),
        z.strictObject({ kind: z.literal("owner"), ownerId: uuid }),
        z.strictObject({ kind: z.literal("phase"), phase }),
        z.strictObject({ kind: z.literal("due"), dueOn: day.nullable() }),
        z.strictObject({ kind: z.literal("labels"), add: z.array(label).max(20), remove: z.array(label).max(20) }),
        z.strictObject({ kind: z.literal("reviewer"), userId: uuid, isOn: z.boolean() }),
      ]),
    }),
    reply: z.object({
      items: z.array(
        z.object({
          number: z.number().int(),
          outcome: z.enum(["changed", "unchanged", "refused"]),
          reason: z.string().nullable(),
          revision: z.number().int().nullable().describe("After the act; null where it did nothing."),
        }),
      ),
    }),
    handle: ({ context, actor, params, body }) => changeReviews(context, actor, params.team, body),
  }),
  route({
    method: "GET",
    path: "/teams/{team}/reviews/{number}/events",
    summary: "List what happened in a review",
    tag: "Events",
    who: "review.read",
    params: reviewParams,
    query: pageQuery(100, 50),
    reply: page(event),
    handle: ({ context, actor, params, query }) => listReviewEvents(context, actor, params, query),
  }),
  route({
    method: "GET",
    path: "/teams/{team}/events",
    summary: "List what happened in a team",
    tag: "Events",
    who: "team.read",
    params: teamParams,
    query: pageQuery(100, 50),
    reply: page(event),
    handle: ({ context, actor, params, query }) => listTeamEvents(context, actor, params.team, query),
  }),
] as const;
