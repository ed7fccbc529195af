import { sql } from "drizzle-orm";
import { users } from "@/db/schema";
import { batched, prepared } from "@/server/batch";
import type { Context } from "@/server/context";

const namesQuery = prepared((db) =>
  db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(sql`${users.id} = any(${sql.placeholder("ids")}::uuid[])`)
    .prepare("names_of_people"),
);

/** One query for the people of many lists: a join would look up each of them for each row. */
const findNames = batched(async (db, lists: (readonly string[])[]) => {
  const rows = await namesQuery(db).execute({ ids: [...new Set(lists.flat())] });
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return lists.map(() => names);
});

/** Gives ids their names: `person(id)` for every id that was asked for. */
export async function namesOf(context: Pick<Context, "db">, ids: readonly string[]) {
  const names = ids.length > 0 ? await findNames(context.db, ids) : undefined;
  return (id: string) => ({ id, name: names?.get(id) ?? "Somebody" });
}
