import { forgetOldSignIns } from "@/server/accounts";
import { forgetOldKeys } from "@/server/api/idempotency";
import type { Context } from "@/server/context";
import { forgetOldMail } from "@/server/mail/outbox";
import { forgetOldNotifications } from "@/server/notifications";
import { forgetOldVisits } from "@/server/shared";

const hour = 3_600_000;

/** Clears what nobody needs any more, soon after the start and then each hour, until the process stops. */
export function keepHouse(context: Context): void {
  const work = async () => {
    for (const task of [forgetOldKeys, forgetOldSignIns, forgetOldNotifications, forgetOldMail, forgetOldVisits])
      await task(context).catch((error) =>
        context.log.warn({ err: error }, "housekeeping failed; it runs again in an hour"),
      );
  };
  const timers = [setTimeout(work, 60_000), setInterval(work, hour)];
  context.stopping.addEventListener("abort", () => {
    for (const timer of timers) clearTimeout(timer);
  });
}
