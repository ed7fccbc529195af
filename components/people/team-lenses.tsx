"use client";

import { useQuery } from "@tanstack/react-query";
import { Archive, Download, FileUp, ListChecks } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useArchiveLens } from "@/client/lens-changes";
import { lensAddress, lensesQuery, type TeamLens } from "@/client/lenses";
import { teamQuery } from "@/client/teams";
import { Button, buttonLooks } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Disclosure } from "@/components/ui/disclosure";
import { IconButton } from "@/components/ui/icon-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { toast } from "@/components/ui/toast";
import { refusal } from "@/core/permissions";
import { FaultList } from "./fault-list";
import { SettingsFrame } from "./settings-frame";

const ImportLensDialog = lazy(() => import("./import-lens-dialog"));

/** The checklists that score the team's reviews: the shipped ones, and those the team brought. */
export function TeamLenses({ team }: { team: string }) {
  const { data } = useQuery(teamQuery(team));
  const lenses = useQuery(lensesQuery(team));
  const [isImporting, setIsImporting] = useState(false);
  if (!data || !lenses.data) return null;
  const denied = refusal(data.role, "team.update");
  return (
    <SettingsFrame team={team}>
      <Card
        flush
        title="Checklists"
        description="Each review is scored by each of them. Bring your own as the JSON of an AWS Well-Architected custom lens."
        actions={
          <Button
            variant="primary"
            icon={<FileUp aria-hidden="true" />}
            disabledReason={denied}
            onClick={() => setIsImporting(true)}
          >
            Import
          </Button>
        }
      >
        <ul aria-label="Checklists">
          {lenses.data.items.map((lens) => (
            <LensRow key={lens.key} team={team} lens={lens} denied={denied} />
          ))}
        </ul>
      </Card>
      {isImporting && (
        <Suspense>
          <ImportLensDialog team={team} onClose={() => setIsImporting(false)} />
        </Suspense>
      )}
    </SettingsFrame>
  );
}

type LensRowProps = { team: string; lens: TeamLens; denied: string | null };

function LensRow({ team, lens, denied }: LensRowProps) {
  const [isArchiving, setIsArchiving] = useState(false);
  const archive = useArchiveLens(team);
  const { imported, warnings } = lens;
  return (
    <li className="flex items-start gap-3 border-b border-line px-4 py-2 last:border-0">
      <ListChecks aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="text-sm font-medium break-words">{lens.name}</p>
        <p className="text-xs text-muted">
          {lens.questions === 1 ? "1 question" : `${lens.questions} questions`},{" "}
          {imported ? (
            <>
              version {imported.version}, imported <RelativeTime at={imported.at} /> by {imported.by.name}
            </>
          ) : (
            "comes with Lintel"
          )}
        </p>
        {warnings.length > 0 && (
          <Disclosure
            summary={
              <span className="text-xs text-warn-ink">
                {warnings.length === 1 ? "1 warning" : `${warnings.length} warnings`}
              </span>
            }
          >
            <FaultList label={`Warnings of ${lens.name}`} faults={warnings} />
          </Disclosure>
        )}
      </div>
      <a
        href={lensAddress(team, lens.key)}
        download
        aria-label={`Download ${lens.name}`}
        data-tip="Download as JSON"
        className={buttonLooks({ variant: "quiet", size: "sm" })}
      >
        <Download aria-hidden="true" />
        <span className="max-sm:sr-only">Download</span>
      </a>
      {imported && !denied && (
        <IconButton label={`Archive ${lens.name}`} onClick={() => setIsArchiving(true)}>
          <Archive aria-hidden="true" />
        </IconButton>
      )}
      <ConfirmDialog
        open={isArchiving}
        onOpenChange={setIsArchiving}
        title={`Archive “${lens.name}”?`}
        description="Reviews are no longer scored by it. Answers stay stored and count again when it is imported anew; published versions keep their scores."
        confirmLabel="Archive"
        danger
        onConfirm={async () => {
          await archive.mutateAsync(lens.key);
          toast.success("The checklist is archived");
        }}
      />
    </li>
  );
}
