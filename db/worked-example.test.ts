import { expect, it } from "vitest";
import { shop } from "@/core/spec/templates/shop/shop";
import { testDatabase } from "@/db/testing";

const database = testDatabase();

/** Runs `work` on the example's schema, in a namespace of its own that is rolled back afterwards. */
async function onExample(work: (run: (query: string) => Promise<Record<string, unknown>[]>) => Promise<void>) {
  const stop = new Error("rolled back");
  await database.owner.sql
    .begin(async (sql) => {
      await sql.unsafe("CREATE SCHEMA example; SET LOCAL search_path TO example");
      await sql.unsafe(shop.data.ddl);
      await work(async (query) => [...(await sql.unsafe(query))]);
      throw stop;
    })
    .catch((error) => {
      if (error !== stop) throw error;
    });
}

const category = "INSERT INTO categories (slug, name) VALUES ('shoes', 'Shoes') RETURNING id";
const product =
  "INSERT INTO products (category_id, sku, name, price_minor, status) SELECT id, 'SHOE-1', 'Running shoes', 9900, 'active' FROM categories RETURNING id";
const stock = "INSERT INTO stock_levels (product_id, on_hand) SELECT id, 3 FROM products";

it("creates the example's tables, with an index that begins with every foreign key", async () => {
  await onExample(async (run) => {
    const unindexed = await run(`
      SELECT c.conrelid::regclass::text AS table, c.conname AS key
      FROM pg_constraint c
      WHERE c.contype = 'f' AND c.connamespace = 'example'::regnamespace AND NOT EXISTS (
        SELECT FROM pg_index i
        WHERE i.indrelid = c.conrelid AND i.indpred IS NULL
          AND (string_to_array(i.indkey::text, ' ')::smallint[])[1 : array_length(c.conkey, 1)] = c.conkey)`);
    expect(unindexed).toEqual([]);
    const counted = await run("SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'example'");
    expect(counted).toEqual([{ tables: shop.data.tables.length }]);
  });
});

it("finds a product by an inflected word", async () => {
  await onExample(async (run) => {
    await run(category);
    await run(product);
    const found = await run("SELECT sku FROM products WHERE search @@ websearch_to_tsquery('english', 'running shoe')");
    expect(found).toEqual([{ sku: "SHOE-1" }]);
  });
});

it("never promises stock twice", async () => {
  await expect(
    onExample(async (run) => {
      await run(category);
      await run(product);
      await run(stock);
      await run("UPDATE stock_levels SET reserved = reserved + 4");
    }),
  ).rejects.toThrow("stock_levels_not_oversold");
});

it("answers the reconciliation query of the migration plan", async () => {
  const query = /```sql\n([\s\S]*?)```/.exec(shop.data.migration.reconciliation)?.[1] ?? "";
  await onExample(async (run) => {
    await run("INSERT INTO orders (items_minor) VALUES (9900)");
    expect(await run(query)).toMatchObject([{ status: "pending_payment", total: "9900" }]);
  });
});
