import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { build } from "esbuild";
import { afterAll, expect, it } from "vitest";
import { members, notifications, outbox, users } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { type Phase, startMailServer } from "@/server/mail/testing";
import { publishEvents } from "@/server/publish";
import { createReview } from "@/server/reviews";
import { buildTeam, testContext } from "@/server/testing";

const database = testDatabase();
const people = 60;
const started: ChildProcess[] = [];
// Inside the project, so that the bundle finds its packages.
const folder = mkdtempSync(join(process.cwd(), "node_modules", ".mail-crash-"));

afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Moments at which the server sees the process die. */
const moments: Phase[] = ["connected", "sender", "recipient", "content", "stored"];
/** Moments at which the server may have the mail without the process knowing: all of it may be on the line already. */
const isUncertain = (moment: Phase | undefined) => moment === "content" || moment === "stored";

it("sends every mail, each once, however often the process is killed meanwhile", async () => {
  await build({
    entryPoints: ["server/mail/crash-process.ts"],
    outfile: join(folder, "process.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  });
  const server = await startMailServer();
  const context = testContext(database);
  const { team, owner, slug } = await buildTeam(context);
  const { id: reviewId } = await createReview(context, owner, slug, { title: "Killed while mailing" });
  // One notification each, due now, as the follower writes them.
  const actorId = owner.userId;
  const emails = Array.from({ length: people }, () => `${randomUUID()}@example.com`);
  await context.db.transaction(async (tx) => {
    const rows = await tx
      .insert(users)
      .values(emails.map((email) => ({ email, name: "Somebody" })))
      .returning({ userId: users.id });
    await tx.insert(members).values(rows.map(({ userId }) => ({ teamId: team.id, userId, role: "viewer" as const })));
    const event = await publishEvents(tx, { teamId: team.id, reviewId, actorId }, [
      { type: "review.moved", payload: { from: "draft", to: "postponed" } },
    ]);
    const due = { teamId: team.id, reviewId, event, kind: "status_changed" as const, mailDueAt: new Date(0) };
    await tx.insert(notifications).values(rows.map(({ userId }) => ({ ...due, userId })));
  });

  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    LINTEL_SMTP_URL: server.url,
    LINTEL_MAIL_FROM: "lintel@example.com",
    LINTEL_URL: "https://lintel.example",
  };
  const start = () => {
    const child = spawn(process.execPath, [join(folder, "process.mjs")], {
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
    started.push(child);
    return child;
  };
  const kill = async (child: ChildProcess) => {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };

  /** Mails the server had, or still read from the line, when the process died, so that it could not know. */
  const uncertain: string[] = [];
  let kills = 0;
  for (let cycle = 0; cycle < 3 * moments.length; cycle++) {
    const moment = moments[cycle % moments.length];
    const child = start();
    let mailsUntilKill = 1 + (cycle % 3);
    const killed = new Promise<void>((resolve) => {
      server.interfere(async (phase, recipient) => {
        if (phase !== moment || child.signalCode !== null) return undefined;
        mailsUntilKill--;
        // A connection carries several mails, so there is only one of this moment.
        if (mailsUntilKill > 0 && moment !== "connected") return undefined;
        if (isUncertain(moment)) uncertain.push(recipient);
        await kill(child);
        kills++;
        resolve();
        return undefined;
      });
    });
    await Promise.race([killed, once(child, "exit")]);
    // The server reads to its end what the dead process had sent.
    await wait(100);
  }
  // At moments that nobody chose.
  for (let cycle = 0; cycle < 5; cycle++) {
    const child = start();
    let last = "";
    server.interfere((phase, recipient) => {
      if (isUncertain(phase)) last = recipient;
      return undefined;
    });
    await Promise.race([wait(250 + Math.random() * 250), once(child, "exit")]);
    if (child.exitCode === null) {
      await kill(child);
      // The newest one may have been answered and not yet marked.
      if (last) uncertain.push(last);
      kills++;
    }
  }
  server.interfere(() => undefined);
  const last = start();
  await once(last, "exit");
  await server.close();

  expect(kills).toBeGreaterThan(2 * moments.length);
  const byRecipient = new Map<string, Set<string>>();
  const copies = new Map<string, number>();
  for (const { recipients, header } of server.received) {
    const [recipient = ""] = recipients;
    byRecipient.set(recipient, (byRecipient.get(recipient) ?? new Set()).add(header("Message-ID") ?? ""));
    copies.set(recipient, (copies.get(recipient) ?? 0) + 1);
  }
  expect([...byRecipient.keys()].sort(), "who got mail").toEqual([...emails].sort());
  for (const [recipient, ids] of byRecipient) expect(ids.size, `different mails to ${recipient}`).toBe(1);
  for (const [recipient, count] of copies)
    if (!uncertain.includes(recipient)) expect(count, `copies for ${recipient}`).toBe(1);
  expect(server.received.length, "copies in all").toBeLessThanOrEqual(people + uncertain.length);
  const sent = await context.db.select().from(outbox);
  expect(sent).toHaveLength(people);
  expect(sent.every(({ sentAt }) => sentAt !== null)).toBe(true);
}, 120_000);
