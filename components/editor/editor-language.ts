import type { CodeLanguage } from "@/core/spec/field";

// Apart from `languages.ts`, so that the page that shows an editor does not load CodeMirror before it is needed.
export type EditorLanguage = CodeLanguage | "markdown" | "plain";

/** Prose wraps and lets Tab move on to the next field; code has line numbers and indents with Tab. */
export const isProse = (language: EditorLanguage) => language === "markdown" || language === "plain";
