import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDataFolder } from "@/db/data-folder";

/** The secret that signs sessions: made on the first start and kept in the data folder, readable by its owner only. */
export function readAuthSecret(dataDir: string): string {
  const path = join(openDataFolder(dataDir), "auth-secret");
  if (!existsSync(path)) {
    writeFileSync(path, randomBytes(32).toString("base64url"), { mode: 0o600 });
  }
  return readFileSync(path, "utf8").trim();
}
