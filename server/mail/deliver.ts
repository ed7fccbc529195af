import { setTimeout as wait } from "node:timers/promises";
import type { Context } from "@/server/context";
import { composeDueMail } from "@/server/mail/compose";
import { openMailer } from "@/server/mail/mailer";
import { sendDueMail } from "@/server/mail/outbox";

const lookMilliseconds = 3000;
/** As long as requests under way are waited for. */
const stopMilliseconds = 10_000;

/**
 * Writes and sends mail until stopped, where mail is configured. A mail that is on its way when it
 * stops is waited for.
 */
export function deliverMail(context: Context): { stop: () => Promise<void> } {
  const { mail } = context.config;
  if (!mail) return { stop: async () => {} };
  let isStopped = false;
  let wake = () => {};
  const work = async () => {
    while (!isStopped) {
      try {
        await composeDueMail(context, mail);
        await sendDueMail(context, mail, () => openMailer(mail), { isStopping: () => isStopped });
      } catch (error) {
        // Nothing is lost: what was due is due.
        context.log.warn({ err: error }, "mail waits for the database");
      }
      if (isStopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, lookMilliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const working = work();
  return {
    stop: async () => {
      isStopped = true;
      wake();
      await Promise.race([working, wait(stopMilliseconds, undefined, { ref: false })]);
    },
  };
}
