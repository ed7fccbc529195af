import { z } from "@hono/zod-openapi";
import { reviewReply } from "@/server/api/reviews";
import { route } from "@/server/api/route";
import { line, mostInteger, reviewParams, teamParams } from "@/server/api/schemas";
import { exportReview, importReview, previewImport } from "@/server/exchange";

const tag = "Import and export";
const exportQuery = z.object({
  version: z.coerce.number().int().min(1).max(mostInteger).optional().describe("A version instead of the draft."),
});
const document = z.strictObject({
  text: z.string().min(1, "The document is empty."),
  format: z.enum(["markdown", "json"]),
  filename: line(200).optional(),
});
const bodyLimit = 5_000_000;
const placement = z.custom<Awaited<ReturnType<typeof previewImport>>["report"][number]>().meta({
  description: "Which lines of the document went where.",
  type: "object",
});
const problem = z.object({ path: z.string(), message: z.string() });

export const exchangeRoutes = [
  route({
    method: "GET",
    path: "/teams/{team}/reviews/{number}/export.md",
    summary: "Export as Markdown",
    tag,
    who: "review.read",
    params: reviewParams,
    query: exportQuery,
    file: "text/markdown",
    handle: ({ context, actor, params, query }) =>
      exportReview(context, actor, params, { format: "markdown", ...query }),
  }),
  route({
    method: "GET",
    path: "/teams/{team}/reviews/{number}/export.json",
    summary: "Export as JSON",
    tag,
    who: "review.read",
    params: reviewParams,
    query: exportQuery,
    file: "application/json",
    handle: ({ context, actor, params, query }) => exportReview(context, actor, params, { format: "json", ...query }),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/import-preview",
    summary: "Preview an import",
    description: "Says what a document would become, and makes nothing.",
    tag,
    who: "review.create",
    params: teamParams,
    body: document,
    bodyLimit,
    reply: z.object({
      title: z.string(),
      spec: z
        .custom<Awaited<ReturnType<typeof previewImport>>["spec"]>()
        .meta({ description: "The specification.", type: "object" }),
      report: z.array(placement),
      problems: z.array(problem),
    }),
    handle: ({ context, actor, params, body }) => previewImport(context, actor, params.team, body),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/import",
    summary: "Import a document as a new review",
    tag,
    who: "review.create",
    params: teamParams,
    body: document.extend({ title: line(200).optional() }),
    bodyLimit,
    reply: z.object({ review: reviewReply, report: z.array(placement) }),
    status: 201,
    handle: ({ context, actor, params, body }) => importReview(context, actor, params.team, body),
  }),
] as const;
