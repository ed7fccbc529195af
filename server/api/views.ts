import { z } from "@hono/zod-openapi";
import { route } from "@/server/api/route";
import { line, person, revision, teamParams, uuid } from "@/server/api/schemas";
import * as views from "@/server/views";

const tag = "Views";
const view = z.object({
  id: uuid,
  name: z.string(),
  query: z.string(),
  isShared: z.boolean(),
  owner: person,
  revision,
});
const query = z
  .string()
  .max(1000)
  .regex(/^[^\s#?]*$/, "Must be the query of an address of the board, without its question mark.");
const viewParams = teamParams.extend({ id: uuid });

export const viewRoutes = [
  route({
    method: "GET",
    path: "/teams/{team}/views",
    summary: "List views of the board",
    description: "One's own, and those shared with the team.",
    tag,
    who: "view.read",
    params: teamParams,
    reply: z.object({ items: z.array(view) }),
    handle: ({ context, actor, params }) => views.listViews(context, actor, params.team),
  }),
  route({
    method: "POST",
    path: "/teams/{team}/views",
    summary: "Save a view of the board",
    description: "Sharing it with the team takes an editor.",
    tag,
    who: "view.write",
    params: teamParams,
    body: z.strictObject({ name: line(80), query, isShared: z.boolean() }),
    reply: view,
    status: 201,
    handle: ({ context, actor, params, body }) => views.createView(context, actor, params.team, body),
  }),
  route({
    method: "PATCH",
    path: "/teams/{team}/views/{id}",
    summary: "Change a view of the board",
    tag,
    who: "view.write",
    params: viewParams,
    body: z.strictObject({
      name: line(80).optional(),
      query: query.optional(),
      isShared: z.boolean().optional(),
      revision,
    }),
    reply: view,
    handle: ({ context, actor, params, body }) => views.updateView(context, actor, params, body),
  }),
  route({
    method: "DELETE",
    path: "/teams/{team}/views/{id}",
    summary: "Delete a view of the board",
    tag,
    who: "view.write",
    params: viewParams,
    handle: async ({ context, actor, params }) => void (await views.deleteView(context, actor, params)),
  }),
] as const;
