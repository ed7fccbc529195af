import type { Spec } from "@/core/spec/definition";
import { findTemplate } from "@/core/spec/templates/templates";
import { normaliseSpec } from "@/core/spec/value";

const words =
  "order payment stock cart refund ledger queue retry timeout replica index shard event command tenant invoice session webhook cache schema".split(
    " ",
  );

/** Prose of about so many characters; the seed makes one text differ from the next. */
export function prose(characters: number, seed: number): string {
  let text = "";
  for (let at = seed; text.length < characters; at += 7) {
    const word = (step: number) => words[(at * step + seed) % words.length];
    text += `The ${word(1)} service keeps each ${word(3)} until the ${word(5)} of its ${word(9)} is confirmed (case ${at}). `;
  }
  return text.slice(0, characters).trim();
}

function ddl(tables: number): string {
  return Array.from({ length: tables }, (_, n) => {
    const parent = n === 0 ? "" : `  parent_id uuid not null references bench_${n - 1} (id),\n`;
    return `create table bench_${n} (\n  id uuid primary key,\n${parent}  name text not null,\n  created_at timestamptz not null default now()\n);\n`;
  }).join("\n");
}

/** A specification whose JSON is about so many bytes: services, interactions and tables in proportion, the rest prose. */
export function specOf(bytes: number, seed: number): Spec {
  const parts = Math.max(3, Math.min(200, Math.round(bytes / 2200)));
  const services = Array.from({ length: parts }, (_, n) => ({ id: itemId("s", n), name: `Service ${seed}-${n}` }));
  const interactions = services.slice(1).map(({ id }, n) => ({
    id: itemId("i", n),
    from: services[n]?.id ?? "",
    to: id,
    purpose: prose(60, seed + n),
  }));
  const base = structuredClone(findTemplate("rfc")?.spec);
  if (!base) throw new Error("the template “rfc” is gone");
  const grown = {
    ...base,
    services: { ...base.services, services, interactions },
    data: { ...base.data, ddl: ddl(Math.min(40, parts)) },
  };
  let fresh = 0;
  const newId = () => itemId("n", fresh++);
  const filled = (length: number) => {
    const each = Math.min(99_000, Math.ceil(length / 11));
    const text = (n: number) => prose(each, seed + n);
    const { requirements, data, security, performance, reliability, operations } = grown;
    return normaliseSpec(
      {
        ...grown,
        requirements: { ...requirements, problem: text(0), goals: text(1), nonGoals: text(2) },
        data: { ...data, indexing: text(3), caching: text(4) },
        security: { ...security, authentication: text(5), authorization: text(6) },
        performance: { ...performance, scalingPath: text(7) },
        reliability: { ...reliability, degradation: text(8) },
        operations: { ...operations, pipeline: text(9), rollback: text(10) },
      },
      newId,
    ).spec;
  };
  return filled(Math.max(0, bytes - JSON.stringify(filled(0)).length));
}

function itemId(kind: string, n: number): string {
  return `${kind}${String(n).padStart(9, "0")}`;
}
