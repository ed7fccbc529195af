import { z } from "@hono/zod-openapi";
import { route } from "@/server/api/route";
import { line, time } from "@/server/api/schemas";
import { guestCookies } from "@/server/api/visitor";
import * as guests from "@/server/guests";
import { passwordLimits } from "@/server/passwords";
import * as shared from "@/server/shared";

const tag = "Shared with a link";
type Read = NonNullable<Awaited<ReturnType<typeof shared.readShared>>["version"]>;

export const sharedRoutes = [
  route({
    method: "GET",
    path: "/shared",
    summary: "Read what a link shares",
    description: "401 where the link asks for a password that was not given yet.",
    tag,
    who: "link",
    reply: z.object({
      team: z.string().describe("Name of the team that shares it."),
      mayComment: z.boolean(),
      showsThreads: z.boolean(),
      isFollowing: z.boolean().describe("Whether it shows whichever version is the newest."),
      expiresAt: time.nullable(),
      guest: z.object({ name: z.string() }).nullable().describe("Who the caller said they are."),
      version: z
        .object({
          number: z.number().int(),
          title: z.string(),
          message: z.string(),
          publishedAt: time,
          schemaVersion: z.number().int(),
          spec: z
            .custom<Read["spec"]>()
            .meta({ description: "As /api/v1/spec-schema.json describes.", type: "object" }),
          diagrams: z.record(z.string(), z.string()).describe("Generated diagrams by kind, as Mermaid source."),
          scores: z.array(z.object({ lens: z.string(), score: z.number().nullable(), grade: z.string().nullable() })),
        })
        .nullable()
        .describe("Null until a version is published."),
    }),
    handle: ({ context, visitor }) => shared.readShared(context, visitor),
  }),
  route({
    method: "POST",
    path: "/shared/unlock",
    summary: "Give the password of a link",
    description: "The reply's cookie opens the link for a day. Wrong guesses are limited.",
    tag,
    who: "link",
    isGuess: true,
    body: z.strictObject({ password: z.string().max(passwordLimits.most) }),
    handle: async ({ context, visitor, body, setCookie }) => {
      const pass = await shared.unlock(context, visitor, body.password);
      guestCookies(pass, shared.passSeconds, context.config).forEach(setCookie);
      return undefined;
    },
  }),
  route({
    method: "POST",
    path: "/shared/views",
    summary: "Count a view of a link",
    tag,
    who: "link",
    handle: async ({ context, actor, visitor }) => void (await shared.countView(context, actor, visitor)),
  }),
  route({
    method: "POST",
    path: "/shared/guest",
    summary: "Join as a guest",
    description: "For links that allow comments. The reply's cookie is the guest from now on.",
    tag,
    who: "link",
    body: z.strictObject({ name: line(60) }),
    reply: z.object({ name: z.string() }),
    status: 201,
    handle: async ({ context, visitor, body, setCookie }) => {
      const { name, cookie } = await guests.joinAsGuest(context, visitor, body);
      guestCookies(cookie, guests.guestSeconds, context.config).forEach(setCookie);
      return { name };
    },
  }),
] as const;
