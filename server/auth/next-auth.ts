import { cookies, headers } from "next/headers";
import NextAuth, { CredentialsSignin, type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import type { Handle } from "@/server/handle";

const sessionSeconds = 30 * 86_400;

function handle(): Handle["auth"] {
  if (!globalThis.lintel) throw new Error("next-auth was asked before the server was ready");
  return globalThis.lintel.auth;
}

class TooManyAttempts extends CredentialsSignin {
  override code = "limited";
}

/** The socket's address is put into this header by the server itself, over whatever the client sent. */
const callerOf = (from: Headers) => ({
  address: from.get("x-lintel-address") ?? "unknown",
  userAgent: (from.get("user-agent") ?? "").slice(0, 300),
});

const providers: NextAuthConfig["providers"] = [
  Credentials({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    async authorize({ email, password }, request) {
      if (typeof email !== "string" || typeof password !== "string" || email.length > 254 || password.length > 200)
        return null;
      const signIn = await handle().checkPassword({ email, password }, callerOf(request.headers));
      if (signIn.result === "limited") throw new TooManyAttempts();
      return signIn.result === "ok" ? { id: signIn.userId, name: signIn.name, email: signIn.email } : null;
    },
  }),
];

const env = process.env;
if (env.AUTH_GITHUB_ID && env.AUTH_GITHUB_SECRET) providers.push(GitHub);
if (env.AUTH_GOOGLE_ID && env.AUTH_GOOGLE_SECRET) providers.push(Google);
if (env.AUTH_OIDC_ISSUER && env.AUTH_OIDC_ID && env.AUTH_OIDC_SECRET)
  providers.push({
    id: "oidc",
    name: env.AUTH_OIDC_NAME ?? "Single sign-on",
    type: "oidc",
    issuer: env.AUTH_OIDC_ISSUER,
    clientId: env.AUTH_OIDC_ID,
    clientSecret: env.AUTH_OIDC_SECRET,
    checks: ["pkce", "state", "nonce"],
  });

/**
 * next-auth for signing in and out. Its cookie is a JWT that carries the id of a row in `sessions`: the row decides, so the
 * server can end a session at any time.
 */
export const { handlers } = NextAuth({
  providers,
  trustHost: true,
  pages: { signIn: "/sign-in", error: "/sign-in" },
  session: { strategy: "jwt", maxAge: sessionSeconds },
  callbacks: {
    async signIn({ user, account, profile }) {
      if (!account || account.provider === "credentials") return true;
      // Somebody who is signed in links the provider to their account; nobody else is ever linked by address.
      const linkTo = await handle().userOfCookie((await cookies()).toString());
      const result = await handle().findOrCreateByProfile(
        {
          provider: account.provider,
          subject: account.providerAccountId,
          email: profile?.email ?? user.email ?? null,
          isEmailVerified: account.provider === "github" ? Boolean(user.email) : profile?.email_verified === true,
          name: (user.name ?? profile?.name ?? "").slice(0, 100),
        },
        linkTo,
      );
      if ("refused" in result) return `/sign-in?error=${result.refused}`;
      user.id = result.userId;
      return true;
    },
    async jwt({ token, user }) {
      if (user?.id) {
        const sid = await handle().startSession(user.id, callerOf(await headers()));
        return { sub: user.id, sid };
      }
      const { sid } = token;
      return typeof sid === "string" && (await handle().isSessionAlive(sid)) ? token : null;
    },
    session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub ?? "" } }),
  },
  events: {
    async signOut(message) {
      const sid = "token" in message ? message.token?.sid : undefined;
      if (typeof sid === "string") await handle().endSession(sid);
    },
  },
});

/** The providers that are configured besides e-mail and password, for the sign-in page. */
export const outsideProviders: { id: string; name: string }[] = providers.slice(1).map((provider) => {
  const { id, name } = typeof provider === "function" ? provider() : provider;
  return { id, name };
});
