"use client";

import type { ReviewAt } from "@/client/reviews";
import { useRestoreVersion } from "@/client/version-changes";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";

type RestoreDialogProps = ReviewAt & { version: number | null; onClose: () => void };

/** Asks before the draft is made equal to a version. */
export function RestoreDialog({ team, number, version, onClose }: RestoreDialogProps) {
  const restore = useRestoreVersion({ team, number });
  return (
    <ConfirmDialog
      open={version !== null}
      onOpenChange={onClose}
      title={`Restore version ${version} into the draft?`}
      description="The draft becomes what this version was, for everybody who has it open, answers included. What was not published since then is gone from the draft; published versions stay as they are."
      confirmLabel="Restore into the draft"
      danger
      onConfirm={async () => {
        if (version === null) return;
        await restore.mutateAsync(version);
        toast.success(`The draft is version ${version} again`);
      }}
    />
  );
}
