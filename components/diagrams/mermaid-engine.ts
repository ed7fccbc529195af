import { drawingBlocker, sourceLimits } from "@/core/diagrams/source";
import { type DiagramProblem, explainMermaidError } from "@/core/diagrams/syntax-error";
import { isZenuml, ZenumlError, zenumlToSequence } from "@/core/diagrams/zenuml";
import { type DiagramTheme, mermaidConfig } from "./mermaid-theme";
import { sanitiseSvg } from "./sanitise-svg";

/** `public/vendor/mermaid-<version>` holds Mermaid's own browser modules; a test keeps this equal to the installed version. */
export const mermaidVersion = "12.3.0";
const moduleUrl = `/vendor/mermaid-${mermaidVersion}/mermaid.esm.min.mjs`;

/** A picture as markup. Every id in it begins with `token`, so that it can stand in a page more than once. */
export type Drawing = { svg: string; token: string; width: number; height: number };

export type DrawingResult =
  | { kind: "drawn"; drawing: Drawing }
  | { kind: "refused"; message: string }
  | { kind: "broken"; problem: DiagramProblem };

type Mermaid = {
  initialize: (config: object) => void;
  render: (id: string, source: string, container: Element) => Promise<{ svg: string }>;
};

let loading: Promise<Mermaid> | null = null;

/** Mermaid itself, fetched when the first diagram of the session is drawn. A failed fetch is tried again the next time. */
function loadMermaid(): Promise<Mermaid> {
  loading ??= import(/* turbopackIgnore: true */ moduleUrl).then(
    (module) => module.default as Mermaid,
    (error) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

const kept = new Map<string, DrawingResult>();
const mostKept = 40;

/**
 * Draws a source, one at a time over the whole page, and keeps the result. What is too large is refused before anything is
 * loaded or parsed; what does not parse answers with its place and reason. An aborted call whose turn has not come draws nothing.
 * Rejects only when Mermaid cannot be fetched or the call was aborted.
 */
export async function drawDiagram(source: string, theme: DiagramTheme, signal?: AbortSignal): Promise<DrawingResult> {
  const blocker = drawingBlocker(source);
  if (blocker) return { kind: "refused", message: blocker };
  const key = `${theme}\n${source}`;
  const known = kept.get(key);
  if (known) return known;
  return inTurn(async () => {
    signal?.throwIfAborted();
    const result = kept.get(key) ?? (await draw(source, theme));
    kept.delete(key);
    kept.set(key, result);
    const oldest = kept.keys().next();
    if (kept.size > mostKept && !oldest.done) kept.delete(oldest.value);
    return result;
  });
}

let last: Promise<unknown> = Promise.resolve();

// Between two drawings the page gets a turn, so that typing and scrolling are never more than one drawing late.
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = last.then(() => new Promise((resolve) => setTimeout(resolve))).then(work);
  last = turn.catch(() => {});
  return turn;
}

let drawn = 0;

async function draw(source: string, theme: DiagramTheme, isForFile = false): Promise<DrawingResult> {
  const mermaid = await loadMermaid();
  const limits = { maxTextSize: sourceLimits.characters, maxEdges: sourceLimits.edges };
  mermaid.initialize(mermaidConfig(theme, limits, isForFile));
  const token = `lintel-diagram-${++drawn}-x`;
  const stage = openStage();
  try {
    const mermaidSource = isZenuml(source) ? zenumlToSequence(source) : source;
    const { svg } = await mermaid.render(token, withoutOutsidePictures(mermaidSource), stage);
    const picture = sanitiseSvg(svg);
    if (!picture) return { kind: "broken", problem: { line: 1, message: "Mermaid drew nothing." } };
    const size = sizeTo(picture);
    if (isForFile) decodeEntities(picture);
    const markup = isForFile ? new XMLSerializer().serializeToString(picture) : picture.outerHTML;
    return { kind: "drawn", drawing: { ...size, svg: markup, token } };
  } catch (error) {
    const place = error instanceof ZenumlError ? { line: error.line, message: error.message } : null;
    return { kind: "broken", problem: place ?? explainMermaidError(error, source) };
  } finally {
    stage.remove();
  }
}

/** Draws for a file: light, and with labels as SVG text, which programs other than browsers can show. Throws what is wrong. */
export async function drawForFile(source: string): Promise<Drawing> {
  const blocker = drawingBlocker(source);
  if (blocker) throw new Error(blocker);
  const result = await inTurn(() => draw(source, "light", true));
  if (result.kind === "drawn") return result.drawing;
  throw new Error(result.kind === "broken" ? `Line ${result.problem.line}: ${result.problem.message}` : result.message);
}

// As SVG text, labels keep the entities that HTML labels resolve; they are put back as plain characters of text.
function decodeEntities(picture: SVGSVGElement) {
  const named: Record<string, string> = { quot: '"', amp: "&", lt: "<", gt: ">", apos: "'", nbsp: " " };
  const texts = document.createTreeWalker(picture, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (node.parentElement?.localName === "style" || !node.nodeValue?.includes("&")) continue;
    node.nodeValue = node.nodeValue
      .replace(/&#(\d{1,7});/g, (whole, code: string) =>
        Number(code) < 0x110000 ? String.fromCodePoint(Number(code)) : whole,
      )
      .replace(/&(\w+);/g, (whole, name: string) => named[name] ?? whole);
  }
}

/** A place to measure text in: laid out, but out of sight, reach and the accessibility tree. */
function openStage(): HTMLElement {
  const stage = document.createElement("div");
  stage.setAttribute("aria-hidden", "true");
  stage.inert = true;
  stage.style.cssText =
    "position:fixed;left:-20000px;top:0;width:1000px;visibility:hidden;pointer-events:none;contain:layout style";
  document.body.append(stage);
  return stage;
}

const emptyPicture = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

/**
 * Pictures from elsewhere would tell their host who reads the design, and the page's policy stops them anyway; an empty one keeps
 * their place.
 */
function withoutOutsidePictures(source: string): string {
  return source
    .replace(/(\bimg\s*:\s*)(["'])(?!data:)[^"'\n]*\2/gi, (_, name: string) => `${name}"${emptyPicture}"`)
    .replace(/<img\b[^>]*>/gi, (tag) => tag.replace(/\bsrc(?:set)?\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, ""));
}

/** Gives the picture its natural size in pixels and lets it grow with what holds it. */
function sizeTo(picture: SVGSVGElement): { width: number; height: number } {
  const box = (picture.getAttribute("viewBox") ?? "").split(/[\s,]+/).map(Number);
  const stated = (name: string) => Number.parseFloat(picture.getAttribute(name) ?? "");
  const width = Math.max(1, box[2] || stated("width") || 400);
  const height = Math.max(1, box[3] || stated("height") || 300);
  picture.removeAttribute("style");
  picture.setAttribute("width", String(width));
  picture.setAttribute("height", String(height));
  if (box.length !== 4) picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return { width, height };
}
