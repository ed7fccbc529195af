"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { Lens } from "@/core/checklist/lens";
import { withoutAdditions, writeLens } from "@/core/checklist/lens-export";

/** Saves the lens as a file other tools read: the texts with the team's targets, without keys only Lintel knows. */
export function LensDownload({ lens, fileName }: { lens: Lens; fileName: string }) {
  const download = () => {
    const url = URL.createObjectURL(new Blob([writeLens(withoutAdditions(lens))], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button
      size="sm"
      variant="quiet"
      icon={<Download aria-hidden="true" />}
      data-tip="JSON of AWS Well-Architected custom lenses, with this team's targets"
      onClick={download}
      className="self-start"
    >
      Download this checklist
    </Button>
  );
}
