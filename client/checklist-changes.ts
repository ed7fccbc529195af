import { useQueryClient } from "@tanstack/react-query";
import { ApiError, api } from "@/client/api";
import { checklistQuery } from "@/client/checklists";
import { renewAfterWrite } from "@/client/live-state";
import { type ReviewAt, reviewQuery } from "@/client/reviews";
import type { Answer } from "@/core/checklist/answer";

/** How a write ended. On `conflict` somebody else answered meanwhile; the cache already holds their answer. */
export type SaveResult =
  | { kind: "saved"; revision: number }
  | { kind: "conflict" }
  | { kind: "failed"; message: string };

/** Writes one answer on the revision it was made on; an answer with nothing in it is taken back. */
export function useSaveAnswer(at: ReviewAt, lens: string) {
  const client = useQueryClient();
  const query = checklistQuery(at, lens);
  return async (answer: Answer, revision: number): Promise<SaveResult> => {
    const { questionId: question, ...body } = answer;
    try {
      const reply = await api("PUT /teams/{team}/reviews/{number}/checklists/{lens}/answers/{question}", {
        params: { ...at, lens, question },
        body: { answer: isEmpty(answer) ? null : body, revision },
      });
      // A read under way was asked before this write and would bring the old answer back.
      await client.cancelQueries({ queryKey: query.queryKey });
      client.setQueryData(query.queryKey, reply);
      void renewAfterWrite(client, at.team, { queryKey: reviewQuery(at).queryKey, exact: true });
      return { kind: "saved", revision: reply.answers[question]?.revision ?? 0 };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status !== 409) return { kind: "failed", message: error.message };
      await client.invalidateQueries({ queryKey: query.queryKey });
      return { kind: "conflict" };
    }
  };
}

function isEmpty(answer: Answer): boolean {
  const isBare = answer.note.trim() === "" && answer.evidence.length === 0;
  return isBare && answer.choices.length === 0 && answer.notApplicable === null;
}
