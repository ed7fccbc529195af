/** The value of a cookie in a Cookie header, or `null`. */
export function readCookie(header: string, name: string): string | null {
  if (header.length > 16_384) return null;
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

/**
 * A Set-Cookie header that no script can read and no other site's request carries, except somebody's way here by a link.
 * `value` holds nothing that needs quoting.
 */
export function writeCookie(
  name: string,
  value: string,
  more: { path: string; seconds: number; isSecure: boolean },
): string {
  const secure = more.isSecure ? "; Secure" : "";
  return `${name}=${value}; Path=${more.path}; Max-Age=${more.seconds}; HttpOnly; SameSite=Lax${secure}`;
}
