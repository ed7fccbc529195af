import type { Lens, Target, TargetValues } from "./lens";

/** The targets of a lens with the team's values in place of the lens's own; values for unknown targets are ignored. */
export function effectiveTargets(lens: Lens, values: TargetValues = {}): Record<string, Target> {
  const targets: Record<string, Target> = {};
  for (const [id, target] of Object.entries(lens.lintel?.targets ?? {})) {
    const own = Object.hasOwn(values, id) ? values[id] : undefined;
    targets[id] = typeof own === typeof target.value && own !== undefined ? { ...target, value: own } : target;
  }
  for (const [id, target] of Object.entries(targets)) {
    const availability = targets[target.downtimeOf ?? ""]?.value;
    if (typeof availability !== "number" || Object.hasOwn(values, id)) continue;
    targets[id] = { ...target, value: downtimeHours(availability) };
  }
  return targets;
}

/** 99.9 % leaves 8.76 hours of 365 days; to three digits, which is as exact as anybody keeps such a promise. */
function downtimeHours(availability: number): number {
  return Number((((100 - availability) / 100) * 365 * 24).toPrecision(3));
}

const numbers = new Intl.NumberFormat("en-US");

/** "200 ms", "99.9 %", "Argon2id or bcrypt": the value with its unit, as it reads inside a sentence. */
export function formatTarget(target: Target): string {
  const value = typeof target.value === "number" ? numbers.format(target.value) : target.value;
  return target.unit === "" ? value : `${value} ${target.unit}`;
}

/** Whether a measured value, in the target's own unit, meets the target; false for targets that are names. */
export function meetsTarget(target: Target, value: number): boolean {
  if (typeof target.value !== "number") return false;
  if (target.bound === "below") return value < target.value;
  if (target.bound === "at_most") return value <= target.value;
  if (target.bound === "at_least") return value >= target.value;
  return value === target.value;
}

/**
 * The lens as a person reads it: every `{target_id}` in a text replaced by the value in force, so that no sentence
 * names a number the team has changed. Texts naming no known target stay as they are; keys and their order stay too.
 * The same lens and values give the same object, not to be changed by anybody: every score begins with this.
 */
export function fillTargets(lens: Lens, values: TargetValues = {}): Lens {
  const targets = effectiveTargets(lens, values);
  const known = filled.get(lens) ?? new Map<string, Lens>();
  filled.set(lens, known);
  const key = JSON.stringify(Object.values(targets).map(({ value }) => value));
  const found = known.get(key) ?? fill(lens, targets);
  if (known.size >= mostFilled) known.clear();
  known.set(key, found);
  return found;
}

const filled = new WeakMap<Lens, Map<string, Lens>>();
/** Teams that changed their targets, each in its own way; beyond that texts are filled anew. */
const mostFilled = 200;

function fill(lens: Lens, targets: Record<string, Target>): Lens {
  const fillText = (text: string) =>
    text.replace(/\{([a-z0-9_]+)\}/g, (whole, id: string) => {
      const target = Object.hasOwn(targets, id) ? targets[id] : undefined;
      return target ? formatTarget(target) : whole;
    });
  const pillars = lens.pillars.map((pillar) => ({
    ...pillar,
    questions: pillar.questions.map((question) => mapTexts(question, fillText)),
  }));
  return lens.lintel ? { ...lens, pillars, lintel: { ...lens.lintel, targets } } : { ...lens, pillars };
}

/** Fills every string but ids and conditions, which are names and not prose. */
function mapTexts<T>(value: T, fill: (text: string) => string): T {
  if (typeof value === "string") return fill(value) as T; // a string in, a string out
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, fill)) as T; // the same array shape
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, item]) => [key, UNFILLED.has(key) ? item : mapTexts(item, fill)]);
  return Object.fromEntries(entries) as T; // the same keys
}

const UNFILLED = new Set(["id", "url", "condition", "risk", "type", "lintel"]);
