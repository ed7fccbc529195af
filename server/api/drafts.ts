import { z } from "@hono/zod-openapi";
import { route } from "@/server/api/route";
import { reviewParams } from "@/server/api/schemas";
import { type DraftReading, editDraft, putDraft, readDraftJson } from "@/server/drafts";

const tag = "Drafts";
const path = z.string().min(1).max(300).describe("Keys and item ids with dots: `services.services.k3v9x0q2ab.name`.");
const index = z.number().int().min(0).max(1000);
const baseSeq = z
  .number()
  .int()
  .min(0)
  .optional()
  .describe("The `seq` the change was made on; a newer draft is then a conflict. Left out, the change merges.");
const spec = z.custom<DraftReading["spec"]>().meta({
  description: "As /api/v1/spec-schema.json describes.",
  type: "object",
});
const reading = z.object({
  seq: z.number().int().describe("Number of the newest edit in it."),
  spec,
  problems: z.array(z.object({ path: z.string(), message: z.string() })).describe("What is wrong in it, by path."),
});
const anything = z.unknown().meta({ description: "What the field holds, as /api/v1/spec-schema.json describes." });
const edit = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("set"), path, value: anything }),
  z.strictObject({ op: z.literal("insert"), path, item: anything.optional(), index: index.optional() }),
  z.strictObject({ op: z.literal("remove"), path }),
  z.strictObject({ op: z.literal("move"), path, index }),
]);
const bodyLimit = 6_000_000;

export const draftRoutes = [
  route({
    method: "GET",
    path: "/teams/{team}/reviews/{number}/draft",
    summary: "Read the draft",
    tag,
    who: "review.read",
    params: reviewParams,
    reply: reading,
    handle: ({ context, actor, params }) => readDraftJson(context, actor, params),
  }),
  route({
    method: "PATCH",
    path: "/teams/{team}/reviews/{number}/draft",
    summary: "Change fields and items of the draft",
    description: "All changes or none, in order, as one edit. People who have the draft open see it at once.",
    tag,
    who: "draft.edit",
    params: reviewParams,
    body: z.strictObject({ edits: z.array(edit).min(1).max(1000), baseSeq }),
    bodyLimit,
    reply: reading,
    handle: ({ context, actor, params, body }) => editDraft(context, actor, params, body),
  }),
  route({
    method: "PUT",
    path: "/teams/{team}/reviews/{number}/draft",
    summary: "Replace the draft",
    description:
      "Texts are edited where they differ, so cursors of people who have the draft open stay where they are.",
    tag,
    who: "draft.edit",
    params: reviewParams,
    body: z.strictObject({ spec: z.looseObject({}), baseSeq }),
    bodyLimit,
    reply: reading,
    handle: ({ context, actor, params, body }) => putDraft(context, actor, params, body),
  }),
] as const;
