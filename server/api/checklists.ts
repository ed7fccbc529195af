import { z } from "@hono/zod-openapi";
import { route } from "@/server/api/route";
import { mostInteger, person, reviewParams, time } from "@/server/api/schemas";
import { answerQuestion, readChecklist } from "@/server/checklists";

const tag = "Checklists";
const lensParams = reviewParams.extend({
  lens: z.string().max(64).describe("Key of the lens: `quality`, `backend-standards` or one of the team's own."),
});
/** The shapes below are defined by `core/checklist`; they are long, and here only their presence is promised. */
type Checklist = Awaited<ReturnType<typeof readChecklist>>;
const checklist = z.object({
  lens: z
    .custom<Checklist["lens"]>()
    .meta({ description: "The lens in AWS custom-lens form, targets filled in.", type: "object" }),
  assessment: z
    .custom<Checklist["assessment"]>()
    .meta({ description: "Score, counts, reasons and each question with its proposal.", type: "object" }),
  draftSeq: z.number().int().describe("The edit of the draft that the proposals were computed from."),
  answers: z.record(z.string(), z.object({ revision: z.number().int(), answeredBy: person, updatedAt: time })),
});

export const checklistRoutes = [
  route({
    method: "GET",
    path: "/teams/{team}/reviews/{number}/checklists/{lens}",
    summary: "Read a checklist",
    tag,
    who: "review.read",
    params: lensParams,
    reply: checklist,
    handle: ({ context, actor, params }) => readChecklist(context, actor, params),
  }),
  route({
    method: "PUT",
    path: "/teams/{team}/reviews/{number}/checklists/{lens}/answers/{question}",
    summary: "Answer a question",
    tag,
    who: "checklist.answer",
    params: lensParams.extend({ question: z.string().max(128) }),
    body: z.strictObject({
      answer: z
        .record(z.string(), z.unknown())
        .nullable()
        .describe("choices, note, evidence, notApplicable, origin, overruleReason; null takes the answer back."),
      revision: z
        .number()
        .int()
        .min(0)
        .max(mostInteger)
        .describe("The revision the answer was made on; 0 where there was none."),
    }),
    reply: checklist,
    handle: ({ context, actor, params, body }) => answerQuestion(context, actor, params, body),
  }),
] as const;
