import { connect } from "@/db/connection";
import { runningEmbeddedUrl } from "@/db/embedded";
import { StartupError } from "@/db/startup-error";
import { readConfig } from "@/server/config";
import { openDatabase } from "@/server/database";
import { createLog } from "@/server/log";
import { verifyVersions } from "@/server/versions";

/** The database, also the embedded one of a Lintel that runs at this moment. */
async function open() {
  const config = readConfig({ ...process.env, LINTEL_LOG_LEVEL: process.env.LINTEL_LOG_LEVEL ?? "warn" });
  const running = config.databaseUrl ? undefined : await runningEmbeddedUrl(config.dataDir);
  if (!running) return openDatabase(config, createLog(config));
  const connection = connect({ url: running, max: 2, statementTimeout: 0 });
  return { ...connection, stop: connection.close };
}

/** `npm run verify`: takes the hashes of all published versions anew; exit status 1 and a line for each that does not match. */
async function main(): Promise<number> {
  const database = await open();
  try {
    const { checked, faults } = await verifyVersions(database);
    for (const { team, review, version, fault } of faults)
      console.error(`${team} #${review} version ${version}: ${fault}`);
    console.log(`${checked} versions checked, ${faults.length} with a fault`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await database.stop();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof StartupError ? error.message : error);
  process.exitCode = 1;
}
