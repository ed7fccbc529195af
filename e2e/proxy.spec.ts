import { createServer, request as forward, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { type Provider, startProvider } from "./oidc-provider";
import { password } from "./people";
import { cleanUp, freePort, newFolder, ready, start } from "./program";

// Behind a proxy that ends TLS: people see https and a name of its own, Lintel sees http and a port.

const publicUrl = "https://lintel.example";
let proxy: Server;
let provider: Provider;
let address: string;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  provider = await startProvider();
  const port = await freePort();
  const program = start({
    PORT: port,
    LINTEL_DATA_DIR: newFolder(),
    LINTEL_URL: publicUrl,
    LINTEL_TRUSTED_PROXIES: "127.0.0.1",
    AUTH_OIDC_ISSUER: provider.issuer,
    AUTH_OIDC_ID: provider.clientId,
    AUTH_OIDC_SECRET: provider.clientSecret,
  });
  await ready(program, port);
  proxy = createServer((request, response) => {
    const headers = {
      ...request.headers,
      "x-forwarded-proto": "https",
      "x-forwarded-host": "lintel.example",
      "x-forwarded-for": "203.0.113.9",
    };
    const { method, url: path } = request;
    const onward = forward({ host: "127.0.0.1", port, method, path, headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
  address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});

test.afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await cleanUp();
  await provider.close();
});

/** A browser as far as cookies go: over http a real one would not keep those that are for https only. */
function visitor() {
  const jar = new Map<string, string>();
  const set: string[] = [];
  const ask = async (path: string, body?: Record<string, string> | URLSearchParams) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const isForm = body instanceof URLSearchParams;
    const reply = await fetch(address + path, {
      redirect: "manual",
      headers: {
        cookie,
        origin: publicUrl,
        ...(isForm ? { "x-auth-return-redirect": "1" } : body ? { "content-type": "application/json" } : {}),
      },
      ...(body ? { method: "POST", body: isForm ? body : JSON.stringify(body) } : {}),
    });
    for (const line of reply.headers.getSetCookie()) {
      set.push(line);
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return reply;
  };
  return { ask, set, jar };
}

test("cookies are for https only, and the session in them counts", async () => {
  const { ask, set, jar } = visitor();
  const person = { name: "Platform owner", email: "platform@example.com", password };
  expect((await ask("/api/v1/sign-up", { ...person, team: "Platform" })).status).toBe(201);
  const { csrfToken } = await (await ask("/api/auth/csrf")).json();
  await ask("/api/auth/callback/credentials", new URLSearchParams({ csrfToken, email: person.email, password }));
  expect(jar.get("__Secure-authjs.session-token")).toBeTruthy();
  expect(set.filter((line) => !/; Secure/i.test(line))).toEqual([]);
  expect(set.filter((line) => !/; HttpOnly/i.test(line))).toEqual([]);
  expect((await ask("/api/v1/account")).status).toBe(200);
  const { items } = await (await ask("/api/v1/account/sessions")).json();
  expect(items[0].address).toBe("203.0.113.9");
  expect((await ask("/platform")).status).toBe(200);
});

test("a provider is told the address that people see, and leads back to it", async () => {
  const { ask } = visitor();
  const providers = await (await ask("/api/auth/providers")).json();
  expect(providers.oidc.callbackUrl).toBe(`${publicUrl}/api/auth/callback/oidc`);
  const { csrfToken } = await (await ask("/api/auth/csrf")).json();
  const { url } = await (await ask("/api/auth/signin/oidc", new URLSearchParams({ csrfToken }))).json();
  expect(new URL(url).searchParams.get("redirect_uri")).toBe(`${publicUrl}/api/auth/callback/oidc`);
  provider.answerAs({ sub: "1", email: "stranger@example.com", email_verified: true, name: "Stranger" });
  const back = await fetch(url, { redirect: "manual" });
  const returned = new URL(back.headers.get("location") ?? "");
  expect(returned.origin).toBe(publicUrl);
  const reply = await ask(returned.pathname + returned.search);
  expect(reply.headers.get("location")).toBe(`${publicUrl}/sign-in?error=invitation_needed`);
});
