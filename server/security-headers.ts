import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * The Content-Security-Policy of a page. Scripts run by this request's nonce only. Styles may be inline because the pictures
 * that Mermaid draws carry their own; pictures from elsewhere may not load at all, so no style can call out. Development needs
 * `eval` for React's error overlay.
 */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  const policy = {
    "default-src": "'self'",
    "script-src": `'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' ws: wss:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
  };
  return Object.entries(policy)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}

/** Headers that every reply carries, whoever wrote it. */
export function secureReply(response: ServerResponse): void {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("X-Frame-Options", "DENY");
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()");
}

/**
 * Gives a page request its nonce. Next reads it from the policy among the *request's* headers, components from `x-nonce`; what
 * the client sent under these names is overwritten. Done here and not in Next's `proxy.ts`, which costs a sixth of the throughput.
 */
export function securePage(request: IncomingMessage, response: ServerResponse, isDevelopment: boolean): void {
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, isDevelopment);
  request.headers["content-security-policy"] = policy;
  request.headers["x-nonce"] = nonce;
  request.headers["x-lintel-path"] = pagePath(request.url ?? "/");
  response.setHeader("Content-Security-Policy", policy);
  if (/^\/+share(\/|$)/.test(decodedPath(request.url ?? "/"))) securePublicPage(response);
}

/** Pages that open without signing in are kept by nobody: no search engine, no cache on the way, no archive. */
function securePublicPage(response: ServerResponse): void {
  response.setHeader("X-Robots-Tag", "noindex, nofollow, noarchive, nosnippet");
  response.setHeader("Cache-Control", "private, no-store");
}

/** A path as Next will match it. */
function decodedPath(url: string): string {
  try {
    return decodeURIComponent(new URL(url, "http://lintel.internal").pathname);
  } catch {
    return url;
  }
}

/** The address as the person sees it, for the way back after signing in: without what Next adds when it fetches a part. */
function pagePath(url: string): string {
  const { pathname, searchParams } = new URL(url, "http://lintel.internal");
  searchParams.delete("_rsc");
  return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname;
}
