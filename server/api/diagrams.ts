import { z } from "@hono/zod-openapi";
import { route } from "@/server/api/route";
import { mostInteger, reviewParams } from "@/server/api/schemas";
import { readDiagrams } from "@/server/diagrams";

const diagram = z.object({
  kind: z.enum(["context", "containers", "er", "sequence"]),
  title: z.string(),
  source: z.string().describe("Mermaid; empty where there is nothing to draw yet."),
  notes: z.array(z.string()).describe("What was left out or folded together, in sentences."),
  empty: z.string().nullable().describe("What to add to get this diagram."),
});
const problem = z.object({
  line: z.number().int().describe("Of the DDL, from 1."),
  column: z.number().int(),
  severity: z.enum(["error", "warning"]),
  message: z.string(),
});

export const diagramRoutes = [
  route({
    method: "GET",
    path: "/teams/{team}/reviews/{number}/diagrams",
    summary: "Read the generated diagrams",
    description:
      "System context, containers and entity relationships, drawn from the draft or a version. Diagrams that people drew are part of the spec.",
    tag: "Diagrams",
    who: "review.read",
    params: reviewParams,
    query: z.object({ version: z.coerce.number().int().min(1).max(mostInteger).optional() }),
    reply: z.object({
      draftSeq: z.number().int().nullable().describe("The edit of the draft that was read; null for a version."),
      version: z.number().int().nullable(),
      diagrams: z.array(diagram),
      ddl: z.object({ tables: z.number().int(), problems: z.array(problem) }),
    }),
    handle: ({ context, actor, params, query }) => readDiagrams(context, actor, { ...params, ...query }),
  }),
] as const;
