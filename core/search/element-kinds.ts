/** What a design can be found by, besides its words, in the order in which it is offered. */
export const elementKinds = [
  "service",
  "dependency",
  "table",
  "endpoint",
  "event",
  "topic",
  "technology",
  "store",
  "pattern",
  "owner",
  "vendor",
] as const;
export type ElementKind = (typeof elementKinds)[number];

export const elementKindLabels: Record<ElementKind, { one: string; many: string }> = {
  service: { one: "Service", many: "Services" },
  dependency: { one: "Dependency", many: "Dependencies" },
  table: { one: "Table", many: "Tables" },
  endpoint: { one: "Endpoint", many: "Endpoints" },
  event: { one: "Event", many: "Events" },
  topic: { one: "Topic", many: "Topics" },
  technology: { one: "Technology", many: "Technologies" },
  store: { one: "Store", many: "Stores" },
  pattern: { one: "Pattern", many: "Patterns" },
  owner: { one: "Owner", many: "Owners" },
  vendor: { one: "Vendor", many: "Vendors" },
};
