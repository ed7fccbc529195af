import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { alignTexts } from "./text-alignment";

const render = (source: string) =>
  new MarkdownIt()
    .render(source)
    .replace(/<[^>]*>/g, "")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");

/** The source's passage for `words` of the rendering, and what is shown of that passage. */
function passage(source: string, words: string) {
  const shown = render(source);
  const aligned = alignTexts(source, shown);
  const at = shown.indexOf(words);
  const found = aligned.toSource(at, at + words.length);
  const back = found && aligned.toShown(found.from, found.to);
  return { source: found && source.slice(found.from, found.to), shown: back && shown.slice(back.from, back.to) };
}

describe("a rendering beside its source", () => {
  it("is the same where there is no markup", () => {
    expect(alignTexts("a plain line", "a plain line").toSource(2, 7)).toEqual({ from: 2, to: 7 });
  });

  it("finds a passage that stands across emphasis", () => {
    expect(passage("Orders are **lost** at night.", "are lost at")).toEqual({
      source: "are **lost** at",
      shown: "are lost at",
    });
  });

  it("finds words of lists, headings and links", () => {
    const source = "# Goals\n\n- No order is lost\n- See [the numbers](https://example.com/a) first\n";
    expect(passage(source, "No order").source).toBe("No order");
    expect(passage(source, "the numbers first")).toEqual({
      source: "the numbers](https://example.com/a) first",
      shown: "the numbers first",
    });
  });

  it("tells a word that stands twice by its place", () => {
    const source = "retry **once**, then retry twice";
    const shown = render(source);
    const at = shown.lastIndexOf("retry");
    expect(alignTexts(source, shown).toSource(at, at + 5)).toEqual({ from: 21, to: 26 });
  });

  it("has no passage for markup alone", () => {
    expect(alignTexts("**a**", "a").toShown(0, 2)).toBeNull();
  });
});
