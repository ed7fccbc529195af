"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "./cn";

export type TabLink = {
  href: string;
  label: ReactNode;
  count?: number;
  /** Beginnings of the addresses that belong to this tab; `href` when left out. The longest one wins. */
  match?: string | readonly string[];
};

type TabLinksProps = { links: readonly TabLink[]; label: string; className?: string };

/** A row of links that looks like tabs, for places with an address of their own. */
export function TabLinks({ links, label, className }: TabLinksProps) {
  const path = usePathname();
  const current = links
    .flatMap((link) => [link.match ?? link.href].flat().map((match) => ({ link, match })))
    .filter(({ match }) => `${path}/`.startsWith(`${match}/`))
    .sort((a, b) => b.match.length - a.match.length)[0]?.link;
  return (
    <nav aria-label={label} className={cn("-mb-px flex min-w-0 overflow-x-auto [scrollbar-width:none]", className)}>
      {links.map((link) => (
        <Link
          key={link.href}
          href={link.href}
          aria-current={link === current ? "page" : undefined}
          className="flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-sm text-muted hover:text-text focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-text"
        >
          {link.label}
          {link.count !== undefined && <span className="text-xs text-faint tabular-nums">{link.count}</span>}
        </Link>
      ))}
    </nav>
  );
}
