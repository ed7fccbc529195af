import { cookies, headers } from "next/headers";
import NextAuth, { CredentialsSignin, type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import { z } from "zod";
import type { Handle } from "@/server/handle";

const sessionSeconds = 30 * 86_400;

function handle(): Handle["auth"] {
  if (!globalThis.lintel) throw new Error("next-auth was asked before the server was ready");
  return globalThis.lintel.auth;
}

/** The only thing that next-auth passes on to the page is this code, so it carries the minutes. */
class TooManyAttempts extends CredentialsSignin {
  constructor(minutes: number) {
    super();
    this.code = `limited-${minutes}`;
  }
}

/**
 * The token of the invitation from whose page somebody went to the provider: next-auth keeps the place to return to in a cookie
 * of its own, which so carries the invitation through the round trip.
 */
function invitationOf(jar: Awaited<ReturnType<typeof cookies>>): string | null {
  const place = (jar.get("__Secure-authjs.callback-url") ?? jar.get("authjs.callback-url"))?.value ?? "";
  if (!URL.canParse(place, "http://lintel.internal")) return null;
  const { pathname } = new URL(place, "http://lintel.internal");
  return /^\/invitations\/([\w-]{1,100})$/.exec(pathname)?.[1] ?? null;
}

/** GitHub's user with an address that GitHub has verified; without one, none, whatever the profile shows. */
async function readGitHubUser({ tokens }: { tokens: { access_token?: string } }) {
  const ask = async (path: string) => {
    const reply = await fetch(`https://api.github.com${path}`, {
      headers: { Authorization: `Bearer ${tokens.access_token}`, "User-Agent": "lintel" },
    });
    if (!reply.ok) throw new Error(`GitHub answered ${reply.status} to ${path}`);
    return reply.json();
  };
  const [user, addresses] = await Promise.all([ask("/user"), ask("/user/emails")]);
  const verified = z
    .array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }))
    .parse(addresses)
    .filter((address) => address.verified);
  const email = (verified.find((address) => address.primary) ?? verified[0])?.email ?? null;
  return { ...user, email, email_verified: email !== null };
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
      if (signIn.result === "limited") throw new TooManyAttempts(signIn.minutes);
      return signIn.result === "ok" ? { id: signIn.userId, name: signIn.name, email: signIn.email } : null;
    },
  }),
];

const env = process.env;
if (env.AUTH_GITHUB_ID && env.AUTH_GITHUB_SECRET)
  providers.push(
    GitHub({ userinfo: { url: "https://api.github.com/user", request: readGitHubUser }, checks: ["pkce", "state"] }),
  );
if (env.AUTH_GOOGLE_ID && env.AUTH_GOOGLE_SECRET) providers.push(Google({ checks: ["pkce", "state", "nonce"] }));
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
  logger: {
    // A wrong password is no fault of the server, and its stack tells nothing.
    error: (error) => error instanceof CredentialsSignin || console.error(error),
  },
  callbacks: {
    async signIn({ user, account, profile }) {
      if (!account || account.provider === "credentials") return true;
      // Somebody who is signed in links the provider to their account; nobody else is ever linked by address.
      const jar = await cookies();
      const linkTo = await handle().userOfCookie(jar.toString());
      const invitation = invitationOf(jar);
      const result = await handle().findOrCreateByProfile(
        {
          provider: account.provider,
          subject: account.providerAccountId,
          email: profile?.email ?? user.email ?? null,
          isEmailVerified: profile?.email_verified === true,
          name: (user.name ?? profile?.name ?? "").slice(0, 100),
        },
        { linkTo, invitation },
      );
      if ("refused" in result) {
        if (linkTo) return `/account?error=${result.refused}`;
        return `/sign-in?error=${result.refused}${invitation ? `&next=/invitations/${invitation}` : ""}`;
      }
      user.id = result.userId;
      return true;
    },
    async jwt({ token, user }) {
      if (user?.id) {
        const sid = await handle().startSession(user.id, callerOf(await headers()), (await cookies()).toString());
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
