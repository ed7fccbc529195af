import { z } from "@hono/zod-openapi";
import { elementKinds } from "@/core/search/element-kinds";
import { route } from "@/server/api/route";
import { pageQuery, status, teamParams, time } from "@/server/api/schemas";
import { searchElements } from "@/server/element-search";
import { searchKinds, searchTeam } from "@/server/search";

const tag = "Search";
const question = z.string().max(1000).default("");

const versions = z
  .array(z.object({ from: z.number().int(), to: z.number().int() }))
  .describe("Numbers of the versions, as ranges with both ends.");
const passage = z.object({
  text: z.string().describe("Plain text; nothing in it is markup."),
  marks: z
    .array(z.tuple([z.number().int(), z.number().int()]))
    .describe("Where the words looked for begin and end in the text, in UTF-16 units."),
});
const review = {
  number: z.number().int(),
  status,
  isArchived: z.boolean(),
  updatedAt: time,
};
const place = {
  path: z.string().describe("Path of the field in the specification."),
  place: z.string().describe("The same in words."),
};
const elementKind = z.enum(elementKinds);

export const searchRoutes = [
  route({
    method: "GET",
    path: "/teams/{team}/search",
    summary: "Search titles, drafts, versions and comments",
    description:
      'Words, "phrases in quotes" and -exclusions; the last word may be a beginning. The best of the newest texts that match are ranked; `isBounded` says that there were more.',
    tag,
    who: "review.read",
    params: teamParams,
    query: pageQuery(50, 10).extend({ q: question, kind: z.enum(searchKinds).optional() }),
    reply: z.object({
      items: z.array(
        z.object({
          ...review,
          title: passage,
          isInDraft: z.boolean().describe("Whether the draft says it."),
          versions,
          comments: z.number().int().describe("Comments that say it, of those that were ranked."),
          passages: z.array(
            z.object({ ...place, version: z.number().int().nullable().describe("Null for the draft."), passage }),
          ),
          spoken: z.array(
            z.object({
              id: z.uuid(),
              thread: z.number().int(),
              author: z.string(),
              createdAt: time,
              passage,
            }),
          ),
        }),
      ),
      corrected: z.array(z.object({ from: z.string(), to: z.string() })).describe("Words taken for others."),
      counts: z.object({ draft: z.number().int(), version: z.number().int(), comment: z.number().int() }),
      isBounded: z.boolean(),
      most: z.number().int().describe("Texts of each sort that are ranked at most."),
      next: z.string().nullable(),
    }),
    handle: ({ context, actor, params, query }) => searchTeam(context, actor, params.team, query),
  }),
  route({
    method: "GET",
    path: "/teams/{team}/elements",
    summary: "Find designs by what they touch",
    description:
      "By service, dependency, table, endpoint, event, topic, technology, store, pattern, owner or vendor: `table orders`, `POST /orders`, `OrderCreated and Redis`.",
    tag,
    who: "review.read",
    params: teamParams,
    query: pageQuery(50, 10).extend({ q: question, kind: elementKind.optional() }),
    reply: z.object({
      items: z.array(
        z.object({
          ...review,
          title: z.string(),
          elements: z.array(
            z.object({ kind: elementKind, name: z.string(), ...place, isInDraft: z.boolean(), versions }),
          ),
        }),
      ),
      corrected: z.array(z.object({ from: z.string(), to: z.string(), kind: elementKind })),
      similar: z
        .array(z.object({ kind: elementKind, key: z.string(), name: z.string(), designs: z.number().int() }))
        .describe("Other names like the one asked for; `designs` counts to 100."),
      total: z.number().int(),
      isBounded: z.boolean(),
      next: z.string().nullable(),
    }),
    handle: ({ context, actor, params, query }) => searchElements(context, actor, params.team, query),
  }),
] as const;
