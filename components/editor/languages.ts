import { type Extension, Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import type { EditorLanguage } from "./editor-language";

/** Grammar, indentation and completion of one language, fetched when the first editor of that language appears. */
export const loadLanguage: Record<EditorLanguage, () => Promise<Extension>> = {
  plain: async () => [],
  // Without `markdown()` the embedded HTML, CSS and JavaScript grammars, which tags in prose do not need, stay out.
  markdown: async () => {
    const { markdownLanguage, markdownKeymap } = await import("@codemirror/lang-markdown");
    const { emphasisKeymap } = await import("./markdown-emphasis");
    return [markdownLanguage, Prec.high(keymap.of([...markdownKeymap, ...emphasisKeymap]))];
  },
  sql: async () => {
    const { PostgreSQL, sql } = await import("@codemirror/lang-sql");
    return sql({ dialect: PostgreSQL, upperCaseKeywords: true });
  },
  yaml: async () => (await import("@codemirror/lang-yaml")).yaml(),
  json: async () => (await import("@codemirror/lang-json")).json(),
  protobuf: async () => {
    const [{ StreamLanguage }, { protobuf }] = await Promise.all([
      import("@codemirror/language"),
      import("@codemirror/legacy-modes/mode/protobuf"),
    ]);
    return StreamLanguage.define({
      ...protobuf,
      languageData: { commentTokens: { line: "//", block: { open: "/*", close: "*/" } } },
    });
  },
  graphql: async () => (await import("./graphql-language")).graphqlLanguage,
  mermaid: async () => (await import("./mermaid-language")).mermaidLanguage,
};
