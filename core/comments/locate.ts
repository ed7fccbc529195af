import { edgeKey, type SourceParts, sourceParts } from "../diagrams/source-parts";
import { specDefinition } from "../spec/definition";
import type { Definition, FieldValue, FieldValues, ListItem } from "../spec/field";
import { findPlace, valueAt, walkSpec } from "../spec/path";
import type { Anchor, Quote } from "./anchor";
import { anchorPath, generatedPrefix, isText } from "./anchor-place";
import type { Range } from "./approximate";
import { findQuote, nearest, quoteOf, scoreOf } from "./quote";

type AnySpec = { readonly [section: string]: FieldValues };

/**
 * Where an anchor stands today. `exact`: the thing itself, its words unchanged. `moved`: its words were edited, or stand in
 * another field. `parent`: it is gone, and `path` is what held it. `detached`: not even that is there. `certainty` runs from 0
 * to 1; `range` is the passage within the text at `path`, in UTF-16 units.
 */
export type Located = {
  how: "exact" | "moved" | "parent" | "detached";
  certainty: number;
  path: string;
  range: Range | null;
};

/** What the specification alone does not tell: sources of generated diagrams by kind, and which questions there are. */
export type LocateMore = {
  diagrams?: Readonly<Record<string, string>> | undefined;
  isQuestion?: ((lens: string, question: string) => boolean) | undefined;
  definition?: Definition | undefined;
};

/** How sure it is that a thread belongs to what held its place, by how far up that is. */
const parentCertainty = [0.4, 0.25, 0.1] as const;
/** A quote found in another field must score this much, with no position to go by… */
const minimumElsewhere = 0.75;
/** …or be so long that nobody writes it twice by chance, and stand there only once. */
const longEnoughAlone = 24;
const mostElsewhere = 32;

/** An anchor for what somebody points at: a passage of a text (`start` and `end` given), or a section, field or item. */
export function describeAnchor(
  spec: AnySpec,
  selection: { path: string; start?: number; end?: number },
  definition: Definition = specDefinition,
): Anchor | null {
  const { path, start, end } = selection;
  const place = findPlace(path, definition);
  if (!place) return null;
  if (start === undefined || end === undefined) return { kind: "place", path };
  const text = valueAt(spec, path);
  if (place.kind !== "field" || !isText(place.field) || typeof text !== "string") return null;
  const quote = quoteOf(text, start, end);
  return quote ? { kind: "text", path, quote } : { kind: "place", path };
}

/** Where one anchor stands; see {@link locateAll}. */
export function locate(anchor: Anchor, spec: AnySpec, more: LocateMore = {}): Located {
  return locateAll([anchor], spec, more)[0] ?? detached(anchor);
}

/**
 * Where anchors stand in a specification, in their order: by the id path, at the position, by the exact quote in its field
 * (between equal ones by what stands around them), by what reads most like it there, by the exact quote in another field, and
 * else at what held it. Nothing is thrown and nothing is random: the same anchor in the same specification is found at the same
 * place, alone or among thousands. What costs time is done only for anchors whose words are not where they were.
 */
export function locateAll(anchors: readonly Anchor[], spec: AnySpec, more: LocateMore = {}): Located[] {
  const search = new Search(spec, more);
  return anchors.map((anchor) => search.locate(anchor));
}

const detached = (anchor: Anchor): Located => ({
  how: "detached",
  certainty: 0,
  path: anchorPath(anchor),
  range: null,
});

/** What the anchors of one specification share: values by path, parts of diagrams, and all texts in one, each made when asked for. */
class Search {
  readonly #spec: AnySpec;
  readonly #more: LocateMore;
  readonly #definition: Definition;
  readonly #values = new Map<string, FieldValue | undefined>();
  readonly #parts = new Map<string, SourceParts>();
  #texts: AllTexts | undefined;

  constructor(spec: AnySpec, more: LocateMore) {
    this.#spec = spec;
    this.#more = more;
    this.#definition = more.definition ?? specDefinition;
  }

  locate(anchor: Anchor): Located {
    switch (anchor.kind) {
      case "place":
        return this.#value(anchor.path) === undefined ? this.#above(anchor, anchor.path) : here(anchor.path);
      case "text":
        return this.#text(anchor);
      case "node":
      case "edge":
        return this.#part(anchor);
      case "question": {
        const isThere = this.#more.isQuestion?.(anchor.lens, anchor.question) ?? true;
        return isThere ? here(anchorPath(anchor)) : detached(anchor);
      }
    }
  }

  #value(path: string): FieldValue | undefined {
    if (!this.#values.has(path))
      this.#values.set(path, findPlace(path, this.#definition) ? valueAt(this.#spec, path) : undefined);
    return this.#values.get(path);
  }

