import { type FieldProblem, LintelError } from "../errors";
import type { Answer } from "./answer";
import { findQuestion, type Lens } from "./lens";
import { lintLens } from "./lens-linter";

/** Live lenses of its own that a team may have; each is assessed with every version. */
export const MOST_OWN_LENSES = 20;

/** A key is a name in addresses and of values by lens; these two would reach the prototype of an object. */
const RESERVED_KEYS = new Set(["constructor", "prototype"]);

/**
 * The key a team's lens goes by: the one it names, or its name as it stands in an address. Throws LintelError `invalid` for a key
 * that is taken by a shipped lens or stands for nothing.
 */
export function ownLensKey(lens: Lens, shipped: readonly string[]): string {
  const key = lens.lintel?.key ?? slugOf(lens.name);
  const path = lens.lintel ? "lintel.key" : "name";
  if (shipped.includes(key) || RESERVED_KEYS.has(key)) throw refused([{ path, message: `“${key}” is not free.` }]);
  if (key.length < 2)
    throw refused([
      {
        path,
        message: "The name has too few Latin letters to make an address of. Give the lens a key as “lintel.key”.",
      },
    ]);
  return key;
}

function slugOf(name: string): string {
  const words = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const slug = words.replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+/, "");
  return slug.slice(0, 60).replace(/-+$/, "");
}

/**
 * Refuses a lens that can be read but would answer wrongly or could not be kept: errors of the linter, text that no database
 * holds, ids that objects have by nature. All of them come as field problems of one LintelError `invalid`.
 */
export function assertSound(lens: Lens): void {
  const faults = [
    ...unkeepableText(lens, ""),
    ...naturalIds(lens),
    ...lintLens(lens).filter(({ severity }) => severity === "error"),
  ];
  if (faults.length > 0) throw refused(faults.map(({ path, message }) => ({ path, message })));
}

function refused(faults: FieldProblem[]): LintelError {
  const [first] = faults;
  const more = faults.length > 1 ? ` ${faults.length - 1} more faults follow.` : "";
  return new LintelError("invalid", `The lens cannot be used: "${first?.path}": ${first?.message}${more}`, {
    fields: faults.slice(0, 50),
  });
}

function unkeepableText(value: unknown, path: string): FieldProblem[] {
  if (typeof value === "string")
    return value.includes("\0") || /\p{Surrogate}/u.test(value)
      ? [{ path, message: "The text has a character that cannot be stored. Take it out." }]
      : [];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => unkeepableText(item, path === "" ? key : `${path}.${key}`));
}

function naturalIds(lens: Lens): FieldProblem[] {
  const problem = (id: string, path: string) =>
    id in {} ? [{ path, message: `"${id}" is a reserved word. Choose another id.` }] : [];
  return lens.pillars.flatMap((pillar, p) => [
    ...problem(pillar.id, `pillars.${p}.id`),
    ...pillar.questions.flatMap(({ id }, q) => problem(id, `pillars.${p}.questions.${q}.id`)),
  ]);
}

/**
 * What is left of answers after their lens was imported anew: choices that it no longer has are taken out, answers to questions
 * that are gone are left aside. An answer without its choices counts as unanswered, never as good.
 */
export function fitAnswers(lens: Lens, answers: readonly Answer[]): Answer[] {
  return answers.flatMap((answer) => {
    const question = findQuestion(lens, answer.questionId);
    if (!question) return [];
    const known = new Set(question.choices.map(({ id }) => id));
    const choices = answer.choices.filter((id) => known.has(id));
    return [choices.length === answer.choices.length ? answer : { ...answer, choices }];
  });
}
