/**
 * Text from the specification inside Mermaid source. Mermaid has no escape character, but puts entities such as `#34;` back
 * after parsing, so every character that could end a label, begin a directive or comment, or be taken for Markdown, HTML or
 * mathematics is written as one.
 */
const special = /["#&<>`%;\\|{}$*]|:(?=\S)/g;

// A line with these words is a statement in several grammars, even within quotes.
const direction = /d(irection\s+(?:tb|bt|td|lr|rl))/gi;

// What a Markdown label would turn into a list or heading and then refuse to draw.
const listStart = /^(\s*)(\d+[.)]|[-+])(?=\s|$)/;

/** Controls, invisible spaces, and marks that turn the reading direction of all that follows; joiners, which scripts need, stay. */
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+/gu;
const loneSurrogate = /\p{Cs}/gu;

const entity = (char: string) => `#${char.codePointAt(0)};`;

/** The text as a quoted label: one line, at most `most` characters with an ellipsis, safe in every kind of diagram. */
export function label(text: string, most = 60): string {
  const line = text.replace(loneSurrogate, "\ufffd").replace(invisible, " ").replace(/\s+/g, " ").trim();
  const letters = [...line];
  const cut =
    letters.length > most
      ? `${letters
          .slice(0, most - 1)
          .join("")
          .trimEnd()}…`
      : line;
  return cut
    .replace(special, entity)
    .replace(direction, (found) => `${entity(found.charAt(0))}${found.slice(1)}`)
    .replace(listStart, (_, blank: string, mark: string) => blank + [...mark].map(entity).join(""));
}

/**
 * Ids for nodes: short words of the names, so that a copied diagram is pleasant to edit, kept apart by numbers. The prefix says
 * what kind of thing it is and keeps the grammar's own words, such as `end`, from ever being an id.
 */
export function idMaker(): (prefix: string, name: string) => string {
  const taken = new Map<string, number>();
  return (prefix, name) => {
    const words = name
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "");
    const base = `${prefix}_${words.slice(0, 24).replace(/_+$/, "") || "unnamed"}`;
    const count = (taken.get(base) ?? 0) + 1;
    taken.set(base, count);
    return count === 1 ? base : `${base}__${count}`;
  };
}

/** A diagram derived from the specification. `source` is "" where there is nothing to draw yet, and `empty` says what to add. */
export type GeneratedDiagram = {
  kind: "context" | "containers" | "er" | "sequence";
  title: string;
  source: string;
  /** What was left out or folded together to keep the picture readable. */
  notes: string[];
  empty: string | null;
};
