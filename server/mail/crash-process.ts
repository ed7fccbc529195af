import pino from "pino";
import { applicationRole, connect } from "@/db/connection";
import { readConfig } from "@/server/config";
import { composeDueMail } from "@/server/mail/compose";
import { openMailer } from "@/server/mail/mailer";
import { sendDueMail } from "@/server/mail/outbox";

// The post office alone in a process of its own, for the test that kills it. It ends by itself when nothing is left to do.

const { mail } = readConfig(process.env);
if (!mail) throw new Error("the test sets mail up");
const { db, sql, close } = connect({ url: process.env.DATABASE_URL ?? "", role: applicationRole, max: 2 });
const context = { db, sql, log: pino({ level: "silent" }), config: readConfig(process.env) };
const lease = { leaseSeconds: 3, deadlineSeconds: 2.9 };
for (;;) {
  await composeDueMail(context, mail);
  await sendDueMail(context, mail, () => openMailer(mail), lease);
  const [left] = await sql`select from outbox where sent_at is null and failed_at is null limit 1`;
  const [due] = await sql`select from notifications where mail_due_at is not null limit 1`;
  if (!left && !due) break;
  await new Promise((later) => setTimeout(later, 50));
}
await close();
