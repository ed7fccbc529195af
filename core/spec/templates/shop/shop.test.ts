import { loadModule, parseSync } from "libpg-query";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { measureCompleteness } from "../../completeness";
import { isEmptyValue } from "../../value";
import { visitFields } from "../testing";
import { shop } from "./shop";

type Operation = {
  operationId: string;
  description?: string;
  security: Record<string, string[]>[];
  parameters: { $ref: string }[];
  responses: Record<string, { $ref?: string; headers?: Record<string, unknown> }>;
};
type OpenApi = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, unknown> } };
type AsyncApi = { components: { messages: Record<string, unknown> } };
type Statement = { stmt: { CreateStmt?: { relation: { relname: string } } } };

const documentOf = (format: string): unknown =>
  parse(shop.contract.documents.find((document) => document.format === format)?.source ?? "");
const openapi = documentOf("openapi") as OpenApi;
const asyncapi = documentOf("asyncapi") as AsyncApi;

const methods = ["get", "post", "put", "patch", "delete"];
const operations = Object.entries(openapi.paths).flatMap(([path, entries]) =>
  Object.entries(entries)
    .filter(([method]) => methods.includes(method))
    .map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, method, operation })),
);

const { services, dependencies, interactions } = shop.services;
const parts = [...services, ...dependencies];
let tables: string[] = [];

beforeAll(async () => {
  await loadModule();
  const { stmts } = parseSync(shop.data.ddl) as { stmts: Statement[] };
  tables = stmts.flatMap(({ stmt }) => (stmt.CreateStmt ? [stmt.CreateStmt.relation.relname] : []));
});

it("leaves no field empty that a finished document needs", () => {
  const empty: string[] = [];
  visitFields(shop, (field, value, path) => {
    if (!field.optional && isEmptyValue(field, value)) empty.push(path);
  });
  expect(empty).toEqual([]);
  expect(measureCompleteness(shop).sections.flatMap(({ missing }) => missing)).toEqual([]);
});

describe("events", () => {
  const published = services.flatMap((service) => service.publishes).sort();
  const consumed = [...new Set(services.flatMap((service) => service.consumes))].sort();

  it("are all consumed, published by one service, and written down in the contract", () => {
    expect(consumed).toEqual(published);
    expect(new Set(published).size).toBe(published.length);
    expect(Object.keys(asyncapi.components.messages).sort()).toEqual(published);
  });

  it("travel by an interaction from publisher to consumer, and wait in the publisher's outbox", () => {
    for (const consumer of services)
      for (const event of consumer.consumes) {
        const publisher = services.find((service) => service.publishes.includes(event));
        const way = interactions.find(
          ({ from, to, protocol }) => from === publisher?.id && to === consumer.id && protocol === "kafka",
        );
        expect(way, `${event} to ${consumer.name}`).toBeDefined();
        expect(shop.data.ddl).toContain(`'${event}'`);
      }
  });
});

describe("interactions", () => {
  it.each(interactions.map((interaction) => [interaction.purpose, interaction] as const))(
    "“%s” fit their budget",
    (_, call) => {
      expect(call.timeout ?? 0).toBeGreaterThanOrEqual(((call.retries ?? 0) + 1) * (call.p95 ?? 0));
      expect(call.idempotency).not.toBe("");
      expect(call.fallback).not.toBe("");
      if (call.protocol === "kafka") expect(call.deadLetter).not.toBe("");
      if ((call.retries ?? 0) > 0) expect(call.backoff).not.toBe("");
    },
  );

  it("give a caller longer than what it calls", () => {
    for (const outer of interactions.filter(({ mode }) => mode === "sync"))
      for (const inner of interactions.filter(({ critical, from }) => critical && from === outer.to))
        expect(outer.timeout, `${outer.purpose} around ${inner.purpose}`).toBeGreaterThan(inner.timeout ?? 0);
  });

  it("retry in one layer only, and touch every part", () => {
    const retried = interactions.filter(
      ({ mode, critical, retries }) => mode === "sync" && critical && (retries ?? 0) > 0,
    );
    for (const inner of retried) expect(retried.some((outer) => outer.to === inner.from)).toBe(false);
    const touched = new Set(interactions.flatMap(({ from, to }) => [from, to]));
    expect(parts.filter(({ id }) => !touched.has(id)).map(({ name }) => name)).toEqual([]);
  });

  it("keep the order path within its availability and latency targets", () => {
    const path = ["API gateway", "Order service", "Product service"].map((name) =>
      parts.find((part) => part.name === name),
    );
    const availability = path.reduce((product, part) => product * ((part?.availability ?? 0) / 100), 100);
    expect(availability).toBeGreaterThanOrEqual(99.9);
    const p95 = shop.performance.targets.find(
      ({ name, metric }) => name === "POST /v1/orders" && metric === "latency_p95",
    );
    const calls = interactions.filter(({ purpose }) =>
      ["Forward order requests", "Reserve stock and take prices"].includes(purpose),
    );
    expect(calls.reduce((sum, call) => sum + (call.p95 ?? 0), 0)).toBeLessThanOrEqual(p95?.value ?? 0);
  });
});

