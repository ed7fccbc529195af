import type { Answer } from "@/core/checklist/answer";
import type { Assessment } from "@/core/checklist/assess";
import type { Lens } from "@/core/checklist/lens";
import type { Counts, Grade } from "@/core/checklist/score";

/** Who stands behind a stored answer, and the revision the next write must name. */
export type Given = { revision: number; by: { id: string; name: string }; at: string };

/** The score a published version had. */
export type TrendPoint = {
  version: number;
  at: string;
  score: number | null;
  grade: Grade | null;
  counts: Counts;
  pillars: { pillarId: string; score: number | null }[];
};

/** What the page shows of one lens over one review. */
export type ChecklistView = {
  lens: Lens;
  assessment: Assessment;
  given: Record<string, Given>;
  trend: TrendPoint[];
};

/** How a write ended. On `conflict` somebody else answered meanwhile; the view already holds their answer. */
export type SaveResult =
  | { kind: "saved"; revision: number }
  | { kind: "conflict" }
  | { kind: "failed"; message: string };

export type SaveAnswer = (answer: Answer, revision: number) => Promise<SaveResult>;
