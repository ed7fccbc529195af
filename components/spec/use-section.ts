"use client";

import { usePathname } from "next/navigation";
import type { MouseEvent } from "react";
import { findSection, specDefinition } from "@/core/spec/definition";
import type { Section } from "@/core/spec/field";

export type Sections = {
  current: Section;
  previous: Section | undefined;
  next: Section | undefined;
  href: (key: string, anchor?: string) => string;
  go: (key: string, anchor?: string) => void;
  /** For links: goes there without asking the server, unless another tab or window is wanted. */
  onClick: (event: MouseEvent<HTMLAnchorElement>) => void;
};

/**
 * The section the address names, and the way to others. All sections are one document that is here already, so going from one
 * to the next changes the address and nothing is fetched.
 */
export function useSection(base: string): Sections {
  const path = usePathname();
  const key = path.startsWith(`${base}/spec/`) ? path.slice(base.length + 6).split("/")[0] : undefined;
  const current = findSection(key ?? "") ?? specDefinition.sections[0];
  const index = specDefinition.sections.findIndex((section) => section.key === current.key);
  const href = (to: string, anchor?: string) => `${base}/spec/${to}${anchor ? `#${anchor}` : ""}`;
  const visit = (url: string) => {
    window.history.pushState(null, "", url);
    if (url.includes("#")) window.dispatchEvent(new HashChangeEvent("hashchange"));
    else window.scrollTo({ top: 0 });
  };
  return {
    current,
    previous: specDefinition.sections[index - 1],
    next: specDefinition.sections[index + 1],
    href,
    go: (to, anchor) => visit(href(to, anchor)),
    onClick: (event) => {
      if (event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      const { pathname, hash } = new URL(event.currentTarget.href);
      visit(pathname + hash);
    },
  };
}
