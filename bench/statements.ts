import { connect } from "@/db/connection";

export type Statement = { text: string; calls: number; mean: number; most: number; isWrite: boolean };

/** Begins to count anew. */
export async function forgetStatements(url: string): Promise<void> {
  const { sql, close } = connect({ url, max: 1 });
  await sql`create extension if not exists pg_stat_statements`;
  await sql`select pg_stat_statements_reset()`;
  await close();
}

/** The statements of the run by their mean time, the slowest first; times in milliseconds. The limit's own are left out. */
export async function slowestStatements(url: string, most: number): Promise<Statement[]> {
  const { sql, close } = connect({ url, max: 1 });
  const rows = await sql<Statement[]>`
    select regexp_replace(query, '\\s+', ' ', 'g') as text, calls::int, mean_exec_time as mean, max_exec_time as most,
      query ~* '^\\s*(insert|update|delete|with edit)' as "isWrite"
    from pg_stat_statements
    where query !~* 'bench_|pg_stat_statements|^(begin|commit|set|listen|deallocate)' and calls > 5
    order by mean_exec_time desc limit ${most}`;
  await close();
  return rows;
}
