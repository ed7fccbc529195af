import type { Statement } from "./statements";
import type { Row } from "./workload";
import type { PageRow } from "./workloads/browser";

export type SizeFacts = {
  size: number;
  seedSeconds: number;
  startMilliseconds: number;
  memoryBefore: number;
  memoryAfter: number;
};

export type Report = {
  rows: Row[];
  pages: PageRow[];
  statements: { size: number; list: Statement[] }[];
  facts: SizeFacts[];
};

/** The report as Markdown. */
export function writeReport({ rows, pages, statements, facts }: Report, when: Date, machine: string): string {
  const parts = [`# Benchmarks, ${when.toISOString().slice(0, 16).replace("T", " ")}`, machine];
  if (rows.length > 0) parts.push(requestTable(withGrowth(rows)));
  if (pages.length > 0) parts.push(pageTable(pages));
  parts.push(factTable(facts));
  for (const { size, list } of statements)
    parts.push(`Slowest statements at ${count(size)} reviews\n\n${statementTable(list)}`);
  return `${parts.join("\n\n")}\n`;
}

/** Adds what a workload's p95 at the largest size is of its p95 at the smallest. */
function withGrowth(rows: readonly Row[]): (Row & { growth: number | undefined })[] {
  const smallest = Math.min(...rows.map(({ size }) => size));
  return rows.map((row) => {
    const small = rows.find(({ workload, size }) => workload === row.workload && size === smallest);
    return { ...row, growth: small && small !== row ? row.lintel.p95 / small.lintel.p95 : undefined };
  });
}

function requestTable(rows: readonly (Row & { growth: number | undefined })[]): string {
  return table(
    [
      "Workload",
      "reviews",
      "Lintel/s",
      "limit/s",
      "ratio",
      "p50",
      "p95",
      "p99 ms",
      "alone ms",
      "p95 grown",
      "CPU ms",
      "limit's",
      "KB",
      "errors",
      "bar",
      "",
    ],
    rows.map((row) => [
      row.workload,
      count(row.size),
      whole(row.lintel.rate),
      whole(row.limit?.rate),
      fine(row.ratio),
      fine(row.lintel.p50),
      fine(row.lintel.p95),
      fine(row.lintel.p99),
      fine(row.alone),
      fine(row.growth),
      fine(row.lintel.cpu),
      fine(row.limit?.cpu),
      fine(row.lintel.bytes / 1024),
      String(row.lintel.errors),
      row.bar,
      row.isMet ? "✓" : "✗",
    ]),
  );
}

function pageTable(pages: readonly PageRow[]): string {
  return table(
    [
      "Cold in Chromium",
      "reviews",
      "first paint ms",
      "content ms",
      "× bare",
      "blocking ms",
      "script KB",
      "all KB",
      "bar",
      "",
    ],
    pages.map(({ page, size, visit, ratio, bar, isMet }) => [
      page,
      count(size),
      whole(visit.firstPaint),
      whole(visit.content),
      fine(ratio),
      whole(visit.blocking),
      whole(visit.script),
      whole(visit.everything),
      bar,
      isMet ? "✓" : "✗",
    ]),
  );
}

function factTable(facts: readonly SizeFacts[]): string {
  return table(
    ["reviews", "seeded in s", "start to first page ms", "memory before MB", "after MB"],
    facts.map((fact) => [
      count(fact.size),
      whole(fact.seedSeconds),
      whole(fact.startMilliseconds),
      whole(fact.memoryBefore),
      whole(fact.memoryAfter),
    ]),
  );
}

function statementTable(list: readonly Statement[]): string {
  return table(
    ["mean ms", "most ms", "calls", "statement"],
    list.map(({ mean, most, calls, text }) => [
      fine(mean),
      fine(most),
      count(calls),
      `\`${text.slice(0, 140).replaceAll("|", "\\|").replaceAll("`", "'")}\``,
    ]),
  );
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const count = (value: number) => value.toLocaleString("en");
const whole = (value: number | undefined) =>
  value === undefined || Number.isNaN(value) ? "–" : count(Math.round(value));
const fine = (value: number | undefined) =>
  value === undefined || Number.isNaN(value) ? "–" : String(Number(value.toPrecision(3)));
