import { loadModule, parseSync } from "libpg-query";
import { readDdl } from "@/core/analysis/ddl/read-ddl";
import { contractElements } from "@/core/search/contract-elements";
import { specElements } from "@/core/search/elements";
import type { Spec } from "@/core/spec/definition";
import { importText } from "@/server/analysis/import-text";

/**
 * What a worker thread can be asked to do with text from users. A further parser is a further entry: `prepare` runs once in
 * each thread and is not on the clock, `run` is.
 */
export const tasks = {
  ddl: {
    prepare: loadModule,
    run: (text: string) => readDdl(text, parseSync),
  },
  elements: {
    prepare: loadModule,
    run: (spec: Spec) => specElements(spec, { ddl: (text) => readDdl(text, parseSync), contract: contractElements }),
  },
  document: {
    prepare: async () => {},
    run: importText,
  },
};

export type Tasks = typeof tasks;
export type TaskName = keyof Tasks;
export type TaskInput<T extends TaskName> = Parameters<Tasks[T]["run"]>[0];
export type TaskResult<T extends TaskName> = ReturnType<Tasks[T]["run"]>;
