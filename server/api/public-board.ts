import { z } from "@hono/zod-openapi";
import { phases } from "@/core/phases";
import { route } from "@/server/api/route";
import { page, pageQuery, status, teamParams, time } from "@/server/api/schemas";
import { readPublicBoard } from "@/server/public-board";

export const publicBoardRoutes = [
  route({
    method: "GET",
    path: "/public-boards/{team}",
    summary: "Read the public board of a team",
    description: "Only of a team that says so in its settings.",
    tag: "Teams",
    who: "anyone",
    params: teamParams,
    query: pageQuery(100, 50),
    reply: page(
      z.object({
        number: z.number().int(),
        title: z.string(),
        status,
        phase: z.enum(phases),
        labels: z.array(z.string()),
        updatedAt: time,
      }),
    ).extend({ name: z.string() }),
    handle: ({ context, params, query }) => readPublicBoard(context, params.team, query),
  }),
] as const;
