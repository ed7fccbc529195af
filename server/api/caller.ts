import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import type { Context as HonoContext } from "hono";
import type { Caller } from "@/server/api/route";
import type { Config } from "@/server/config";

/** Carries the client's address from a page to the API in the same process; over the network nobody is believed it. */
const pageAddressHeader = "x-lintel-address";

/** The address and browser of a request. `X-Forwarded-For` is believed only from the proxies the configuration names. */
export function callerOf(c: HonoContext, config: Pick<Config, "trustedProxies">): Caller {
  const incoming = (c.env as { incoming?: IncomingMessage } | undefined)?.incoming;
  return {
    // A page that asks within the process names the address that its own request came from; see `server/main.ts`.
    address: incoming ? addressOf(incoming, config) : (c.req.header(pageAddressHeader) ?? "in-process"),
    userAgent: (c.req.header("user-agent") ?? "").slice(0, 300),
  };
}

/** The client's address of a request as Node received it. */
export function addressOf(request: IncomingMessage, config: Pick<Config, "trustedProxies">): string {
  const forwarded = request.headers["x-forwarded-for"];
  return clientAddress(
    request.socket.remoteAddress ?? "unknown",
    Array.isArray(forwarded) ? forwarded.join(",") : forwarded,
    config.trustedProxies,
  );
}

/**
 * The address of the client behind zero or more trusted proxies: the last entry of `X-Forwarded-For` that no trusted proxy
 * wrote about another one. Anything before it can be made up by the client.
 */
export function clientAddress(
  socketAddress: string,
  forwardedFor: string | undefined,
  trusted: readonly string[],
): string {
  const isTrusted = trustList(trusted);
  let address = plain(socketAddress);
  const hops = (forwardedFor ?? "").split(",").map((hop) => plain(hop.trim()));
  while (isTrusted(address) && hops.length > 0) {
    const hop = hops.pop();
    if (!hop || !isIP(hop)) break;
    address = hop;
  }
  return address;
}

// An IPv4 address that arrives on an IPv6 socket.
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, "");

const lists = new Map<string, BlockList>();

function trustList(trusted: readonly string[]): (address: string) => boolean {
  if (trusted.length === 0) return () => false;
  const name = trusted.join(" ");
  let list = lists.get(name);
  if (!list) {
    list = new BlockList();
    for (const entry of trusted) {
      const [network = "", bits] = entry.split("/");
      const family = isIP(network) === 6 ? "ipv6" : "ipv4";
      if (!isIP(network)) continue;
      if (bits) list.addSubnet(network, Number(bits), family);
      else list.addAddress(network, family);
    }
    lists.set(name, list);
  }
  const known = list;
  return (address) => isIP(address) > 0 && known.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}
