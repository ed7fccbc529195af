import { z } from "@hono/zod-openapi";
import { route } from "@/server/api/route";
import { lines, mostInteger, page, pageQuery, person, reviewParams, time } from "@/server/api/schemas";
import * as versions from "@/server/versions";

const tag = "Versions";
type Version = Awaited<ReturnType<typeof versions.readVersion>>;
const versionParams = reviewParams.extend({ version: z.coerce.number().int().min(1).max(mostInteger) });
const score = z.object({
  score: z.number().nullable(),
  grade: z.string().nullable(),
  counts: z.record(z.string(), z.number()),
  pillars: z.array(z.object({ pillarId: z.string(), name: z.string(), score: z.number().nullable() })),
});
const summary = z.object({
  number: z.number().int(),
  message: z.string(),
  title: z.string().describe("Of the review when it was published."),
  author: person,
  contributors: z.array(person).describe("Who edited the draft since the version before."),
  contentHash: z.string().describe("SHA-256 over the content and the hash of the version before."),
  sectionHashes: z.record(z.string(), z.string()),
  scores: z.record(z.string(), score).describe("By lens key."),
  createdAt: time,
});
const version = summary.extend({
  schemaVersion: z.number().int(),
  spec: z.custom<Version["spec"]>().meta({ description: "As /api/v1/spec-schema.json describes.", type: "object" }),
  answers: z.custom<Version["answers"]>().meta({ description: "Answers by lens key.", type: "object" }),
  scores: z
    .custom<Version["scores"]>()
    .meta({ description: "Scores with the outcome of each question, by lens key.", type: "object" }),
  diagrams: z.record(z.string(), z.string()).describe("Generated diagrams by kind, as Mermaid source."),
  previousHash: z.string().nullable(),
});

export const versionRoutes = [
  route({
    method: "GET",
    path: "/teams/{team}/reviews/{number}/versions",
    summary: "List versions",
    tag,
    who: "review.read",
    params: reviewParams,
    query: pageQuery(100, 50),
    reply: page(summary),
    handle: ({ context, actor, params, query }) => versions.listVersions(context, actor, params, query),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/reviews/{number}/versions",
    summary: "Publish a version",
    description: "Freezes the draft with every edit that was acknowledged before the call.",
    tag,
    who: "version.publish",
    params: reviewParams,
    body: z.strictObject({
      message: lines(2000).pipe(z.string().trim().min(1, "Say in a sentence what is new.")),
      draftSeq: z
        .number()
        .int()
        .min(0)
        .optional()
        .describe("The edit the author saw last; a newer draft is a conflict."),
    }),
    // The caller has what it published; the whole of it would be most of the work of the reply.
    reply: summary,
    status: 201,
    handle: ({ context, actor, params, body }) => versions.publishVersion(context, actor, params, body),
  }),
  route({
    method: "GET",
    path: "/teams/{team}/reviews/{number}/versions/{version}",
    summary: "Read a version",
    tag,
    who: "review.read",
    params: versionParams,
    reply: version,
    handle: ({ context, actor, params }) => versions.readVersion(context, actor, params),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/reviews/{number}/versions/{version}/restore",
    summary: "Restore a version into the draft",
    tag,
    who: "draft.edit",
    params: versionParams,
    handle: async ({ context, actor, params }) => void (await versions.restoreVersion(context, actor, params)),
  }),
] as const;
