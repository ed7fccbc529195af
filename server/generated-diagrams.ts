import { containersDiagram } from "@/core/diagrams/containers";
import { contextDiagram } from "@/core/diagrams/context";
import { erDiagram } from "@/core/diagrams/er";
import type { GeneratedDiagram } from "@/core/diagrams/mermaid-text";
import { LintelError } from "@/core/errors";
import type { Spec } from "@/core/spec/definition";
import { parseDdl } from "@/server/analysis/parse-ddl";

/**
 * The diagrams that follow from a specification: system context, containers, and the tables of its DDL. A DDL that cannot be
 * read in its limits gives no picture of tables but a note that says why; the others are drawn all the same.
 */
export async function generatedDiagrams(spec: Spec, system: string): Promise<GeneratedDiagram[]> {
  return [contextDiagram(spec, system), containersDiagram(spec, system), await tablesDiagram(spec.data.ddl)];
}

async function tablesDiagram(ddl: string): Promise<GeneratedDiagram> {
  try {
    return erDiagram(await parseDdl(ddl));
  } catch (error) {
    if (!(error instanceof LintelError)) throw error;
    return { kind: "er", title: "Tables", source: "", notes: [error.message], empty: "The DDL could not be read." };
  }
}

/** The sources alone, by kind, as a version keeps them. */
export async function diagramSources(spec: Spec, system: string): Promise<Record<string, string>> {
  const diagrams = await generatedDiagrams(spec, system);
  return Object.fromEntries(diagrams.filter(({ source }) => source !== "").map(({ kind, source }) => [kind, source]));
}
