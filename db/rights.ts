/**
 * Tables whose rows the application may add but never change or remove: published versions and the log of what happened. The
 * application's role has no right to, whatever its code does.
 */
export const insertOnlyTables: readonly string[] = ["versions", "events"];
