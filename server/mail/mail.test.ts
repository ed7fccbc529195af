import { and, eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mentionOf } from "@/core/comments/mentions";
import { notifications, outbox, reviews, users } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import type { Actor } from "@/server/actor";
import { type MailConfig, readConfig } from "@/server/config";
import { catchUp } from "@/server/followers";
import { composeDueMail } from "@/server/mail/compose";
import { openMailer } from "@/server/mail/mailer";
import { forgetOldMail, sendDueMail } from "@/server/mail/outbox";
import { type MailServer, startMailServer } from "@/server/mail/testing";
import { notificationFollower } from "@/server/notification-follower";
import { publishEvents } from "@/server/publish";
import { createReview } from "@/server/reviews";
import { changeMember } from "@/server/teams";
import { apiOf, buildTeam, testContext } from "@/server/testing";
import { openThread } from "@/server/threads";

const database = testDatabase();
const minute = 60_000;
let server: MailServer;

beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.splice(0);
  server.interfere(() => undefined);
});

function mailConfig(): MailConfig {
  return {
    smtpUrl: server.url,
    from: "Lintel <lintel@example.com>",
    publicUrl: "https://lintel.example",
    delaySeconds: 60,
  };
}

/** A team with a review, what is said about it in one line, and the post office at a given minute from now. */
async function scene(title = "Checkout") {
  const mail = mailConfig();
  const context = testContext(database, { mail });
  const team = await buildTeam(context);
  const send = apiOf(context);
  const makeReview = async (name: string) => {
    const { id, number } = await createReview(context, team.owner, team.slug, { title: name });
    return { id, number };
  };
  const review = await makeReview(title);
  const say = async (author: Actor, body: string, mentions: Actor[] = [], on = review) => {
    const called = mentions.map(({ userId: id, name }) => `${mentionOf({ id, name })} `).join("");
    const anchor = { kind: "place", path: "requirements.problem" } as const;
    await openThread(context, author, { team: team.slug, number: on.number }, { anchor, body: called + body });
    await catchUp(context, notificationFollower(context.config), team.team.id);
  };
  /** Composes what is due `minutes` from now and sends it. */
  const post = async (minutes = 2) => {
    await composeDueMail(context, mail, new Date(Date.now() + minutes * minute));
    await sendDueMail(context, mail, () => openMailer(mail));
    return server.received;
  };
  const waiting = () => context.db.select().from(outbox).where(isNull(outbox.sentAt));
  return { ...team, context, mail, send, review, makeReview, say, post, waiting };
}

