import type { IncomingMessage } from "node:http";
import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import pino from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { correlationId } from "./log";
import { listen, listeningPort, type Web } from "./web";

const log = pino({ level: "silent" });
const running: Web[] = [];

async function listenSomewhere(port = 0): Promise<{ web: Web; url: string }> {
  const web = await listen({ port, host: "127.0.0.1", isDevelopment: false, log });
  running.push(web);
  return { web, url: `http://127.0.0.1:${listeningPort(web.server)}` };
}

afterEach(async () => {
  for (const web of running.splice(0)) {
    web.server.closeAllConnections();
    web.server.close();
  }
});

describe("the web server", () => {
  it("asks to come back in a moment until it is ready", async () => {
    const { url } = await listenSomewhere();
    const response = await fetch(url);
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
  });

  it.each([
    ["/api/v1", "api"],
    ["/api/v1/teams?x=1", "api"],
    ["/healthz", "api"],
    ["/readyz?x", "api"],
    ["/", "page"],
    ["/healthzz", "page"],
    ["/api/auth/session", "page"],
    ["/platform/reviews/1", "page"],
  ])("hands %s to the %s", async (path, expected) => {
    const { web, url } = await listenSomewhere();
    web.serve({ api: (_, response) => response.end("api"), page: (_, response) => response.end("page") });
    expect(await (await fetch(url + path)).text()).toBe(expected);
  });

  it("gives every page a policy with a nonce of its own, whatever the client sent", async () => {
    const { web, url } = await listenSomewhere();
    const seen: IncomingMessage["headers"][] = [];
    const page = (request: IncomingMessage, response: { end: () => void }) => {
      seen.push(request.headers);
      response.end();
    };
    web.serve({ api: page, page });
    const headers = { "x-nonce": "mine", "content-security-policy": "script-src 'nonce-mine'" };
    const policies = [await fetch(url, { headers }), await fetch(url, { headers })].map((response) =>
      response.headers.get("content-security-policy"),
    );
    expect(policies[0]).not.toBe(policies[1]);
    expect(seen.map((sent) => sent["content-security-policy"])).toEqual(policies);
    expect(policies[0]).toContain(`'nonce-${seen[0]?.["x-nonce"]}'`);
    expect(policies[0]).toContain("frame-ancestors 'none'");
    expect(policies[0]?.match(/script-src [^;]*/)?.[0]).not.toContain("unsafe");
  });

  it("keeps a harmless correlation id and replaces one that would forge a log line", async () => {
    const { web, url } = await listenSomewhere();
    web.serve({ api: (_, response) => response.end(correlationId()), page: (_, response) => response.end() });
    const idOf = async (given: string) => {
      const response = await fetch(`${url}/api/v1/x`, { headers: { "x-correlation-id": given } });
      expect(await response.text()).toBe(response.headers.get("x-correlation-id"));
      return response.headers.get("x-correlation-id");
    };
    expect(await idOf("order-17.a:b_c")).toBe("order-17.a:b_c");
    expect(await idOf('x", "level":"fatal')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf("x".repeat(129))).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("finishes the request under way before it stops, and accepts no other", async () => {
    const { web, url } = await listenSomewhere();
    const slow = async (_: unknown, response: { end: (text: string) => void }) => {
      await wait(300);
      response.end("whole");
    };
    web.serve({ api: slow, page: slow });
    const underWay = fetch(url).then((response) => response.text());
    await wait(100);
    const drained = web.drain();
    await expect(fetch(url)).rejects.toThrow();
    expect(await underWay).toBe("whole");
    await drained;
  });

  it("names a port that is taken", async () => {
    const taken = net.createServer().listen(0, "127.0.0.1");
    await new Promise((done) => taken.once("listening", done));
    const { port } = taken.address() as net.AddressInfo;
    await expect(listenSomewhere(port)).rejects.toThrow(`Port ${port} is already in use`);
    taken.close();
  });
});
