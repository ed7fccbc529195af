import { z } from "zod";

/** Characters kept before and after a quote, enough to tell equal passages apart. */
export const contextLength = 32;
/** Most characters of a passage one can speak about. */
export const maxQuote = 2000;

const path = z.string().min(1).max(300);

/** A passage of a text field: its words, what stood around them, and where they began (UTF-16 code units). */
export const quoteSchema = z.strictObject({
  exact: z.string().min(1).max(maxQuote),
  before: z.string().max(contextLength),
  after: z.string().max(contextLength),
  start: z.number().int().min(0),
});
export type Quote = z.infer<typeof quoteSchema>;

/**
 * What a thread speaks about, stored beside the text and never in it. `place`: a section, field or list item by its id path.
 * `text`: a passage of a text field. `node` and `edge`: a part of a diagram, by its id in the Mermaid source; `diagram` is the
 * path of the authored diagram, or `generated:<kind>`. `question`: of a checklist.
 */
export const anchorSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("place"), path }),
  z.strictObject({ kind: z.literal("text"), path, quote: quoteSchema }),
  z.strictObject({ kind: z.literal("node"), diagram: path, node: z.string().min(1).max(200) }),
  z.strictObject({
    kind: z.literal("edge"),
    diagram: path,
    from: z.string().min(1).max(200),
    to: z.string().min(1).max(200),
  }),
  z.strictObject({
    kind: z.literal("question"),
    lens: z.string().min(1).max(100),
    question: z.string().min(1).max(200),
  }),
]);
export type Anchor = z.infer<typeof anchorSchema>;

/** A change somebody proposes: other words for a passage, or another value for a field, with what stood there at the time. */
export const suggestionSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("replace"), path, quote: quoteSchema, replacement: z.string().max(20_000) }),
  z.strictObject({ kind: z.literal("set"), path, from: z.json(), to: z.json() }),
]);
export type Suggestion = z.infer<typeof suggestionSchema>;
