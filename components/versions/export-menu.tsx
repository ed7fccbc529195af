"use client";

import { Braces, Download, FileText, Printer } from "lucide-react";
import { exportAddress } from "@/client/exchange";
import type { ReviewAt } from "@/client/reviews";
import { Button } from "@/components/ui/button";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { MenuItem, MenuLink } from "@/components/ui/menu-item";

type ExportMenuProps = ReviewAt & {
  /** The draft when left out. */
  version?: number;
  /** On the page that shows the document itself, printing starts at once. */
  printsHere?: boolean;
};

/** Ways to take a design away. */
export function ExportMenu({ team, number, version, printsHere = false }: ExportMenuProps) {
  const download = (format: "md" | "json") => window.location.assign(exportAddress({ team, number }, format, version));
  return (
    <DropdownMenu
      align="end"
      label={version === undefined ? "Export the draft" : `Export version ${version}`}
      trigger={<Button icon={<Download aria-hidden="true" />}>Export</Button>}
    >
      <MenuItem
        icon={<FileText />}
        description="Reads well on GitHub; comes back unchanged."
        onSelect={() => download("md")}
      >
        Markdown
      </MenuItem>
      <MenuItem icon={<Braces />} description="For programs." onSelect={() => download("json")}>
        JSON
      </MenuItem>
      {printsHere ? (
        <MenuItem icon={<Printer />} onSelect={() => window.print()}>
          Print or save as PDF
        </MenuItem>
      ) : (
        <MenuLink href={`/${team}/reviews/${number}/versions/${version ?? "draft"}`} icon={<Printer />}>
          Open to print
        </MenuLink>
      )}
    </DropdownMenu>
  );
}
