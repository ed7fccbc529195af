import { z } from "zod";
import { LintelError } from "../errors";
import { isNoneOfThese, LENS_LIMITS, type Lens, SCHEMA_VERSION } from "./lens";

const text = z.string().max(LENS_LIMITS.text, `at most ${LENS_LIMITS.text} characters`);
const title = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .max(LENS_LIMITS.title, `at most ${LENS_LIMITS.title} characters`);
const id = z
  .string()
  .regex(
    new RegExp(`^[A-Za-z0-9_]{${LENS_LIMITS.idMin},${LENS_LIMITS.idMax}}$`),
    `${LENS_LIMITS.idMin} to ${LENS_LIMITS.idMax} letters, digits or underscores`,
  );
const url = z
  .string()
  .max(LENS_LIMITS.url, `at most ${LENS_LIMITS.url} characters`)
  .regex(/^https?:\/\//i, "must start with http:// or https://");

const resource = z
  .looseObject({ displayText: text.optional(), url: url.optional() })
  .refine((value) => value.url === undefined || value.displayText !== undefined, {
    path: ["displayText"],
    message: "must be given where a url is given",
  });

const choice = z
  .looseObject({
    id,
    title,
    helpfulResource: resource.optional(),
    improvementPlan: resource.optional(),
    additionalResources: z
      .array(
        z.looseObject({
          type: z.enum(["HELPFUL_RESOURCE", "IMPROVEMENT_PLAN"]),
          content: limited(resource, LENS_LIMITS.additionalResources, "resources of one type"),
        }),
      )
      .optional(),
  })
  .refine((value) => isNoneOfThese(value) || value.improvementPlan?.displayText !== undefined, {
    path: ["improvementPlan", "displayText"],
    message: 'must be given for every choice whose id does not end in "_no"',
  });

const weight = z.number().positive("must be above 0").max(100, "at most 100");

const question = z.looseObject({
  id,
  title,
  description: text.optional(),
  helpfulResource: resource.optional(),
  choices: limited(choice, LENS_LIMITS.choices, "choices").min(1, "at least one choice"),
  riskRules: limited(
    z.looseObject({
      condition: text.min(1, "must not be empty"),
      risk: z.enum(["HIGH_RISK", "MEDIUM_RISK", "NO_RISK"]),
    }),
    LENS_LIMITS.riskRules,
    "risk rules, one for each level of risk",
  ).min(1, "at least the default rule"),
  lintel: z
    .looseObject({
      weight: weight.optional(),
      targets: z.array(z.string()).optional(),
      autoCheck: z.string().optional(),
    })
    .optional(),
});

const target = z.looseObject({
  label: z.string().min(1),
  value: z.union([z.number(), z.string()]),
  unit: z.string(),
  bound: z.enum(["at_most", "below", "at_least", "equal"]),
  downtimeOf: z.string().optional(),
});

const lensSchema = z.looseObject({
  schemaVersion: z.literal(SCHEMA_VERSION, `must be "${SCHEMA_VERSION}"`),
  name: title,
  description: text.optional(),
  pillars: limited(
    z.looseObject({
      id,
      name: title,
      questions: limited(question, LENS_LIMITS.questions, "questions in a pillar").min(1, "at least one question"),
      lintel: z.looseObject({ weight: weight.optional() }).optional(),
    }),
    LENS_LIMITS.pillars,
    "pillars",
  ).min(1, "at least one pillar"),
  lintel: z
    .looseObject({
      key: z.string().regex(/^[a-z][a-z0-9-]{1,63}$/, "2 to 64 lower-case letters, digits or hyphens"),
      version: z.string().min(1).max(32),
      targets: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), target).optional(),
    })
    .optional(),
});

function limited<T extends z.ZodType>(item: T, most: number, noun: string) {
  return z.array(item).max(most, `at most ${most} ${noun}`);
}

/**
 * Reads the text of a lens file. Throws a LintelError: `too_large` above AWS's 500 KB, `invalid` with one field problem
 * per fault, its path in dots (`pillars.0.questions.3.title`).
 */
export function parseLensText(source: string): Lens {
  if (new Blob([source]).size > LENS_LIMITS.bytes) {
    throw new LintelError(
      "too_large",
      `A lens may have at most ${LENS_LIMITS.bytes / 1000} KB. Split it into several lenses.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(source.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new LintelError(
      "invalid",
      `This is not JSON: ${error instanceof Error ? error.message : "it cannot be read"}.`,
    );
  }
  return parseLens(value);
}

/**
 * Checks a JSON value against the format and gives back that same value, not a copy: nothing is trimmed, filled in,
 * reordered or dropped, so that writing it again yields what was read. Throws LintelError `invalid`.
 */
export function parseLens(value: unknown): Lens {
  const poisoned = findPoisonedKey(value, []);
  if (poisoned) throw new LintelError("invalid", `The lens uses the key "${poisoned}", which is not allowed.`);
  const result = lensSchema.safeParse(value);
  if (result.success) return value as Lens; // just checked against the schema of Lens
  const fields = result.error.issues
    .slice(0, 50)
    .map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  const first = fields[0];
  const more = result.error.issues.length > 1 ? ` ${result.error.issues.length - 1} more faults follow.` : "";
  const place = first?.path ? `"${first.path}"` : "the lens";
  throw new LintelError("invalid", `This is not a valid lens: ${place}: ${first?.message ?? "unreadable"}.${more}`, {
    fields,
  });
}

function findPoisonedKey(value: unknown, trail: string[]): string | null {
  if (value === null || typeof value !== "object") return null;
  if (trail.length > 32) return `${trail.slice(0, 3).join(".")}… (nested too deeply)`;
  for (const [key, item] of Object.entries(value)) {
    if (key === "__proto__" || key === "constructor" || key === "prototype") return [...trail, key].join(".");
    const inner = findPoisonedKey(item, [...trail, key]);
    if (inner) return inner;
  }
  return null;
}
