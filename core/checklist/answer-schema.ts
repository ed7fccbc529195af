import { z } from "zod";
import { LintelError } from "../errors";
import { type Answer, answerProblems, NOT_APPLICABLE_REASONS } from "./answer";
import { findQuestion, type Lens } from "./lens";

const evidence = z.union([
  z.strictObject({
    path: z
      .string()
      .max(512)
      .regex(/^\w+(\.\w+)*$/, "must be a place of the spec, such as security.secrets"),
  }),
  z.strictObject({
    url: z
      .string()
      .max(2048)
      .regex(/^https?:\/\/\S+$/i, "must be a link that starts with http:// or https://"),
  }),
]);

/** The body of an answer as the API takes it: everything but the question, which the address names. */
export const answerBodySchema = z.strictObject({
  choices: z.array(z.string().max(128)).max(15).default([]),
  note: z.string().max(10_000).default(""),
  evidence: z.array(evidence).max(50).default([]),
  notApplicable: z
    .strictObject({ reason: z.enum(NOT_APPLICABLE_REASONS), text: z.string().max(2000).default("") })
    .nullable()
    .default(null),
  origin: z.enum(["confirmed", "overruled", "manual"]).default("manual"),
  overruleReason: z.string().max(2000).default(""),
});

/**
 * Reads a person's answer to one question of a lens; choices come back without repeats and in the lens's order.
 * Throws LintelError `not_found` for a question the lens does not have, `invalid` with field problems otherwise.
 */
export function parseAnswer(lens: Lens, questionId: string, body: unknown): Answer {
  const question = findQuestion(lens, questionId);
  if (!question) throw new LintelError("not_found", `The lens "${lens.name}" has no question "${questionId}".`);
  const result = answerBodySchema.safeParse(body);
  if (!result.success) {
    const fields = result.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
    throw new LintelError("invalid", "The answer cannot be read.", { fields });
  }
  const answer: Answer = { questionId, ...result.data };
  const fields = answerProblems(question, answer);
  if (fields.length > 0)
    throw new LintelError("invalid", fields[0]?.message ?? "The answer is not allowed.", { fields });
  return {
    ...answer,
    choices: question.choices.map((choice) => choice.id).filter((id) => answer.choices.includes(id)),
  };
}
