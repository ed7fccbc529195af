import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import pino from "pino";
import { applicationRole, connect } from "@/db/connection";
import { createApi } from "@/server/api/app";
import { readConfig } from "@/server/config";

// The API alone in a process of its own, for the test that kills it. It prints its port.

const { db, sql } = connect({ url: process.env.DATABASE_URL ?? "", role: applicationRole, max: 3 });
const api = createApi({
  config: readConfig({ NODE_ENV: "test", LINTEL_REQUESTS_PER_MINUTE: "0" }),
  log: pino({ level: "silent" }),
  db,
  sql,
  stopping: new AbortController().signal,
});
await sql`select 1`;
const server = createServer(getRequestListener(api.fetch, { overrideGlobalObjects: false }));
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
