import type { Spec } from "../spec/definition";
import { type GeneratedDiagram, idMaker, label } from "./mermaid-text";
import { type Graph, type Link, mergeLinks, type Part, type PartKind, readGraph } from "./parts";

/** What a reader can still take in and a browser draws at once. */
export const containerLimits = { parts: 150, links: 300 };

/** Services, what they store and use, and how they talk: the C4 container view. `system` names the box around them. */
export function containersDiagram(spec: Spec, system: string): GeneratedDiagram {
  const title = "Containers";
  if (spec.services.services.length === 0 && spec.services.dependencies.length === 0)
    return { kind: "containers", title, source: "", notes: [], empty: "Add services to see them drawn here." };
  const { graph, notes } = foldToFit(readGraph(spec));
  return { kind: "containers", title, source: draw(graph, system), notes, empty: null };
}

/** Folds a graph that is too large, first its stores, then its services by owner, until it fits; says what it did. */
function foldToFit(whole: Graph): { graph: Graph; notes: string[] } {
  const fits = ({ parts, links }: Graph) =>
    parts.length <= containerLimits.parts && links.length <= containerLimits.links;
  if (fits(whole)) return { graph: whole, notes: [] };

  const isStore = ({ kind }: Part) => kind === "database" || kind === "cache" || kind === "queue";
  const shown = new Set(whole.parts.filter((part) => !isStore(part)).map(({ key }) => key));
  const bare: Graph = {
    parts: whole.parts.filter(({ key }) => shown.has(key)),
    links: mergeLinks(whole.links, (key) => (shown.has(key) ? key : null)),
  };
  const stores = whole.parts.length - bare.parts.length;
  const size = `${whole.parts.length} parts and ${whole.links.length} connections are too many for one picture`;
  if (fits(bare))
    return { graph: bare, notes: [`${size}: ${stores} stores are left out and parallel arrows drawn as one.`] };

  const byOwner = groupByOwner(bare);
  const note = `${size}: services and dependencies are drawn together by owner, stores are left out.`;
  if (fits(byOwner)) return { graph: byOwner, notes: [note] };
  return { graph: largest(byOwner), notes: [note, "Only the most connected are shown."] };
}

function groupByOwner({ parts, links }: Graph): Graph {
  const groups = new Map<string, Part[]>();
  const keyOf = (part: Part) => `group:${part.kind}:${part.owner.trim().toLowerCase()}`;
  for (const part of parts) groups.set(keyOf(part), [...(groups.get(keyOf(part)) ?? []), part]);
  const groupOf = new Map(parts.map((part) => [part.key, keyOf(part)]));
  return {
    parts: [...groups].map(([key, members]) => {
      const [first] = members as [Part];
      const noun = first.kind === "dependency" ? "dependencies" : "services";
      const one = members.length === 1 ? first.name : `${members.length} ${noun}`;
      return {
        key,
        kind: members.length === 1 ? first.kind : "group",
        name: first.owner || "No owner",
        lines: [one],
        owner: "",
      };
    }),
    links: mergeLinks(links, (key) => groupOf.get(key) ?? null),
  };
}

function largest({ parts, links }: Graph): Graph {
  const degree = new Map<string, number>();
  for (const { from, to } of links) for (const key of [from, to]) degree.set(key, (degree.get(key) ?? 0) + 1);
  const ranked = [...parts].sort((a, b) => (degree.get(b.key) ?? 0) - (degree.get(a.key) ?? 0));
  const kept = new Set(ranked.slice(0, containerLimits.parts).map(({ key }) => key));
  const between = links.filter(({ from, to }) => kept.has(from) && kept.has(to));
  return { parts: parts.filter(({ key }) => kept.has(key)), links: between.slice(0, containerLimits.links) };
}

const shapes: Record<PartKind, (id: string, text: string) => string> = {
  service: (id, text) => `${id}["${text}"]:::service`,
  group: (id, text) => `${id}[["${text}"]]:::service`,
  dependency: (id, text) => `${id}["${text}"]:::outside`,
  database: (id, text) => `${id}[("${text}")]:::store`,
  cache: (id, text) => `${id}(["${text}"]):::store`,
  queue: (id, text) => `${id}[/"${text}"/]:::queue`,
};

const prefixes: Record<PartKind, string> = {
  service: "svc",
  group: "grp",
  dependency: "ext",
  database: "db",
  cache: "cache",
  queue: "queue",
};

/** Colours that read on light and on dark; the border says what kind of thing it is, the shape says it again. */
export const classDefinitions = [
  "classDef service fill:#dbe6ff,stroke:#3b5bdb,color:#14213d",
  "classDef store fill:#dff3e6,stroke:#2b8a57,color:#12301f",
  "classDef queue fill:#fdeccb,stroke:#b7791f,color:#3d2a06",
  "classDef outside fill:#eceae6,stroke:#7d7a73,color:#2b2926,stroke-dasharray:4 3",
];

function draw({ parts, links }: Graph, system: string): string {
  const makeId = idMaker();
  const ids = new Map(parts.map((part) => [part.key, makeId(prefixes[part.kind], part.name)]));
  const node = (part: Part) => shapes[part.kind](ids.get(part.key) ?? "", partText(part));
  const inside = parts.filter(({ kind }) => kind !== "dependency");
  const outside = parts.filter(({ kind }) => kind === "dependency");
  return [
    "flowchart LR",
    ...(inside.length > 0
      ? [`  subgraph system["${label(system) || "System"}"]`, ...inside.map((part) => `    ${node(part)}`), "  end"]
      : []),
    ...outside.map((part) => `  ${node(part)}`),
    ...links.flatMap((link) => linkText(link, ids)),
    ...classDefinitions.map((line) => `  ${line}`),
    "",
  ].join("\n");
}

// A line break between name and detail is the one piece of markup; it survives both ways Mermaid draws labels.
const partText = ({ name, lines }: Part) =>
  [label(name) || "Unnamed", ...lines.map((line) => label(line, 48)).filter((line) => line !== "")].join("<br/>");

/** The statement for an arrow; of many labels the first two are written and the rest counted. */
export function linkText({ from, to, labels, isAsync }: Link, ids: ReadonlyMap<string, string>): string[] {
  const source = ids.get(from);
  const target = ids.get(to);
  if (!source || !target) return [];
  const texts = labels.length > 3 ? [...labels.slice(0, 2), `and ${labels.length - 2} more`] : labels;
  const written = texts
    .map((text) => label(text, 48))
    .filter((text) => text !== "")
    .join("<br/>");
  return [`  ${source} ${isAsync ? "-.->" : "-->"}${written ? `|"${written}"|` : ""} ${target}`];
}
