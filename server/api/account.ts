import { z } from "@hono/zod-openapi";
import * as accounts from "@/server/accounts";
import { route } from "@/server/api/route";
import { line, role, time, uuid } from "@/server/api/schemas";
import { passwordLimits } from "@/server/passwords";

const tag = "Account";
const email = z.email("Must be an e-mail address.").max(254);
const newPassword = z
  .string()
  .min(passwordLimits.least, `Must have ${passwordLimits.least} characters or more.`)
  .max(passwordLimits.most, `Must have ${passwordLimits.most} characters or less.`);
const token = z.object({
  id: uuid,
  name: z.string(),
  scope: z.enum(["read", "write"]),
  createdAt: time,
  lastUsedAt: time.nullable(),
  expiresAt: time.nullable(),
});

export const accountRoutes = [
  route({
    method: "GET",
    path: "/sign-up",
    summary: "Read who may sign up",
    tag,
    who: "anyone",
    reply: z.object({
      isFirst: z.boolean().describe("Nobody has signed up yet: the next person makes the first team."),
      isOpen: z.boolean().describe("Signing up takes no invitation."),
    }),
    handle: ({ context }) => accounts.readSignUpState(context),
  }),
  route({
    method: "POST",
    path: "/sign-up",
    summary: "Sign up",
    tag,
    who: "anyone",
    body: z.strictObject({
      name: line(100),
      email,
      password: newPassword,
      team: line(80).optional().describe("Name of the first team; only for the first person."),
      invitation: z.string().max(100).optional().describe("Token of an invitation link."),
    }),
    reply: z.object({ userId: uuid, team: z.string().nullable().describe("Slug of the team joined or made.") }),
    status: 201,
    handle: ({ context, body }) => accounts.signUp(context, body),
  }),
  route({
    method: "GET",
    path: "/account",
    summary: "Read the account",
    tag,
    who: "signed-in",
    reply: z.object({
      id: uuid,
      name: z.string(),
      email: z.string(),
      hasPassword: z.boolean(),
      providers: z.array(z.string()),
      teams: z.array(z.object({ slug: z.string(), name: z.string(), role })),
    }),
    handle: ({ context, actor }) => accounts.readAccount(context, actor),
  }),
  route({
    method: "PATCH",
    path: "/account",
    summary: "Update the account",
    tag,
    who: "signed-in",
    body: z.strictObject({ name: line(100) }),
    handle: async ({ context, actor, body }) => void (await accounts.updateAccount(context, actor, body)),
  }),
  route({
    method: "PUT",
    path: "/account/password",
    summary: "Change the password",
    description: "Signs out every other browser.",
    tag,
    who: "signed-in",
    isGuess: true,
    body: z.strictObject({ current: z.string().max(passwordLimits.most).optional(), next: newPassword }),
    handle: async ({ context, actor, body, caller }) =>
      void (await accounts.changePassword(context, actor, body, caller)),
  }),
  route({
    method: "GET",
    path: "/account/sessions",
    summary: "List sessions",
    tag,
    who: "signed-in",
    reply: z.object({
      items: z.array(
        z.object({
          id: uuid,
          userAgent: z.string(),
          address: z.string(),
          createdAt: time,
          lastSeenAt: time,
          isCurrent: z.boolean(),
        }),
      ),
    }),
    handle: ({ context, actor }) => accounts.listSessions(context, actor),
  }),
  route({
    method: "DELETE",
    path: "/account/sessions",
    summary: "Sign out everywhere",
    tag,
    who: "signed-in",
    handle: async ({ context, actor }) => void (await accounts.revokeAllSessions(context, actor)),
  }),
  route({
    method: "DELETE",
    path: "/account/sessions/{id}",
    summary: "End a session",
    tag,
    who: "signed-in",
    params: z.object({ id: uuid }),
    handle: async ({ context, actor, params }) => void (await accounts.revokeSession(context, actor, params.id)),
  }),
  route({
    method: "GET",
    path: "/account/tokens",
    summary: "List tokens",
    tag,
    who: "signed-in",
    reply: z.object({ items: z.array(token) }),
    handle: ({ context, actor }) => accounts.listTokens(context, actor),
  }),
  route({
    method: "POST",
    path: "/account/tokens",
    summary: "Create a token",
    tag,
    who: "signed-in",
    body: z.strictObject({
      name: line(100),
      scope: z.enum(["read", "write"]),
      days: z.number().int().min(1).max(366).default(90).describe("Days until it expires."),
    }),
    reply: token.extend({ secret: z.string().describe("Shown once.") }),
    status: 201,
    handle: ({ context, actor, body }) => accounts.createToken(context, actor, body),
  }),
  route({
    method: "DELETE",
    path: "/account/tokens/{id}",
    summary: "Revoke a token",
    tag,
    who: "signed-in",
    params: z.object({ id: uuid }),
    handle: async ({ context, actor, params }) => void (await accounts.revokeToken(context, actor, params.id)),
  }),
] as const;
