import { Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import next from "next";
import { StartupError } from "@/db/startup-error";
import { createApi } from "@/server/api/app";
import { addressOf } from "@/server/api/caller";
import { withDeadline } from "@/server/api/deadline";
import { readAuthSecret } from "@/server/auth-secret";
import { type Config, readConfig } from "@/server/config";
import type { Context } from "@/server/context";
import { type OpenDatabase, openDatabase } from "@/server/database";
import { followLog } from "@/server/followers";
import { keepHouse } from "@/server/housekeeping";
import { attachLive, isLivePath, type Live } from "@/server/live/attach";
import { createLog, type Log } from "@/server/log";
import { deliverMail } from "@/server/mail/deliver";
import { notificationFollower } from "@/server/notification-follower";
import { keepIndex, searchFollower } from "@/server/search-index";
import { signInHandle } from "@/server/sign-in";
import { listen, listeningPort, type Web } from "@/server/web";

/** As long as one statement may take: what is slower than that waits for a database that does not react. */
const answerMilliseconds = 10_000;

/** What has been started so far; a signal may come at any moment. */
type Running = {
  database?: OpenDatabase;
  web?: Web;
  live?: Live;
  pages?: { close: () => Promise<void> };
  followers?: { stop: () => Promise<void> };
  mail?: { stop: () => Promise<void> };
  searchIndex?: { stop: () => Promise<void> };
};

async function start(config: Config, log: Log, stopping: AbortSignal, running: Running): Promise<void> {
  process.env.AUTH_SECRET ||= readAuthSecret(config.dataDir);
  if (config.publicUrl) process.env.AUTH_URL = config.publicUrl;

  const database = await openDatabase(config, log);
  running.database = database;

  const { port, host, isDevelopment } = config;
  const web = await listen({ port, host, isDevelopment, log });
  running.web = web;
  const actualPort = listeningPort(web.server);

  const context: Context = { config, log, db: database.db, sql: database.sql, stopping };
  keepHouse(context);
  const api = createApi(context);
  running.live = attachLive(web.server, context);
  running.followers = followLog(context, [notificationFollower(config), searchFollower()]);
  running.mail = deliverMail(context);
  running.searchIndex = keepIndex(context);

  const answer = withDeadline(api.fetch, answerMilliseconds);
  globalThis.lintel = { fetch: (request) => answer(request), auth: signInHandle(context) };
  // Next takes every upgrade whose path looks like one of its pages, and `/live` looks like a team: it gets only its own.
  const upgrades = new Server();
  if (isDevelopment)
    web.server.on("upgrade", (request, socket, head) => {
      if (!isLivePath(request.url)) upgrades.emit("upgrade", request, socket, head);
    });
  const pages = next({ dev: isDevelopment, hostname: host ?? "localhost", port: actualPort, httpServer: upgrades });
  running.pages = pages;
  await pages.prepare();
  const page = pages.getRequestHandler();
  web.serve({
    api: getRequestListener(answer, { overrideGlobalObjects: false }),
    page: (request, response) => {
      // next-auth sees no socket; what a client sends under this name is overwritten.
      request.headers["x-lintel-address"] = addressOf(request, config);
      void page(request, response);
    },
  });
  console.log(`\nLintel is ready: open ${config.publicUrl ?? `http://localhost:${actualPort}`}\n`);
}

/** Sockets first, so that editors look for another instance; the database last, when nobody can need it any more. */
async function stop(running: Running, log: Log | undefined): Promise<void> {
  const { database, web, live, pages, followers, mail, searchIndex } = running;
  const ends = [
    live?.close,
    web?.drain,
    pages && (() => pages.close()),
    followers?.stop,
    mail?.stop,
    searchIndex?.stop,
    database?.stop,
  ];
  for (const end of ends) {
    try {
      await end?.();
    } catch (error) {
      log?.error({ err: error }, "a part did not stop cleanly");
    }
  }
}

async function main(): Promise<void> {
  const stopper = new AbortController();
  const running: Running = {};
  let log: Log | undefined;

  const exit = async (reason: string, status: number) => {
    // The second Ctrl-C of an impatient user; the embedded database shuts down by itself when this process is gone.
    if (stopper.signal.aborted) process.exit(status || 130);
    stopper.abort();
    if (status === 0) log?.info(`stopping: ${reason}`);
    await stop(running, log);
    process.exit(status);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void exit(signal, 0));
  process.on("uncaughtException", (error) => {
    log?.fatal({ err: error }, "crashed");
    void exit("crash", 1);
  });
  // A promise nobody waited for, of a lost connection for one, is a fault to see and no reason to end everybody's session.
  process.on("unhandledRejection", (error) => log?.error({ err: error }, "a failure that nothing handled"));

  try {
    const config = readConfig(process.env);
    log = createLog(config);
    await start(config, log, stopper.signal, running);
  } catch (error) {
    if (stopper.signal.aborted) return;
    console.error(error instanceof StartupError ? `\n${error.message}\n` : error);
    await exit("Lintel could not start", 1);
  }
}

await main();
