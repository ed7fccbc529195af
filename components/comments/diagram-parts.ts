/** A part of a drawn diagram that can be spoken about, as its source names it. */
export type DiagramPart = { kind: "node"; node: string } | { kind: "edge"; from: string; to: string };

/** What Mermaid puts before the name of a node in the id of its element, and after it. */
const nodeId = /^(?:flowchart|entity|classId|state)-(.+)-\d+$/;

/** The node an element's id names; `token` is the id of the whole picture, which begins every id in it. */
export function readNode(id: string, token: string): string | null {
  const own = id.startsWith(`${token}-`) ? id.slice(token.length + 1) : id;
  return nodeId.exec(own)?.[1] ?? null;
}

/**
 * The two nodes an edge's id names, such as `L_orders_db_0` or `id_entity-ORDERS-0_entity-ITEMS-1_0`. Names may have underscores
 * of their own, so the cut is where both sides are nodes that are drawn.
 */
export function readEdge(id: string, nodes: ReadonlySet<string>): { from: string; to: string } | null {
  const names = /^(?:L|id)_(.+)_\d+$/.exec(id)?.[1];
  if (!names) return null;
  for (let cut = names.indexOf("_"); cut > 0; cut = names.indexOf("_", cut + 1)) {
    const from = withoutKind(names.slice(0, cut));
    const to = withoutKind(names.slice(cut + 1));
    if (nodes.has(from) && nodes.has(to)) return { from, to };
  }
  return null;
}

const withoutKind = (name: string) => nodeId.exec(name)?.[1] ?? name;

export type DrawnPart = DiagramPart & { label: string; elements: SVGGraphicsElement[] };

/** Every part of the picture that its source names, each once, in the order it is drawn. */
export function readParts(picture: SVGSVGElement): DrawnPart[] {
  const parts = new Map<string, DrawnPart>();
  const add = (key: string, part: DiagramPart, element: Element, label: string) => {
    const known = parts.get(key);
    // Everything inside of a picture is drawn.
    if (known) known.elements.push(element as SVGGraphicsElement);
    else parts.set(key, { ...part, label, elements: [element as SVGGraphicsElement] });
  };
  const addNode = (node: string, element: Element) =>
    add(`node ${node}`, { kind: "node", node }, element, labelOf(element) || node);
  for (const element of picture.querySelectorAll("g.node, g.cluster")) {
    const isPlain = element.matches(".cluster, .c4-shape");
    const node = isPlain ? element.id.slice(picture.id.length + 1) : readNode(element.id, picture.id);
    if (node && !/^root_(?:start|end)/.test(node)) addNode(node, element);
  }
  for (const element of picture.querySelectorAll<SVGElement>("[data-et=participant]"))
    if (element.dataset.id) addNode(element.dataset.id, element);
  const nodes = new Set([...parts.values()].flatMap((part) => (part.kind === "node" ? [part.node] : [])));
  for (const element of picture.querySelectorAll<SVGElement>("[data-id]")) {
    const ends = readEdge(element.dataset.id ?? "", nodes);
    if (!ends) continue;
    const name = (node: string) => parts.get(`node ${node}`)?.label ?? node;
    add(`edge ${ends.from} ${ends.to}`, { kind: "edge", ...ends }, element, `${name(ends.from)} → ${name(ends.to)}`);
  }
  return [...parts.values()];
}

/** The first words in an element; what else a node holds, such as columns, would make its name too long. */
function labelOf(element: Element): string {
  const label = element.querySelector(".name .label, .cluster-label, .nodeLabel, text, p") ?? element;
  const texts = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const words = (node.nodeValue ?? "").replace(/\s+/g, " ").trim();
    if (words !== "") return words.slice(0, 60);
  }
  return "";
}

/** The part an element of the picture belongs to. */
export function partAround(parts: readonly DrawnPart[], element: Element | null): DrawnPart | null {
  if (!element) return null;
  const around = parts.filter((part) => part.elements.some((each) => each.contains(element)));
  // Of a node within a group both are around; the innermost is meant.
  return around.find((part) => part.elements.some((each) => !each.classList.contains("cluster"))) ?? around[0] ?? null;
}
