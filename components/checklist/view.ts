import type { SaveResult } from "@/client/checklist-changes";
import type { Answer } from "@/core/checklist/answer";
import type { Assessment } from "@/core/checklist/assess";
import type { Lens } from "@/core/checklist/lens";

/** Who stands behind a stored answer, and the revision the next write must name. */
export type Given = { revision: number; answeredBy: { id: string; name: string }; updatedAt: string };

/** The score a published version had. */
export type TrendPoint = {
  version: number;
  score: number | null;
};

/** What the page shows of one lens over one review. */
export type ChecklistView = {
  lens: Lens;
  assessment: Assessment;
  given: Record<string, Given>;
  trend: TrendPoint[];
};

export type SaveAnswer = (answer: Answer, revision: number) => Promise<SaveResult>;