describe("mail at once", () => {
  it("tells in one mail what happens on a review within a minute, threaded by review", async () => {
    const { say, post, owner, reviewer, review, slug } = await scene("Checkout & <saved> cards");
    await say(reviewer, "How long is the timeout?");
    await say(reviewer, "And who retries?\n<script>alert(1)</script>", [owner]);
    expect(await post(0), "before the minute is over").toHaveLength(0);
    const [first, ...others] = await post();
    expect(others).toEqual([]);
    expect(first?.recipients).toEqual([owner.email]);
    expect(first?.header("From")).toBe("Lintel <lintel@example.com>");
    expect(first?.subject).toBe(`[${slug}] Checkout & <saved> cards (#${review.number})`);
    expect(first?.text).toContain(
      `${reviewer.name} opened thread 1\n> How long is the timeout?\nhttps://lintel.example/${slug}/reviews/${review.number}/threads/1#comment-`,
    );
    expect(first?.text).toContain(`${reviewer.name} mentioned you in thread 2`);
    expect(first?.html).toContain("Checkout &amp; &lt;saved&gt; cards");
    expect(first?.html).toContain("&lt;script&gt;");
    expect(first?.html).not.toMatch(/<script|<img|<link/);
    await say(reviewer, "One more");
    const second = (await post())[1];
    expect(second?.subject).toBe(first?.subject);
    expect(second?.header("References")).toBe(first?.header("References"));
    expect(second?.header("In-Reply-To")).toBe(`<review-${review.id}@lintel.example>`);
    expect(second?.header("Message-ID")).not.toBe(first?.header("Message-ID"));
  });

  it("tells nothing of what was read, muted, taken away or turned off meanwhile", async () => {
    const { context, send, say, post, slug, owner, admin, editor, reviewer, viewer, review } = await scene("A canary");
    await say(reviewer, "Hello everybody", [admin, editor, viewer]);
    await send(owner, "POST", "/inbox/read");
    await send(admin, "PUT", `/teams/${slug}/reviews/${review.number}/notifications/muted`, { muted: true });
    await changeMember(context, owner, slug, { userId: editor.userId, to: null });
    await send(viewer, "PATCH", "/account/notifications", { mail: "never" });
    expect(await post()).toEqual([]);
    const due = await context.db.select().from(notifications).where(eq(notifications.reviewId, review.id));
    expect(due.every(({ mailDueAt, mailedAt }) => mailDueAt === null && mailedAt === null)).toBe(true);
  });

  it("leaves out kinds that are for the inbox alone", async () => {
    const { send, say, post, owner, reviewer, viewer } = await scene();
    await send(owner, "PATCH", "/account/notifications", { unmailedKinds: ["replied"] });
    await say(reviewer, "Only the one who is named gets mail", [viewer]);
    expect((await post()).map(({ recipients }) => recipients)).toEqual([[viewer.email]]);
  });

  it("sends nothing to a disabled account, and writes none where mail is not set up", async () => {
    const { context, say, post, owner, reviewer, viewer, waiting } = await scene();
    await say(reviewer, "Hello", [viewer]);
    await context.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, viewer.userId));
    expect((await post()).map(({ recipients }) => recipients)).toEqual([[owner.email]]);
    const silent = testContext(database);
    const quiet = await buildTeam(silent);
    const { id } = await createReview(silent, quiet.owner, quiet.slug, { title: "Silent" });
    await silent.db.transaction((tx) =>
      publishEvents(tx, { teamId: quiet.team.id, reviewId: id, actorId: quiet.admin.userId }, [
        { type: "reviewer.added", payload: { userId: quiet.owner.userId } },
      ]),
    );
    await catchUp(silent, notificationFollower(silent.config), quiet.team.id);
    await post();
    expect(await waiting()).toEqual([]);
    expect(server.received).toHaveLength(1);
  });

  it("lets no name or title write a header, a recipient or markup", async () => {
    const { context, say, post, owner, reviewer, review } = await scene();
    const hostile = 'X\r\nBcc: thief@example.com\r\n\r\n<img src="https://evil.example/pixel">';
    await context.db.update(reviews).set({ title: hostile }).where(eq(reviews.id, review.id));
    await context.db.update(users).set({ name: hostile }).where(eq(users.id, reviewer.userId));
    await say(reviewer, "A remark");
    const [letter] = await post();
    expect(letter?.recipients).toEqual([owner.email]);
    expect(letter?.header("Bcc")).toBeUndefined();
    expect(letter?.subject).toContain("Bcc: thief@example.com");
    expect(letter?.html).not.toContain("<img");
  });
});

describe("mail once a day", () => {
  it("comes at its hour, with everything that was not read, in one mail", async () => {
    const { send, say, post, makeReview, owner, reviewer } = await scene("First");
    const second = await makeReview("Second");
    const inThreeHours = (new Date().getUTCHours() + 3) % 24;
    await send(owner, "PATCH", "/account/notifications", { mail: "daily", digestHour: inThreeHours });
    await say(reviewer, "On the first");
    await say(reviewer, "On the second", [], second);
    expect(await post(60)).toEqual([]);
    const letters = await post(181);
    expect(letters.map(({ subject }) => subject)).toEqual(["Lintel: 2 notifications in 2 reviews"]);
    expect(letters[0]?.text).toContain("First (#1)");
    expect(letters[0]?.text).toContain("Second (#2)");
    expect(await post(26 * 60), "the next day, with nothing new").toHaveLength(1);
  });

  it("takes over what waits to be sent at once", async () => {
    const { send, say, post, owner, reviewer } = await scene();
    await say(reviewer, "Wait for tonight");
    const inThreeHours = (new Date().getUTCHours() + 3) % 24;
    await send(owner, "PATCH", "/account/notifications", { mail: "daily", digestHour: inThreeHours });
    expect(await post(60)).toEqual([]);
    expect(await post(181)).toHaveLength(1);
  });
});

