/** The passage of an element's text as a range of the page; `null` where the element has less text. */
export function rangeIn(element: Element, from: number, to: number): Range | null {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  let isStarted = false;
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const length = node.nodeValue?.length ?? 0;
    if (!isStarted && from < at + length) {
      range.setStart(node, Math.max(0, from - at));
      isStarted = true;
    }
    if (isStarted && to <= at + length) {
      range.setEnd(node, to - at);
      return range;
    }
    at += length;
  }
  return null;
}

/** How many characters of an element's text stand before a point in it. */
export function offsetIn(element: Element, node: Node, offset: number): number {
  const range = document.createRange();
  range.selectNodeContents(element);
  range.setEnd(node, offset);
  return range.toString().length;
}

export type Tone = "mark" | "unread" | "current";
const tones: readonly Tone[] = ["mark", "unread", "current"];

const drawn = new Map<Element, { tone: Tone; range: Range }[]>();

/**
 * Colours passages of an element by the browser's own highlights, which leave the document as it is. Browsers without them show
 * no colour; the marks beside the texts say the same.
 */
export function highlight(element: Element, passages: { tone: Tone; range: Range }[]) {
  if (passages.length === 0) drawn.delete(element);
  else drawn.set(element, passages);
  if (!("highlights" in CSS)) return;
  const all = [...drawn.values()].flat();
  for (const tone of tones) {
    const ranges = all.filter((each) => each.tone === tone).map(({ range }) => range);
    if (ranges.length === 0) CSS.highlights.delete(`thread-${tone}`);
    else CSS.highlights.set(`thread-${tone}`, new Highlight(...ranges));
  }
}

/** The texts that are read on this page, by the element that shows each. */
export const readTexts = new WeakMap<Element, { path: string; source: string }>();
