import type { Dependency, Service, Spec } from "../spec/definition";

export type PartKind = "service" | "dependency" | "database" | "cache" | "queue" | "group";

/** A box of the picture. `key` is what edges name it by. */
export type Part = {
  key: string;
  kind: PartKind;
  name: string;
  /** Quieter lines below the name. */
  lines: string[];
  owner: string;
};

/** An arrow. What goes the same way in the same mode is one arrow with several labels, or the picture is all arrows. */
export type Link = { from: string; to: string; labels: string[]; isAsync: boolean };

export type Graph = { parts: Part[]; links: Link[] };

const apiNames: Record<string, string> = {
  rest: "REST",
  graphql: "GraphQL",
  grpc: "gRPC",
  events: "Events",
  websocket: "WebSocket",
  batch: "Batch",
};

export const protocolNames: Record<string, string> = {
  http: "HTTP",
  grpc: "gRPC",
  graphql: "GraphQL",
  kafka: "Kafka",
  amqp: "AMQP",
  sql: "SQL",
  redis: "Redis",
  websocket: "WebSocket",
};

/** Names that differ only in case and spacing name one store: “PostgreSQL, orders” and “postgresql,  Orders”. */
const sameText = (text: string) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

/**
 * Every service, dependency and store of the specification with every call, message and use of a store between them: what the
 * diagrams draw. Interactions whose ends are gone or not chosen yet are left out.
 */
export function readGraph(spec: Spec): Graph {
  const { services, dependencies, interactions } = spec.services;
  const parts = new Map<string, Part>();
  const links: Link[] = [];
  const add = (part: Part) => {
    if (!parts.has(part.key)) parts.set(part.key, part);
    return part.key;
  };

  for (const service of services) add(partOf(service, "service", [apiText(service)]));
  for (const dependency of dependencies)
    add(partOf(dependency, "dependency", [dependency.vendor, apiText(dependency)]));
  for (const one of [...services, ...dependencies])
    for (const kind of ["database", "cache", "queue"] as const) {
      if (one[kind].trim() === "") continue;
      const store = add({ key: `${kind}:${sameText(one[kind])}`, kind, name: one[kind], lines: [], owner: "" });
      links.push({ from: one.id, to: store, labels: [], isAsync: kind === "queue" });
    }
  for (const { from, to, purpose, protocol, mode } of interactions) {
    if (!parts.has(from) || !parts.has(to)) continue;
    const how = protocolNames[protocol] ?? protocol;
    const text = purpose && how ? `${purpose} [${how}]` : purpose || how;
    links.push({ from, to, labels: text ? [text] : [], isAsync: mode === "async" });
  }
  links.push(...eventLinks([...services, ...dependencies]));
  return { parts: [...parts.values()], links: mergeLinks(links, (key) => key) };
}

const partOf = (one: Service | Dependency, kind: PartKind, lines: string[]): Part => ({
  key: one.id,
  kind,
  name: one.name || `Unnamed ${kind}`,
  lines: lines.filter((line) => line !== ""),
  owner: one.owner,
});

const apiText = (one: Service | Dependency) => one.apiStyles.map((style) => apiNames[style] ?? style).join(", ");

/** One arrow from each publisher to each consumer, naming the events. */
function eventLinks(all: readonly (Service | Dependency)[]): Link[] {
  const consumers = new Map<string, string[]>();
  for (const one of all)
    for (const event of one.consumes)
      consumers.set(sameText(event), [...(consumers.get(sameText(event)) ?? []), one.id]);
  return all.flatMap((publisher) =>
    publisher.publishes.flatMap((event) =>
      (consumers.get(sameText(event)) ?? [])
        .filter((consumer) => consumer !== publisher.id)
        .map((consumer) => ({ from: publisher.id, to: consumer, labels: [event], isAsync: true })),
    ),
  );
}

/** Draws other ends for the arrows: `to` maps a part to what stands for it. Arrows within one part disappear, parallel ones become one. */
export function mergeLinks(links: readonly Link[], to: (key: string) => string | null): Link[] {
  const merged = new Map<string, Link>();
  for (const link of links) {
    const from = to(link.from);
    const target = to(link.to);
    if (from === null || target === null || from === target) continue;
    const key = JSON.stringify([from, target, link.isAsync]);
    const found = merged.get(key);
    if (found) found.labels.push(...link.labels.filter((text) => !found.labels.includes(text)));
    else merged.set(key, { ...link, from, to: target, labels: [...link.labels] });
  }
  return [...merged.values()];
}
