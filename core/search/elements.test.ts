import { loadModule, parseSync } from "libpg-query";
import { beforeAll, expect, it } from "vitest";
import { readDdl } from "../analysis/ddl/read-ddl";
import { findTemplate } from "../spec/templates/templates";
import { emptySpec } from "../spec/value";
import { contractElements } from "./contract-elements";
import type { ElementKind } from "./element-kinds";
import { parseElementQuery } from "./element-query";
import { elementKey, elementSources, specElements } from "./elements";

beforeAll(() => loadModule());
const readers = { ddl: (text: string) => readDdl(text, parseSync), contract: contractElements };

const shop = () => {
  const spec = findTemplate("e-commerce")?.spec;
  if (!spec) throw new Error("the worked example is gone");
  return specElements(spec, readers);
};

it.each<[ElementKind, string, string]>([
  ["table", 'public."Orders"', "orders"],
  ["table", "shop.order_items", "order_items"],
  ["endpoint", "POST /v1/orders", "/orders post"],
  ["endpoint", "post https://shop.example/api/v2/orders/{orderId}/?x=1", "/orders/{} post"],
  ["endpoint", "GET /orders/:id", "/orders/{} get"],
  ["endpoint", "GET /orders/42", "/orders/{} get"],
  ["endpoint", "/orders", "/orders"],
  ["endpoint", "GET /api", "/api get"],
  ["event", "OrderCreated", "ordercreated"],
  ["event", "order.created", "ordercreated"],
  ["event", "order-created", "ordercreated"],
  ["technology", "Postgres 18", "postgresql"],
  ["service", "  Order   Service ", "order service"],
])("has one key for every spelling: %s %j is %j", (kind, name, key) => {
  expect(elementKey(kind, name)).toBe(key);
});

it("finds in the worked example what the questions ask for", () => {
  const elements = shop();
  for (const question of [
    "table orders",
    "endpoint POST /orders",
    "event OrderPlaced",
    "PostgreSQL",
    "Redis",
    "Checkout team",
  ]) {
    const [term] = parseElementQuery(question);
    const hit = elements.find(({ kind, key }) => term?.keys.some((each) => each.kind === kind && each.key === key));
    expect(hit, question).toBeDefined();
  }
  expect(elements.find(({ kind, key }) => kind === "table" && key === "orders")).toMatchObject({ path: "data.ddl" });
  expect(elements.find(({ kind, name }) => kind === "event" && name === "OrderPlaced")?.place).toContain("Services ›");
});

it("gives each element of a place once, and none for a specification nobody wrote in", () => {
  const elements = shop();
  const ids = elements.map(({ kind, key, path }) => `${kind} ${key} ${path}`);
  expect(new Set(ids).size).toBe(ids.length);
  expect(specElements(emptySpec(), readers)).toEqual([]);
});

it("does without parsers, and leaves out what only they can read", () => {
  const spec = findTemplate("e-commerce")?.spec ?? emptySpec();
  expect(specElements(spec).some(({ kind }) => kind === "service")).toBe(true);
  expect(specElements(spec).some(({ path }) => path.endsWith(".source"))).toBe(false);
});

it("follows from nothing but its sources", () => {
  const spec = structuredClone(findTemplate("e-commerce")?.spec ?? emptySpec());
  const before = JSON.stringify(elementSources(spec));
  spec.requirements.problem += " Changed.";
  spec.architecture.overview += " Changed.";
  expect(JSON.stringify(elementSources(spec))).toBe(before);
  spec.data.ddl += "\ncreate table more (id int);";
  expect(JSON.stringify(elementSources(spec))).not.toBe(before);
});

it.each([
  ["openapi", "paths:\n  /orders:\n    post: {}\n    parameters: []\n", ["endpoint POST /orders"]],
  ["openapi", '{"paths":{"/a":{"get":{}}},"webhooks":{"paid":{}}}', ["endpoint GET /a", "event paid"]],
  ["openapi", "paths: [1, 2", []],
  [
    "asyncapi",
    "channels:\n  orders:\n    address: shop.orders\n    messages:\n      placed:\n        $ref: '#/components/messages/OrderPlaced'\n",
    ["topic shop.orders", "event OrderPlaced"],
  ],
  [
    "asyncapi",
    "channels:\n  shop.orders:\n    subscribe:\n      message:\n        oneOf:\n          - name: OrderPaid\n          - $ref: '#/components/messages/OrderShipped'\n",
    ["topic shop.orders", "event OrderPaid", "event OrderShipped"],
  ],
  ["protobuf", "service Orders {\n // rpc Not (\n rpc Place (A) returns (B);\n}", ["endpoint RPC Orders.Place"]],
  [
    "graphql",
    'type Query {\n  "one: two"\n  order(id: ID!, deep: X): Order\n  orders: [Order]\n}\ntype Order { id: ID }',
    ["endpoint QUERY order", "endpoint QUERY orders"],
  ],
])("reads names out of %s", (format, source, names) => {
  expect(contractElements(format, source).map(({ kind, name }) => `${kind} ${name}`)).toEqual(names);
});

it.each([
  ["Which designs touch the table orders?", "table:orders"],
  ["touch table orders", "table:orders"],
  ["kind:table orders", "table:orders"],
  ["endpoint POST /orders", "endpoint:POST /orders"],
  ["POST /orders", "endpoint:POST /orders"],
  ["/orders/{id}", "endpoint:/orders/{id}"],
  ["event OrderCreated", "event:OrderCreated"],
  ["PostgreSQL", "any:PostgreSQL"],
  ["who uses PostgreSQL and Redis", "any:PostgreSQL any:Redis"],
  ["table orders, event OrderPaid; team Payments", "table:orders event:OrderPaid owner:Payments"],
  ["events", "any:events"],
])("reads the question %j as %j", (question, terms) => {
  expect(
    parseElementQuery(question)
      .map(({ kind, text }) => `${kind ?? "any"}:${text}`)
      .join(" "),
  ).toBe(terms);
});

it.each([
  ["", "Name a table"],
  ["which designs?", "Name a table"],
  ["🚀", "Name a table"],
  ["t1, t2, t3, t4, t5, t6", "at most 5"],
])("refuses the question %j", (question, message) => {
  expect(() => parseElementQuery(question)).toThrow(message);
});