describe("the outbox", () => {
  const dueNow = (context: ReturnType<typeof testContext>) =>
    context.db
      .update(outbox)
      .set({ dueAt: new Date(0) })
      .where(and(isNull(outbox.sentAt), isNull(outbox.failedAt)));

  it("tries again, later each time, what the server cannot take at the moment", async () => {
    const { context, say, post, reviewer, waiting } = await scene();
    await say(reviewer, "Hello");
    server.interfere((phase) => (phase === "recipient" ? server.refusal(451, "greylisted") : undefined));
    expect(await post()).toEqual([]);
    const [row] = await waiting();
    expect(row).toMatchObject({ attempts: 1, failedAt: null });
    expect(row?.lastError).toContain("greylisted");
    expect(row?.dueAt.getTime()).toBeGreaterThan(Date.now() + 50_000);
    await post();
    expect((await waiting())[0]?.attempts, "not before its time").toBe(1);
    await dueNow(context);
    await post();
    expect((await waiting())[0]).toMatchObject({ attempts: 2 });
    expect((await waiting())[0]?.dueAt.getTime()).toBeGreaterThan(Date.now() + 290_000);
    server.interfere(() => undefined);
    await dueNow(context);
    expect(await post()).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  it("gives up at once what is refused for good, and after the last attempt what never succeeds", async () => {
    const { context, say, post, owner, reviewer, viewer, waiting } = await scene();
    await say(reviewer, "Hello", [viewer]);
    server.interfere((phase, recipient) => {
      if (phase !== "recipient") return undefined;
      return recipient === owner.email ? server.refusal(550, "no such mailbox") : server.refusal(450, "busy");
    });
    await post();
    const refused = (await waiting()).find(({ recipient }) => recipient === owner.email);
    expect(refused).toMatchObject({ attempts: 1, failedAt: expect.any(Date) });
    for (let attempt = 2; attempt <= 8; attempt++) {
      await dueNow(context);
      await post();
    }
    const rows = await waiting();
    expect(rows.map(({ attempts }) => attempts).sort()).toEqual([1, 8]);
    expect(rows.every(({ failedAt }) => failedAt !== null)).toBe(true);
    server.interfere(() => undefined);
    expect(await post(), "it is not tried again").toEqual([]);
    await context.db.delete(outbox);
  });

  it("keeps mail while the sender is refused or the server is away", async () => {
    const { context, mail, say, post, reviewer, waiting } = await scene();
    await say(reviewer, "Hello");
    server.interfere((phase) => (phase === "sender" ? server.refusal(550, "who are you") : undefined));
    await post();
    expect((await waiting())[0]).toMatchObject({ attempts: 1, failedAt: null });
    await dueNow(context);
    await sendDueMail(context, mail, () => openMailer({ ...mail, smtpUrl: "smtp://127.0.0.1:1" }));
    expect((await waiting())[0]).toMatchObject({ attempts: 2, failedAt: null });
    expect((await waiting())[0]?.lastError).toContain("ECONNREFUSED");
    server.interfere(() => undefined);
    await dueNow(context);
    expect(await post()).toHaveLength(1);
  });

  it("gives up waiting for a server that does not answer, and tries again", async () => {
    const { context, mail, say, reviewer, waiting } = await scene();
    await say(reviewer, "Hello");
    await composeDueMail(context, mail, new Date(Date.now() + 2 * minute));
    server.interfere((phase) => (phase === "content" ? new Promise(() => {}) : undefined));
    await sendDueMail(context, mail, () => openMailer(mail), { deadlineSeconds: 0.5 });
    expect((await waiting())[0]?.lastError).toContain("did not answer within");
    await context.db.delete(outbox);
  });

  it("sends each mail once when several processes write and send at the same time", async () => {
    const { context, mail, say, reviewer, owner, admin, editor, viewer } = await scene();
    await say(reviewer, "Everybody", [owner, admin, editor, viewer]);
    const due = new Date(Date.now() + 2 * minute);
    await Promise.all([1, 2, 3].map(() => composeDueMail(context, mail, due)));
    await Promise.all([1, 2, 3].map(() => sendDueMail(context, mail, () => openMailer(mail))));
    expect(server.received.map(({ recipients }) => recipients[0]).sort()).toEqual(
      [owner, admin, editor, viewer].map(({ email }) => email).sort(),
    );
  });

  it("forgets mail that was sent or given up a month ago, and none that waits", async () => {
    const { context, owner } = await scene();
    const month = new Date(Date.now() - 31 * 24 * 60 * minute);
    const row = { userId: owner.userId, recipient: owner.email, text: "", html: "" };
    await context.db.insert(outbox).values([
      { ...row, subject: "sent long ago", sentAt: month },
      { ...row, subject: "given up long ago", failedAt: month },
      { ...row, subject: "sent lately", sentAt: new Date() },
      { ...row, subject: "waits since long ago", dueAt: month },
    ]);
    await forgetOldMail(context);
    const left = await context.db.select().from(outbox).where(eq(outbox.userId, owner.userId));
    expect(left.map(({ subject }) => subject).sort()).toEqual(["sent lately", "waits since long ago"]);
    await context.db.delete(outbox);
  });
});

describe("unsubscribing", () => {
  async function letterOf(title: string) {
    const at = await scene(title);
    await at.say(at.reviewer, "Hello");
    const [letter] = await at.post();
    const link = /<https:\/\/lintel\.example(\/unsubscribe\/[\w-]+)>/.exec(
      letter?.header("List-Unsubscribe") ?? "",
    )?.[1];
    if (!letter || !link) throw new Error("the mail has no link");
    const settings = async () => (await at.send(at.owner, "GET", "/account/notifications")).body as { mail: string };
    return { ...at, letter, link, settings };
  }

  it("takes one click of a mail program, without a cookie, and sends no more", async () => {
    const { letter, link, settings, say, post, reviewer, context } = await letterOf("One click");
    expect(letter.header("List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
    const { createApi } = await import("@/server/api/app");
    const api = createApi(context);
    const click = (at: string) =>
      api.request(`http://localhost${at}`, {
        method: "POST",
        body: "List-Unsubscribe=One-Click",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
    expect((await click(`${link.slice(0, -2)}AA`)).status, "a forged link").toBe(404);
    expect(await settings()).toMatchObject({ mail: "now" });
    expect((await click(link)).status).toBe(200);
    expect(await settings()).toMatchObject({ mail: "never" });
    await say(reviewer, "Nobody is told of this by mail");
    expect(await post()).toHaveLength(1);
  });

  it("changes nothing when the link is only opened, and turns off what the mail told of", async () => {
    const { link, send, settings, owner } = await letterOf("Kinds");
    const { status, body } = await send(null, "GET", link);
    expect(status).toBe(200);
    expect(body).toEqual({ email: owner.email, kinds: ["replied"], mail: "now", unmailedKinds: [] });
    expect(await settings()).toMatchObject({ mail: "now", unmailedKinds: [] });
    expect((await send(null, "POST", link, { what: "kinds" })).status).toBe(204);
    expect(await settings()).toMatchObject({ mail: "now", unmailedKinds: ["replied"], mutedKinds: [] });
    expect((await send(null, "GET", "/unsubscribe/nonsense")).status).toBe(404);
  });

  it("signs links with a secret of their own", async () => {
    const { link, send } = await letterOf("Signed");
    const bytes = Buffer.from(link.split("/").at(-1) ?? "", "base64url");
    for (const at of [0, 16, 17, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect((await send(null, "GET", `/unsubscribe/${changed.toString("base64url")}`)).status, `byte ${at}`).toBe(404);
    }
  });
});

it("is configured as a whole or refused with the name of what is missing", () => {
  const smtp = { LINTEL_SMTP_URL: "smtps://user:pass@mail.example.com" };
  const from = { LINTEL_MAIL_FROM: "Lintel <lintel@example.com>" };
  const url = { LINTEL_URL: "https://lintel.example/" };
  expect(readConfig({}).mail).toBeUndefined();
  expect(readConfig({ ...smtp, ...from, ...url }).mail).toMatchObject({ publicUrl: "https://lintel.example" });
  expect(() => readConfig({ ...smtp, ...url })).toThrow("LINTEL_MAIL_FROM");
  expect(() => readConfig({ ...smtp, ...from })).toThrow("LINTEL_URL");
  expect(() => readConfig({ ...from, ...url, LINTEL_SMTP_URL: "mail.example.com" })).toThrow("LINTEL_SMTP_URL");
  expect(() => readConfig({ ...smtp, ...url, LINTEL_MAIL_FROM: "nobody" })).toThrow("LINTEL_MAIL_FROM");
});
