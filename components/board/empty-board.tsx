"use client";

import { FileUp, LayoutTemplate, Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

type EmptyBoardProps = { denied: string | null; onCreate: (startsWith: "template" | "import") => void };

/** What a team without any review sees. */
export default function EmptyBoard({ denied, onCreate }: EmptyBoardProps) {
  return (
    <EmptyState
      icon={<LayoutTemplate aria-hidden="true" />}
      title="No design is under review yet"
      className="py-20"
      actions={
        <>
          <Button
            variant="primary"
            icon={<Plus aria-hidden="true" />}
            disabledReason={denied}
            onClick={() => onCreate("template")}
          >
            New review
          </Button>
          <Button icon={<FileUp aria-hidden="true" />} disabledReason={denied} onClick={() => onCreate("import")}>
            Import a document
          </Button>
        </>
      }
    >
      Begin with a template that asks the right questions, or bring a design document you already have.
    </EmptyState>
  );
}
