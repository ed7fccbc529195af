import { z } from "@hono/zod-openapi";
import { route } from "@/server/api/route";
import { person, teamParams, time } from "@/server/api/schemas";
import { archiveLens, exportLens, importLens, listLenses } from "@/server/lenses";

const tag = "Checklists";
const lensParams = teamParams.extend({
  lens: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,63}$/)
    .describe("Key of the lens."),
});
const facts = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  pillars: z.number().int(),
  questions: z.number().int(),
  warnings: z.array(z.object({ path: z.string(), message: z.string() })).describe("What the linter warns of."),
});

export const lensRoutes = [
  route({
    method: "GET",
    path: "/teams/{team}/lenses",
    summary: "List the lenses of a team",
    tag,
    who: "team.read",
    params: teamParams,
    reply: z.object({
      items: z.array(
        facts.extend({
          isShipped: z.boolean(),
          imported: z
            .object({ version: z.number().int(), at: time, by: person })
            .nullable()
            .describe("Null for a lens that comes with Lintel."),
        }),
      ),
    }),
    handle: ({ context, actor, params }) => listLenses(context, actor, params.team),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/lenses",
    summary: "Import a lens",
    description:
      "JSON of an AWS Well-Architected custom lens. One whose key the team has already becomes its new version.",
    tag,
    who: "team.update",
    params: teamParams,
    body: z.strictObject({
      text: z.string().min(1, "The lens is empty.").describe("The file as text, 500 KB at most."),
    }),
    bodyLimit: 2_000_000,
    reply: facts.extend({ version: z.number().int() }),
    status: 201,
    handle: ({ context, actor, params, body }) => importLens(context, actor, params.team, body.text),
  }),
  route({
    method: "GET",
    path: "/teams/{team}/lenses/{lens}/export.json",
    summary: "Export a lens",
    description: "A lens that the team brought comes as it was imported, unchanged.",
    tag,
    who: "team.read",
    params: lensParams,
    file: "application/json",
    handle: ({ context, actor, params }) => exportLens(context, actor, params),
  }),
  route({
    method: "DELETE",
    path: "/teams/{team}/lenses/{lens}",
    summary: "Archive a lens of the team",
    description: "Its answers stay stored, and versions keep what they were published with.",
    tag,
    who: "team.update",
    params: lensParams,
    handle: async ({ context, actor, params }) => void (await archiveLens(context, actor, params)),
  }),
] as const;
