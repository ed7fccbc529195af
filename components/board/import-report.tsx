"use client";

import type { ImportPreview } from "@/client/review-changes";
import { Badge, type Tone } from "@/components/ui/badge";
import { Notice } from "@/components/ui/notice";
import { Table, Td, Th, Tr } from "@/components/ui/table";

type Certainty = ImportPreview["report"][number]["certainty"];

const certainties: Record<Certainty, { word: string; tone: Tone }> = {
  sure: { word: "sure", tone: "ok" },
  likely: { word: "likely", tone: "accent" },
  kept: { word: "kept as a note", tone: "warn" },
};

/** What of a document goes where, so that nobody has to search for it afterwards. */
export function ImportReport({ preview }: { preview: ImportPreview }) {
  const { report, problems } = preview;
  const kept = report.filter((placement) => placement.certainty === "kept").length;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm">
        <span className="font-medium">{report.length - kept} parts placed</span>
        <span className="text-muted">{kept > 0 && `, ${kept} kept as notes`}. No text is lost.</span>
      </p>
      {problems.length > 0 && (
        <Notice tone="warn" title="Some values were not understood">
          {problems.map((problem) => problem.message).join(" ")}
        </Notice>
      )}
      {report.length > 0 && (
        <div className="max-h-64 overflow-y-auto rounded-md border border-line">
          <Table aria-label="What goes where">
            <thead className="sticky top-0 bg-sunken">
              <tr>
                <Th>In the document</Th>
                <Th>Goes to</Th>
                <Th>Lines</Th>
              </tr>
            </thead>
            <tbody>
              {report.map((placement) => (
                <Tr key={`${placement.from}-${placement.to}-${placement.path}`}>
                  <Td className="max-w-56 truncate">{placement.heading || "(no heading)"}</Td>
                  <Td>
                    <span className="mr-1.5">{placement.label}</span>
                    {placement.certainty !== "sure" && (
                      <Badge size="sm" tone={certainties[placement.certainty].tone}>
                        {certainties[placement.certainty].word}
                      </Badge>
                    )}
                  </Td>
                  <Td className="whitespace-nowrap text-faint tabular-nums">
                    {placement.from}–{placement.to}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </div>
  );
}