describe("data", () => {
  it("has a note with owner for every table, and no note without a table", () => {
    expect(shop.data.tables.map(({ table }) => table).sort()).toEqual([...tables].sort());
    for (const { table, owner } of shop.data.tables)
      expect(
        services.map(({ id }) => id),
        table,
      ).toContain(owner);
  });

  it("names the stores that the services use", () => {
    const stores = shop.data.stores.map(({ name }) => name);
    for (const service of services)
      for (const store of [service.database, service.cache, service.queue]) expect(stores).toContain(store);
  });

  it("loses no more than the backups allow", () => {
    const { fullFrequency, incrementalFrequency, rto, rpo } = shop.data.backup;
    expect(fullFrequency).toBeLessThanOrEqual(24);
    expect(incrementalFrequency).toBeLessThanOrEqual(rpo ?? 0);
    expect(rpo).toBeLessThan(1);
    expect(rto).toBeLessThan(4);
  });
});

describe("the contract", () => {
  it("answers every operation with a correlation id, 429 and 503, and the others where they can happen", () => {
    for (const { name, method, operation } of operations) {
      const statuses = Object.keys(operation.responses);
      expect(statuses, name).toEqual(expect.arrayContaining(["429", "503"]));
      if (name.includes("{")) expect(statuses, name).toContain("404");
      if (method === "patch") expect(statuses, name).toContain("409");
      if (method === "patch" || method === "put") expect(statuses, name).toContain("422");
      expect(operation.parameters, name).toContainEqual({ $ref: "#/components/parameters/CorrelationId" });
      for (const response of Object.values(operation.responses))
        if (!response.$ref) expect(Object.keys(response.headers ?? {}), name).toContain("X-Correlation-ID");
    }
  });

  it("has an idempotency key on every POST that is no signed message", () => {
    for (const { name, method, operation } of operations) {
      const isSigned = operation.security.some((scheme) => !("oauth2" in scheme));
      if (method !== "post" || isSigned) continue;
      expect(operation.parameters, name).toContainEqual({ $ref: "#/components/parameters/IdempotencyKey" });
    }
  });

  it("says why where an operation is public, and asks for a scope everywhere else", () => {
    for (const { name, operation } of operations) {
      if (operation.security.length === 0) expect(operation.description, name).toMatch(/^Public: /);
      for (const scheme of operation.security) if (scheme.oauth2) expect(scheme.oauth2, name).not.toEqual([]);
    }
  });

  it("covers users, categories, products and orders, each operation under its own id", () => {
    for (const noun of ["users", "categories", "products", "orders"])
      expect(operations.filter(({ name }) => name.includes(`/v1/${noun}`)).length, noun).toBeGreaterThanOrEqual(5);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("holds every endpoint that a target or an objective names", () => {
    const named = [
      ...shop.performance.targets.map(({ name }) => name),
      ...shop.reliability.slos.map(({ endpoint }) => endpoint),
    ];
    const endpoints = named.filter((name) => /^[A-Z]+ \//.test(name));
    expect(endpoints.length).toBeGreaterThan(5);
    for (const endpoint of endpoints) expect(operations.map(({ name }) => name)).toContain(endpoint);
  });
});

describe("promises", () => {
  it("are within the backend standards", () => {
    const most = {
      latency_p50: 99,
      latency_p95: 199,
      latency_p99: 1999,
      error_rate_normal: 0.09,
      error_rate_peak: 0.9,
      query_simple: 49,
      query_join: 199,
      query_hot: 19,
    };
    const least = { throughput: 1000, availability: 99.9, load_multiple: 10 };
    for (const { metric, value, measured } of shop.performance.targets) {
      const limit = most[metric as keyof typeof most];
      const floor = least[metric as keyof typeof least];
      expect(limit ?? floor, metric).toBeDefined();
      if (limit !== undefined) {
        expect(value, metric).toBeLessThanOrEqual(limit);
        expect(measured, metric).toBeLessThanOrEqual(value ?? 0);
      } else {
        expect(value, metric).toBeGreaterThanOrEqual(floor ?? 0);
        expect(measured, metric).toBeGreaterThanOrEqual(value ?? 0);
      }
    }
    const metrics = new Set(shop.performance.targets.map(({ metric }) => metric));
    expect([...Object.keys(most), ...Object.keys(least)].filter((metric) => !metrics.has(metric))).toEqual([]);
  });

  it("carry ten times the peak with a third of the instances gone", () => {
    const needed = (shop.requirements.scale.peakRate ?? 0) * 10;
    for (const service of services) {
      const target = shop.performance.targets.find(
        ({ name, metric }) => name === service.name && metric === "throughput",
      );
      expect(((target?.value ?? 0) * (service.replicas ?? 0) * 2) / 3, service.name).toBeGreaterThanOrEqual(needed);
    }
  });

  it("choose, in every decision, one of its options", () => {
    for (const { title, chosen, options } of shop.decisions.decisions)
      expect(
        options.map((option) => option.title),
        title,
      ).toContain(chosen);
  });

  it("think of every kind of threat", () => {
    expect(new Set(shop.security.threats.map(({ kind }) => kind)).size).toBe(6);
  });

  it("name in the context diagram only parts that exist", () => {
    const context = shop.architecture.diagrams.find(({ name }) => name === "System context");
    for (const part of parts) expect(context?.source, part.name).toContain(part.name);
  });
});
