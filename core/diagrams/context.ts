import type { Spec } from "../spec/definition";
import { classDefinitions, containerLimits, linkText } from "./containers";
import { type GeneratedDiagram, idMaker, label } from "./mermaid-text";
import { type Link, mergeLinks, readGraph } from "./parts";

const platformNames: Record<string, string> = {
  aws: "AWS",
  azure: "Azure",
  gcp: "Google Cloud",
  on_premises: "on premises",
  edge: "edge",
};

const systemKey = "system";
const usersKey = "users";

/** The system as one box with who uses it, what it depends on and where it runs: the C4 context view. */
export function contextDiagram(spec: Spec, system: string): GeneratedDiagram {
  const { services, dependencies } = spec.services;
  const base = { kind: "context" as const, title: "System context" };
  if (services.length === 0 && dependencies.length === 0)
    return {
      ...base,
      source: "",
      notes: [],
      empty: "Add services or external dependencies to see the system drawn here.",
    };

  const shown = dependencies.slice(0, containerLimits.parts);
  const outside = new Set(shown.map(({ id }) => id));
  const all = new Set(dependencies.map(({ id }) => id));
  const end = (key: string) => (all.has(key) ? (outside.has(key) ? key : null) : systemKey);
  const links = mergeLinks(readGraph(spec).links, end);
  const makeId = idMaker();
  const ids = new Map([
    [systemKey, "system"],
    [usersKey, "users"],
    ...shown.map(({ id, name }) => [id, makeId("ext", name)] as const),
  ]);
  const linked = new Set(links.flatMap(({ from, to }) => [from, to]));
  const silent: Link[] = shown
    .filter(({ id }) => !linked.has(id))
    .map(({ id }) => ({ from: systemKey, to: id, labels: [], isAsync: false }));
  const users: Link = { from: usersKey, to: systemKey, labels: [apiWords(spec)], isAsync: false };
  const source = [
    "flowchart LR",
    `  users(["${usersText(spec)}"]):::person`,
    `  system["${systemText(spec, system)}"]:::service`,
    ...shown.map(({ id, name, vendor }) => {
      const lines = [label(name) || "Unnamed dependency", label(vendor, 48)].filter((line) => line !== "");
      return `  ${ids.get(id)}["${lines.join("<br/>")}"]:::outside`;
    }),
    ...[users, ...links, ...silent].flatMap((link) => linkText(link, ids)),
    ...[...classDefinitions, "classDef person fill:#efe4fb,stroke:#7b4fb5,color:#2b1745"].map((line) => `  ${line}`),
    "",
  ].join("\n");
  const hidden = dependencies.length - shown.length;
  return { ...base, source, notes: hidden > 0 ? [`${hidden} more dependencies are not drawn.`] : [], empty: null };
}

function usersText(spec: Spec): string {
  const { users } = spec.requirements.scale;
  return users === null || users <= 0 ? "Users" : `Users<br/>about ${label(users.toLocaleString("en"))}`;
}

function systemText(spec: Spec, system: string): string {
  const count = spec.services.services.length;
  const { platforms } = spec.requirements.environment;
  const where = platforms.map((platform) => platformNames[platform] ?? platform).join(", ");
  const size = count === 0 ? "" : `${count} ${count === 1 ? "service" : "services"}`;
  const detail = [size, where && `runs on ${where}`].filter(Boolean).join(", ");
  return [label(system) || "System", label(detail, 80)].filter((line) => line !== "").join("<br/>");
}

const apiWords = (spec: Spec) => {
  const names: Record<string, string> = { rest: "REST", graphql: "GraphQL", grpc: "gRPC", event_driven: "events" };
  return spec.architecture.communication.selected.map((style) => names[style] ?? style).join(", ");
};
