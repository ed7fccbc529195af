import { z } from "@hono/zod-openapi";
import { statuses } from "@/core/approvals/status";
import { roles } from "@/core/permissions";
import { cleanText } from "@/core/spec/value";

/** A line of text: control characters are taken out, ends trimmed, then its length in characters is checked. */
export const line = (most: number, least = 1) =>
  z
    .string()
    .max(1_000_000)
    .transform((text) => cleanText(text, "one").trim())
    .pipe(
      z
        .string()
        .min(least, least === 1 ? "Must not be empty." : `Must have ${least} characters or more.`)
        .max(most, `Must have ${most.toLocaleString("en")} characters or less.`),
    );

export const lines = (most: number) =>
  z
    .string()
    .transform((text) => cleanText(text, "many"))
    .pipe(z.string().max(most, `Must have ${most.toLocaleString("en")} characters or less.`));

/** What an integer column holds at most; a greater number would fail in the database. */
export const mostInteger = 2_147_483_647;

export const day = z.iso
  .date("Must be a day such as 2026-03-31.")
  .refine((text) => !text.startsWith("0000"), "The year must be 1 or later.");
/** Dates leave operations as `Date` and the API as ISO 8601 text in UTC. */
export const time = z
  .date()
  .transform((date) => date.toISOString())
  .pipe(z.iso.datetime());
export const uuid = z.uuid();
export const role = z.enum(roles);
export const status = z.enum(statuses);
export const revision = z
  .number()
  .int()
  .min(1)
  .max(mostInteger)
  .describe("The revision the change was made on; another one is a conflict.");

export const teamParams = z.object({ team: z.string().max(60).describe("Slug of the team.") });
export const reviewParams = teamParams.extend({
  number: z.coerce.number().int().min(1).max(mostInteger).describe("Number of the review in its team."),
});

export const person = z.object({ id: uuid, name: z.string() });

/** A page of a list: `next` is the cursor of the following one, null on the last. */
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
export const pageQuery = (most: number, usual: number) =>
  z.object({
    cursor: z.string().max(500).optional().describe("`next` of the page before."),
    limit: z.coerce.number().int().min(1).max(most).default(usual),
  });
