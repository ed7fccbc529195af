import { request as send } from "node:http";
import { ask, expect, test } from "./people";

// Requests that try to reach a page past the sign-in: headers and addresses that a framework might treat as its own.

/** The raw request: nothing on the way tidies up the address. */
function get(port: number, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; location: string; body: string }>((done, fail) => {
    const request = send({ host: "localhost", port, path, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text) => {
        body += text;
      });
      response.on("end", () =>
        done({ status: response.statusCode ?? 0, location: response.headers.location ?? "", body }),
      );
    });
    request.on("error", fail).end();
  });
}

const tricks: Record<string, string>[] = [
  {},
  { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  { "x-middleware-next": "1", "x-middleware-rewrite": "/" },
  { "x-invoke-path": "/", "x-invoke-status": "200", "x-matched-path": "/" },
  { rsc: "1" },
  { rsc: "1", "next-router-prefetch": "1" },
  { rsc: "1", "next-router-segment-prefetch": "/_tree" },
  { rsc: "1", "next-router-state-tree": "%5B%22%22%2C%7B%7D%5D" },
  { purpose: "prefetch", "x-nextjs-data": "1" },
  { "next-action": "0000000000000000000000000000000000000000" },
  { "x-original-url": "/", "x-rewrite-url": "/", "x-forwarded-host": "localhost", "x-forwarded-uri": "/sign-in" },
  { "x-lintel-path": "/sign-in", "x-nonce": "mine", "x-lintel-address": "127.0.0.1" },
  { cookie: "authjs.session-token=forged; __Secure-authjs.session-token=forged" },
];

test("no header and no spelling of an address shows a page of a team to who may not see it", async ({
  page,
  team,
  baseURL,
}) => {
  test.setTimeout(180_000);
  const canary = `Canary ${team.slug}`;
  const { number } = await team.review({ title: canary });
  const { request } = page.context();
  await ask(request, "PATCH", `/teams/${team.slug}`, { name: canary, revision: 1 });
  await ask(request, "POST", `/teams/${team.slug}/reviews/${number}/versions`, { message: canary });
  const port = Number(new URL(baseURL ?? "").port);
  const review = `/${team.slug}/reviews/${number}`;
  const parts = [
    "",
    "/spec/requirements",
    "/diagrams",
    "/checklist",
    "/versions",
    "/versions/1",
    "/compare",
    "/activity",
  ];
  const addresses = [
    `/${team.slug}`,
    `/${team.slug}/settings`,
    `/${team.slug}/activity`,
    ...parts.map((p) => review + p),
  ];
  const spellings = (path: string) => [
    path,
    `${path}.rsc`,
    `${path}?_rsc=1`,
    `/${path}`,
    `${path}/`,
    path.replace(/^\/(.)/, (_, first: string) => `/%${first.charCodeAt(0).toString(16)}`),
    `/sign-in/..${path}`,
    `/sign-in/%2e%2e${path}`,
    `/_next/data/build${path}.json`,
  ];
  // Somebody signed in sees the canary, so the test would.
  expect(await (await request.get(`/${team.slug}`)).text()).toContain(canary);
  let tried = 0;
  const look = async (path: string, headers: Record<string, string>) => {
    const { status, body } = await get(port, path, headers);
    tried++;
    expect(body, `${path} ${JSON.stringify(headers)}`).not.toContain(canary);
    expect(status, `${path} ${JSON.stringify(headers)}`).toBeLessThan(500);
  };
  for (const address of addresses) {
    for (const headers of tricks) await look(address, headers);
    for (const path of spellings(address).slice(1)) await look(path, {});
  }
  for (const path of spellings(review)) for (const headers of tricks.slice(1, 6)) await look(path, headers);
  expect(tried).toBeGreaterThan(200);
});
