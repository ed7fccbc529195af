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

/** An arrow. Parallel ones between the same parts are kept apart by their label. */
export type Link = { from: string; to: string; label: string; isAsync: boolean };

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
      links.push({ from: one.id, to: store, label: "", isAsync: kind === "queue" });
    }
  for (const { from, to, purpose, protocol, mode } of interactions) {
    if (!parts.has(from) || !parts.has(to)) continue;
    const how = protocolNames[protocol] ?? protocol;
    const text = purpose && how ? `${purpose} [${how}]` : purpose || how;
    links.push({ from, to, label: text, isAsync: mode === "async" });
  }
  links.push(...eventLinks([...services, ...dependencies]));
  return { parts: [...parts.values()], links: distinct(links) };
}

const partOf = (one: Service | Dependency, kind: PartKind, lines: string[]): Part => ({
  key: one.id,
  kind,
  name: one.name || `Unnamed ${kind}`,
  lines: lines.filter((line) => line !== ""),
  owner: one.owner,
});

const apiText = (one: Service | Dependency) => one.apiStyles.map((style) => apiNames[style] ?? style).join(", ");

/** One arrow from each publisher to each consumer, naming the events; more than three are counted. */
function eventLinks(all: readonly (Service | Dependency)[]): Link[] {
  const consumers = new Map<string, string[]>();
  for (const one of all)
    for (const event of one.consumes)
      consumers.set(sameText(event), [...(consumers.get(sameText(event)) ?? []), one.id]);
  return all.flatMap((publisher) => {
    const sent = new Map<string, string[]>();
    for (const event of publisher.publishes)
      for (const consumer of consumers.get(sameText(event)) ?? [])
        if (consumer !== publisher.id) sent.set(consumer, [...(sent.get(consumer) ?? []), event]);
    return [...sent].map(([consumer, events]) => ({
      from: publisher.id,
      to: consumer,
      label: events.length > 3 ? `${events.slice(0, 3).join(", ")} and ${events.length - 3} more` : events.join(", "),
      isAsync: true,
    }));
  });
}

function distinct(links: readonly Link[]): Link[] {
  const seen = new Set<string>();
  return links.filter((link) => {
    const key = JSON.stringify(link);
    return seen.has(key) ? false : seen.add(key);
  });
}

/** Draws other ends for the arrows: `to` maps a part to what stands for it. Arrows within one part disappear, parallel ones become one. */
export function mergeLinks(links: readonly Link[], to: (key: string) => string | null, noun = "interactions"): Link[] {
  const merged = new Map<string, { link: Link; count: number }>();
  for (const link of links) {
    const from = to(link.from);
    const target = to(link.to);
    if (from === null || target === null || from === target) continue;
    const key = JSON.stringify([from, target, link.isAsync]);
    const found = merged.get(key);
    if (found) found.count++;
    else merged.set(key, { link: { ...link, from, to: target }, count: 1 });
  }
  return [...merged.values()].map(({ link, count }) => (count === 1 ? link : { ...link, label: `${count} ${noun}` }));
}
