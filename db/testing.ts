import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, inject } from "vitest";
import { applicationRole, type Connection, connect } from "@/db/connection";
import { databaseUrl, dropDatabase } from "@/db/testing-cluster";

export type TestDatabase = Connection & {
  /** The same database with the rights of its owner, for what the application may not do. */
  owner: Connection;
  /** Its address, for tests that start a process of their own. */
  url: string;
};

/**
 * A fresh, migrated database for the tests of one file, copied from a template in milliseconds and dropped afterwards. Call it
 * at the top of the file, or of a `describe`, and use it inside tests:
 *
 *     const database = testDatabase();
 *     it("counts nothing in an empty table", async () => {
 *       expect(await database.db.$count(teams)).toBe(0);
 *     });
 *
 * The connection has the rights of the application, not of the owner, as in production. Tests of one file share the database:
 * give each its own team, or call `testDatabase` in each `describe`.
 */
export function testDatabase(): TestDatabase {
  let opened: (TestDatabase & { drop: () => Promise<void> }) | undefined;
  beforeAll(async () => {
    opened = await openTestDatabase();
  });
  afterAll(async () => {
    await opened?.drop();
  });
  const current = (): TestDatabase => {
    if (!opened) throw new Error("The test database exists inside tests only, not while they are being collected.");
    return opened;
  };
  return {
    get db() {
      return current().db;
    },
    get sql() {
      return current().sql;
    },
    get owner() {
      return current().owner;
    },
    get url() {
      return current().url;
    },
    close: () => current().close(),
  };
}

/** Runs `work` on a fresh, migrated database of its own and drops it, for a test that must be alone. */
export async function withTestDatabase<Result>(work: (database: TestDatabase) => Promise<Result>): Promise<Result> {
  const database = await openTestDatabase();
  try {
    return await work(database);
  } finally {
    await database.drop();
  }
}

async function openTestDatabase(): Promise<TestDatabase & { drop: () => Promise<void> }> {
  const { serverUrl, template } = inject("testCluster");
  const name = `lintel_test_${randomBytes(6).toString("hex")}`;
  const server = connect({ url: serverUrl, max: 1 });
  await server.sql`create database ${server.sql(name)} template ${server.sql(template)}`;
  await server.close();
  const url = databaseUrl(serverUrl, name);
  const application = connect({ url, role: applicationRole, max: 4 });
  const owner = connect({ url, max: 2 });
  const drop = async () => {
    await Promise.all([application.close(), owner.close()]);
    await dropDatabase(serverUrl, name);
  };
  return { ...application, owner, url, drop };
}
