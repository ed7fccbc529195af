import type { Context } from "@/server/context";

/**
 * Listens to a channel of the database. The driver listens again after each lost connection, and `missed` is called whenever it
 * begins: what was said in between was not heard.
 */
export function listen(
  { sql, log }: Pick<Context, "sql" | "log">,
  channel: string,
  missed: () => void,
  heard: (payload: string) => void,
): { stop: () => Promise<void> } {
  const listening = sql.listen(channel, heard, missed);
  listening.catch((error) => log.warn({ err: error, channel }, "not listening to the database yet"));
  return {
    stop: async () => {
      await listening.then(({ unlisten }) => unlisten()).catch(() => {});
    },
  };
}
