import { type Connection, connect } from "@/db/connection";
import { startEmbeddedPostgres } from "@/db/embedded";
import { checkDurability, migrate } from "@/db/migrate";
import type { Config } from "@/server/config";
import type { Log } from "@/server/log";

export type OpenDatabase = Connection & {
  /** Closes the pool, then stops the embedded server if there is one. */
  stop: () => Promise<void>;
};

/** Opens the configured database, or starts the embedded one, at this version's schema; a `StartupError` says why it cannot. */
export async function openDatabase(config: Config, log: Log): Promise<OpenDatabase> {
  const embedded = config.databaseUrl
    ? undefined
    : await startEmbeddedPostgres({
        dataDir: config.dataDir,
        report: (level, message) => log[level](message),
      });
  try {
    const url = config.databaseUrl ?? embedded?.url("lintel") ?? "";
    if (!config.allowsUnsafeDatabase) await checkDurability(url);
    const { role } = await migrate(url);
    if (!role) {
      log.warn(
        "this server does not let Lintel create the role lintel_app, so the application keeps its owner's rights",
      );
    }
    const connection = connect({ url, role, max: config.databasePool });
    const stop = async () => {
      await connection.close();
      await embedded?.stop();
    };
    return { ...connection, stop };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
