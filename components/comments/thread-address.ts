import type { Anchor } from "@/core/comments/anchor";

export type ThreadAt = { number: number; anchor: Anchor; version: number | null };

const diagramsPath = "architecture.diagrams.";

/** The place of the specification an anchor stands at; `null` for what is no place of it. */
export function pathOf(anchor: Anchor): string | null {
  if (anchor.kind === "place" || anchor.kind === "text") return anchor.path;
  if (anchor.kind === "question" || anchor.diagram.startsWith("generated:")) return null;
  return anchor.diagram;
}

/** The key an anchor's place has in the page: what its marks and its unsent text are filed under. */
export function placeKey(anchor: Anchor): string {
  switch (anchor.kind) {
    case "place":
    case "text":
      return anchor.path;
    case "node":
      return `node:${anchor.diagram}:${anchor.node}`;
    case "edge":
      return `edge:${anchor.diagram}:${anchor.from}:${anchor.to}`;
    case "question":
      return `question:${anchor.lens}:${anchor.question}`;
  }
}

/**
 * Where a thread is read beside what it speaks about. `base` is the address of the review, `comment` the event of a comment to
 * begin at.
 */
export function threadAddress(base: string, { number, anchor, version }: ThreadAt, comment?: number): string {
  const query = comment === undefined ? `thread=${number}` : `thread=${number}&comment=${comment}`;
  if (anchor.kind === "question") return `${base}/checklist/${anchor.lens}?${query}#question-${anchor.question}`;
  if (version !== null && (anchor.kind === "place" || anchor.kind === "text"))
    return `${base}/versions/${version}?${query}#${viewId(anchor.path)}`;
  if (anchor.kind === "node" || anchor.kind === "edge")
    return `${base}/diagrams?diagram=${encodeURIComponent(diagramName(anchor.diagram))}&${query}`;
  return `${base}/spec/${anchor.path.split(".", 1)[0]}?${query}#${anchor.path}`;
}

/** The id of a section in the document of a version; every other place has its path for an id. */
export const viewId = (path: string) => (path.includes(".") ? path : `view-${path}`);

/** What the diagrams page calls a diagram: the id of a drawn one, the kind of a generated one. */
export function diagramName(diagram: string): string {
  if (diagram.startsWith("generated:")) return diagram.slice("generated:".length);
  return diagram.startsWith(diagramsPath) ? (diagram.slice(diagramsPath.length).split(".", 1)[0] ?? "") : diagram;
}
