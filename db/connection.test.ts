import { sql as raw } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { applicationRole, connect, databaseError, isDatabaseAway } from "@/db/connection";
import { testDatabase, withTestDatabase } from "@/db/testing";

describe("a connection", () => {
  const database = testDatabase();

  it("has the rights of the application, not of the owner", async () => {
    const [row] = await database.sql`select current_user as role`;
    expect(row?.role).toBe(applicationRole);
    await expect(database.sql`create table mine (id int)`).rejects.toThrow(/permission denied/);
  });

  it("prepares what the query builder sends, in transactions too", async () => {
    await withTestDatabase(async ({ url }) => {
      const single = connect({ url, max: 1 });
      await single.db.execute(raw`select ${7}::int as outside`);
      await single.db.transaction(async (outer) => {
        await outer.execute(raw`select ${7}::int as inside`);
        await outer.transaction((inner) => inner.execute(raw`select ${7}::int as deeper`));
      });
      const rows = await single.sql`select statement from pg_prepared_statements`;
      const text = rows.map((row) => row.statement).join("\n");
      for (const name of ["outside", "inside", "deeper"]) expect(text).toContain(name);
      await single.close();
    });
  });

  it("gives up on a locked row and says that the database is away, not that the query is wrong", async () => {
    await database.owner.sql`create table seats (id int primary key)`;
    await database.owner.sql`grant all on seats to ${database.owner.sql(applicationRole)}`;
    await database.owner.sql`insert into seats values (1)`;
    await database.owner.sql.begin(async (holder) => {
      await holder`select * from seats for update`;
      const error = await database.sql`update seats set id = 2`.catch((reason) => reason);
      expect(isDatabaseAway(error)).toBe(true);
    });
  });

  it("tells a wrong query from an absent database", async () => {
    const error = await database.db.execute(raw`select * from nowhere`).catch((reason) => reason);
    expect(isDatabaseAway(error)).toBe(false);
    expect(databaseError(error)?.code).toBe("42P01");
    const nobody = connect({ url: "postgres://lintel@127.0.0.1:1/lintel", max: 1 });
    expect(isDatabaseAway(await nobody.sql`select 1`.catch((reason) => reason))).toBe(true);
    await nobody.close();
  });
});

describe("what is written once", () => {
  const database = testDatabase();

  it.each(["versions", "events"])("cannot be changed or removed in %s by the application", async (table) => {
    await expect(database.sql`delete from ${database.sql(table)}`).rejects.toThrow(/permission denied/);
    await expect(database.sql`update ${database.sql(table)} set number = 1`).rejects.toThrow(/permission denied/);
    await expect(database.sql`truncate ${database.sql(table)}`).rejects.toThrow(/permission denied/);
  });
});
