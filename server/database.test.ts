import pino from "pino";
import { describe, expect, it } from "vitest";
import { checkDurability, migrate } from "@/db/migrate";
import { testDatabase, withTestDatabase } from "@/db/testing";
import { readConfig } from "@/server/config";
import { openDatabase } from "@/server/database";

const log = pino({ level: "silent" });

describe("opening a database", () => {
  const database = testDatabase();

  it("refuses one that may lose what it has acknowledged, and names the settings", async () => {
    // The test server runs without fsync, which is just what must be refused.
    await expect(checkDurability(database.url)).rejects.toThrow(
      /^The database runs with .*fsync.* off and may lose saved work/,
    );
    const config = readConfig({ DATABASE_URL: database.url });
    await expect(openDatabase(config, log)).rejects.toThrow("LINTEL_UNSAFE_DATABASE=1");
  });

  it("takes it when told to", async () => {
    const opened = await openDatabase(readConfig({ DATABASE_URL: database.url, LINTEL_UNSAFE_DATABASE: "1" }), log);
    expect(await opened.sql`select current_user as role`).toEqual([{ role: "lintel_app" }]);
    await opened.stop();
  });

  it("lets several processes start at once: one migrates, the others wait and find it done", async () => {
    await withTestDatabase(async ({ url, owner }) => {
      await owner.sql`drop schema public cascade`;
      await owner.sql`drop schema drizzle cascade`;
      await owner.sql`create schema public`;
      await Promise.all([migrate(url), migrate(url), migrate(url)]);
      const [row] =
        await owner.sql`select count(*)::int as tables from information_schema.tables where table_schema = 'public'`;
      expect(row?.tables).toBeGreaterThan(10);
    });
  });
});
