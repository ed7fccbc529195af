"use client";

import { MarkedText } from "@/components/comments/marked-text";
import { CopyButton } from "@/components/ui/copy-button";
import type { CodeLanguage } from "@/core/spec/field";

type CodeViewProps = { code: string; language: CodeLanguage; label: string; path: string };

/** More lines than this are folded away; whole contracts would bury the rest of the document. */
const shownLines = 40;

/** Code as it was written, to be read and copied. */
export function CodeView({ code, label, path }: CodeViewProps) {
  const lines = code.split("\n").length;
  const block = (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      className="overflow-x-auto rounded-md border border-line bg-sunken p-3"
    >
      <MarkedText path={path} source={code}>
        <pre className="font-mono text-xs leading-5 print:whitespace-pre-wrap">{code}</pre>
      </MarkedText>
    </section>
  );
  return (
    <div className="group/code relative">
      <div className="no-print absolute top-1 right-1 z-10 opacity-0 transition-opacity group-hover/code:opacity-100 focus-within:opacity-100">
        <CopyButton text={code} label={`Copy ${label}`} />
      </div>
      {lines <= shownLines ? (
        block
      ) : (
        <details className="group/fold print:[&::details-content]:block print:[&::details-content]:[content-visibility:visible]">
          <summary className="mb-1 text-sm text-accent-ink">
            {lines.toLocaleString("en")} lines <span className="group-open/fold:hidden">– show</span>
          </summary>
          {block}
        </details>
      )}
    </div>
  );
}