  #text(anchor: Extract<Anchor, { kind: "text" }>): Located {
    const { path, quote } = anchor;
    const text = this.#value(path);
    const found = typeof text === "string" ? findQuote(quote, text) : null;
    if (found) return { how: found.isExact ? "exact" : "moved", certainty: found.certainty, path, range: found.range };
    this.#texts ??= joinTexts(this.#spec, this.#definition);
    return findElsewhere(quote, path, this.#texts) ?? this.#above(anchor, path, typeof text === "string" ? 0 : 1);
  }

  #part(anchor: Extract<Anchor, { kind: "node" | "edge" }>): Located {
    const { diagram } = anchor;
    const source = this.#source(diagram);
    // Nobody said how a generated diagram looks at the moment; its ids are made of the model and stay.
    if (source === undefined && diagram.startsWith(generatedPrefix)) return here(diagram);
    if (source === undefined) return this.#above(anchor, diagram);
    let parts = this.#parts.get(diagram);
    if (!parts) {
      parts = sourceParts(source);
      this.#parts.set(diagram, parts);
    }
    const isThere =
      anchor.kind === "node" ? parts.nodes.has(anchor.node) : parts.edges.has(edgeKey(anchor.from, anchor.to));
    return isThere ? here(diagram) : { how: "parent", certainty: parentCertainty[0], path: diagram, range: null };
  }

  #source(diagram: string): string | undefined {
    if (diagram.startsWith(generatedPrefix)) return this.#more.diagrams?.[diagram.slice(generatedPrefix.length)];
    const item = this.#value(diagram);
    const place = findPlace(diagram, this.#definition);
    if (place?.kind !== "item" || typeof item !== "object" || item === null) return undefined;
    const field = Object.entries(place.list.fields).find(([, { kind }]) => kind === "code")?.[0];
    const source = field === undefined ? undefined : (item as ListItem)[field];
    return typeof source === "string" ? source : undefined;
  }

  /** The nearest place above that is there: the item, its list, the section. `up` is 0 where the field itself is still there. */
  #above(anchor: Anchor, path: string, up = 1): Located {
    const keys = path.split(".");
    for (let depth = keys.length - Math.min(up, 1); depth > 0; depth--) {
      const parent = keys.slice(0, depth).join(".");
      if (this.#value(parent) === undefined) continue;
      const steps = Math.min(keys.length - depth, parentCertainty.length - 1);
      return { how: "parent", certainty: parentCertainty[steps] ?? 0, path: parent, range: null };
    }
    return detached(anchor);
  }
}

const here = (path: string): Located => ({ how: "exact", certainty: 1, path, range: null });

/** Every text of a specification in one, so that a quote is looked for in all of them by one search. */
type AllTexts = { text: string; starts: number[]; paths: string[] };

/** Between texts, so that no quote is found across two: a stored text never holds it. */
const separator = "\u0000";

function joinTexts(spec: AnySpec, definition: Definition): AllTexts {
  const [parts, starts, paths]: [string[], number[], string[]] = [[], [], []];
  let length = 0;
  walkSpec(
    spec,
    (path, field, value) => {
      if (!isText(field) || typeof value !== "string" || value === "") return;
      parts.push(value);
      starts.push(length);
      paths.push(path);
      length += value.length + separator.length;
    },
    definition,
  );
  return { text: parts.join(separator), starts, paths };
}

function findElsewhere(quote: Quote, from: string, { text, starts, paths }: AllTexts): Located | null {
  const { exact, before, after } = quote;
  const places = nearest(text, exact, 0, mostElsewhere);
  let best: { place: number; score: number } | undefined;
  for (const place of places) {
    const isBefore = before !== "" && text.startsWith(before, place - before.length);
    const isAfter = after !== "" && text.startsWith(after, place + exact.length);
    const score = scoreOf(1, isBefore ? 1 : 0, isAfter ? 1 : 0, 0);
    if (!best || score > best.score) best = { place, score };
  }
  if (!best) return null;
  const isAlone = places.length === 1 && exact.length >= longEnoughAlone;
  if (best.score < minimumElsewhere && !isAlone) return null;
  const index = lastAtMost(starts, best.place);
  const [path, start] = [paths[index], best.place - (starts[index] ?? 0)];
  if (path === undefined || path === from) return null;
  const certainty = Math.max(best.score, isAlone ? minimumElsewhere : 0) * 0.95;
  return { how: "moved", certainty, path, range: { start, end: start + exact.length } };
}

function lastAtMost(starts: readonly number[], place: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
