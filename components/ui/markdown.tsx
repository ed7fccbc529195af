"use client";

import type { Token } from "markdown-it";
import { useEffect, useState } from "react";
import { cn } from "./cn";

type MarkdownProps = { source: string; className?: string };
type Render = (source: string) => string;

let rendering: Promise<Render> | undefined;
let ready: Render | undefined;

/**
 * Markdown of people as HTML. Safe by construction: HTML in the source is text, links are of harmless schemes only,
 * and pictures, which could call home, become links.
 */
function loadRender(): Promise<Render> {
  rendering ??= import("markdown-it").then(({ default: MarkdownIt }) => {
    const markdown = new MarkdownIt({ html: false, linkify: true, breaks: false });
    markdown.core.ruler.push("mentions", ({ tokens }) => {
      for (const { children } of tokens) if (children) markMentions(children);
    });
    const renderLink = (href: string, text: string) =>
      `<a href="${href}" rel="noopener noreferrer nofollow" target="_blank">${text}</a>`;
    markdown.renderer.rules.link_open = (tokens, index, options, _env, self) => {
      tokens[index]?.attrSet("rel", "noopener noreferrer nofollow");
      if (!String(tokens[index]?.attrGet("href")).startsWith("#")) tokens[index]?.attrSet("target", "_blank");
      return self.renderToken(tokens, index, options);
    };
    markdown.renderer.rules.image = (tokens, index) => {
      const { escapeHtml } = markdown.utils;
      const token = tokens[index];
      return renderLink(escapeHtml(String(token?.attrGet("src") ?? "")), escapeHtml(token?.content || "picture"));
    };
    // What scrolls sideways is reached by keyboard; not every browser sees to that itself.
    markdown.renderer.rules.table_open = (tokens, index, options, _env, self) => {
      tokens[index]?.attrSet("tabindex", "0");
      return self.renderToken(tokens, index, options);
    };
    for (const name of ["fence", "code_block"] as const) {
      const draw = markdown.renderer.rules[name];
      markdown.renderer.rules[name] = (...given) => draw?.(...given).replace(/^<pre/, '<pre tabindex="0"') ?? "";
    }
    ready = (source) => markdown.render(source);
    return ready;
  });
  return rendering;
}

/** `@[Name](user:…)` calls somebody; it is shown as a word, because there is nowhere to go. */
function markMentions(children: Token[]) {
  children.forEach((link, index) => {
    if (link.type !== "link_open" || !String(link.attrGet("href")).startsWith("user:")) return;
    const [before, name] = [children[index - 1], children[index + 1]];
    const end = children.slice(index).find(({ type }) => type === "link_close");
    Object.assign(link, { type: "mention_open", tag: "span", attrs: [["class", "mention"]] });
    if (end) Object.assign(end, { type: "mention_close", tag: "span" });
    if (before?.type !== "text" || !before.content.endsWith("@") || name?.type !== "text") return;
    before.content = before.content.slice(0, -1);
    name.content = `@${name.content}`;
  });
}

const plainMentions = (source: string) => source.replace(/@\[([^\]]*)\]\(user:[^)]*\)/g, "@$1");

/** Shows Markdown; the parser is loaded on first use, and until then the source is shown as it is. */
export function Markdown({ source, className }: MarkdownProps) {
  const [render, setRender] = useState<Render | undefined>(() => ready);
  useEffect(() => {
    if (!render) void loadRender().then((loaded) => setRender(() => loaded));
  }, [render]);
  if (!render) return <div className={cn("prose whitespace-pre-wrap", className)}>{plainMentions(source)}</div>;
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: the renderer above lets no HTML of the source through
    <div className={cn("prose", className)} dangerouslySetInnerHTML={{ __html: render(source) }} />
  );
}
