import MarkdownIt from "markdown-it";
import { maxMentions } from "./comment";

const markdown = new MarkdownIt({ html: false });
const address = /^user:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/**
 * Ids of the people a comment calls, each once, in the order of the text. A mention is written `@[Name](user:<id>)`; one inside
 * code is only shown. The text is read as it is rendered, so nobody is called by what the reader does not see as a mention.
 */
export function mentionsIn(body: string): string[] {
  // Most comments call nobody, and parsing costs more than the rest of storing one.
  if (!body.includes("(user:")) return [];
  const found = new Set<string>();
  for (const { children } of markdown.parse(body, {})) {
    let before = "";
    for (const token of children ?? []) {
      const id = token.type === "link_open" ? address.exec(String(token.attrGet("href")))?.[1] : undefined;
      if (id && before.endsWith("@")) found.add(id.toLowerCase());
      if (token.type === "text") before = token.content;
      else before = "";
    }
  }
  return [...found].slice(0, maxMentions);
}

/** A mention as it is written into a comment. Characters that would end the link's text are left out of the name. */
export function mentionOf(person: { id: string; name: string }): string {
  return `@[${person.name.replace(/[[\]\\`<>\n]/g, "")}](user:${person.id})`;
}

const written = /\[([^[\]\n]*)\]\(user:[^()\s]*\)/gi;
const anyAddress = /user:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** A comment with its mentions as plain `@Name`, for readers who are not to learn the ids of people. */
export function withoutMentions(body: string): string {
  return body.includes("user:") ? body.replace(written, "$1").replace(anyAddress, "user:…") : body;
}
