import { shareHeader } from "@/core/live";
import type { Caller } from "@/server/api/route";
import type { Config } from "@/server/config";
import { writeCookie } from "@/server/cookies";
import type { Visitor } from "@/server/shared";

/** Where a guest's cookies are sent: to the page of a link, to its API and to its socket, nowhere else. */
const cookiePaths = ["/share", "/api/v1/shared", "/live/share"] as const;

/** Somebody with a share link, as their request tells. */
export function visitorOf(headers: Headers, caller: Caller): Visitor {
  return { ...caller, token: headers.get(shareHeader) ?? "", cookie: headers.get("cookie") ?? "" };
}

/** The Set-Cookie headers that keep a secret of a guest in their browser. */
export function guestCookies(
  cookie: { name: string; value: string } | null,
  seconds: number,
  config: Pick<Config, "publicUrl">,
): string[] {
  if (!cookie) return [];
  const isSecure = config.publicUrl?.startsWith("https:") ?? false;
  return cookiePaths.map((path) => writeCookie(cookie.name, cookie.value, { path, seconds, isSecure }));
}
