import type { Spec } from "../../spec/definition";
import { describePath, valueAt } from "../../spec/path";
import type { Target } from "../lens";
import { formatTarget, meetsTarget } from "../targets";

/** What a check reads: the spec, and the targets in force. */
export type CheckContext = { spec: Spec; targets: Readonly<Record<string, Target>> };

/** One place of the spec that speaks for a choice (`shows`) or against it, with a sentence a person can judge. */
export type Sign = { path: string; sentence: string; shows: boolean };

/** Looks for one thing; `null` when the spec says nothing about it. */
export type Probe = (context: CheckContext) => Sign | null;

/** The checks of one question: for each choice that can be seen in a spec, what shows it. */
export type Check = Readonly<Record<string, Probe>>;

const QUOTE_LENGTH = 110;

function quote(text: string): string {
  const line = plain(text)
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[.,;:]+$/, "");
  return line.length > QUOTE_LENGTH ? `“${line.slice(0, QUOTE_LENGTH - 1).trimEnd()}…”` : `“${line}”`;
}

/** Without the signs of Markdown that would only litter a quotation. */
function plain(text: string): string {
  return text.replace(/^[ \t]*(?:[-*+]|\d+\.|#+|>)[ \t]+/gm, "").replace(/\*\*|__|```\w*/g, "");
}

function textAt(spec: Spec, path: string): string {
  const value = valueAt(spec, path);
  return typeof value === "string" ? value : "";
}

/** Text that only says there is nothing: it fills a field without answering it. */
const EMPTY_WORDS = /^\W*(none|no|n\/?a|tbd|todo|tbc|later|unknown|open|\?+)\W*$/i;

/** Words that turn the claim after them into its opposite, or into a plan. */
const DENIAL = /\b(no|not|never|without|lacks?|missing|todo|tbd|yet to|instead of|rather than|unclear|planned)\b/i;

/** The text at a path is there, and says more than that there is nothing. */
export function filled(path: string): Probe {
  return ({ spec }) => {
    const text = textAt(spec, path).trim();
    if (text === "" || EMPTY_WORDS.test(text)) return null;
    return { path, sentence: `${describePath(spec, path)} says ${quote(text)}.`, shows: true };
  };
}

/** One of the texts has a sentence that matches and does not deny it before the match. */
export function says(paths: string | readonly string[], pattern: RegExp): Probe {
  return ({ spec }) => {
    for (const path of [paths].flat()) {
      for (const sentence of sentences(textAt(spec, path))) {
        const match = pattern.exec(sentence);
        if (!match || DENIAL.test(sentence.slice(0, match.index))) continue;
        return { path, sentence: `${describePath(spec, path)} says ${quote(sentence)}.`, shows: true };
      }
    }
    return null;
  };
}

/**
 * The sentences and lines of a text. Both the text and each sentence are cut, because patterns may take quadratic time
 * in the length of one sentence and texts come from anybody.
 */
function sentences(text: string): string[] {
  return text
    .slice(0, MAX_READ)
    .replace(SOFT_WRAP, " ")
    .split(/(?<=[.!?;])\s+|\n+/)
    .map((sentence) => sentence.slice(0, MAX_SENTENCE));
}

/** A line break inside a paragraph or list item; one before a new item, row, heading or blank line is kept. */
const SOFT_WRAP = /\n(?![ \t]*(?:[-*+#>|\n]|\d+\.|```|$))/g;
const MAX_READ = 40_000;
const MAX_SENTENCE = 500;

/** A choice field or set holds one of these options. */
export function chosen(path: string, ...options: string[]): Probe {
  return ({ spec }) => {
    const value = valueAt(spec, path);
    const held = Array.isArray(value) ? value.filter((item) => typeof item === "string") : [value];
    const found = held.filter((item) => typeof item === "string" && options.includes(item));
    if (found.length === 0) return null;
    return {
      path,
      sentence: `${describePath(spec, path)} names ${found.join(", ").replaceAll("_", " ")}.`,
      shows: true,
    };
  };
}

/** A flag is set. */
export function set(path: string): Probe {
  return ({ spec }) =>
    valueAt(spec, path) === true ? { path, sentence: `${describePath(spec, path)} is ticked.`, shows: true } : null;
}

/** A number in the spec, in `unit`, compared with a target. */
export function amount(path: string, unit: string, targetId: string): Probe {
  return ({ spec, targets }) => {
    const value = valueAt(spec, path);
    const target = targets[targetId];
    if (typeof value !== "number" || !target) return null;
    return compared(path, describePath(spec, path), value, unit, target);
  };
}

/** Every one of these number fields is given; none of them at all says nothing. */
export function given(paths: readonly string[], claim: string): Probe {
  return ({ spec }) => {
    const missing = paths.filter((path) => typeof valueAt(spec, path) !== "number");
    const [first = ""] = missing.length > 0 ? missing : paths;
    if (missing.length === paths.length) return null;
    if (missing.length === 0)
      return { path: first, sentence: `${claim} (${paths.length} of ${paths.length}).`, shows: true };
    const sentence = `${describePath(spec, first)} is missing; ${paths.length - missing.length} of ${paths.length} are given.`;
    return { path: first, sentence, shows: false };
  };
}

/** A number that stands in a text, such as “coverage of at least 85 %”; the pattern's first group is the number. */
export function saysAmount(paths: readonly string[], pattern: RegExp, unit: string, targetId: string): Probe {
  return ({ spec, targets }) => {
    const target = targets[targetId];
    for (const path of paths) {
      for (const sentence of sentences(textAt(spec, path))) {
        const match = pattern.exec(sentence);
        if (!match || !target || DENIAL.test(sentence.slice(0, match.index))) continue;
        const subject = `${describePath(spec, path)}, ${quote(match[0])},`;
        return compared(path, subject, Number(match[1]), match[2] ?? unit, target);
      }
    }
    return null;
  };
}

const numbers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 });

/** The sign of a value against a target; `null` where the units cannot be compared. */
export function compared(path: string, subject: string, value: number, unit: string, target: Target): Sign | null {
  const converted = convertUnit(value, unit, target.unit);
  if (converted === null) return null;
  const shows = meetsTarget(target, converted);
  const amountText = `${numbers.format(value)} ${UNIT_LABELS[unit] ?? unit}`.trim();
  const bound = { below: "below", at_most: "at most", at_least: "at least", equal: "exactly" }[target.bound];
  const verdict = shows ? "meets" : "misses";
  return {
    path,
    sentence: `${subject} says ${amountText}, which ${verdict} the target: ${bound} ${formatTarget(target)}.`,
    shows,
  };
}

const UNIT_LABELS: Record<string, string> = { x: "×" };

/** Units that measure the same thing, as multiples of the first of them. */
const UNITS: readonly Readonly<Record<string, number>>[] = [
  {
    ms: 1,
    µs: 0.001,
    us: 0.001,
    s: 1000,
    sec: 1000,
    second: 1000,
    min: 60_000,
    minute: 60_000,
    h: 3_600_000,
    hour: 3_600_000,
  },
  { day: 1, week: 7, month: 30, year: 365 },
  { "%": 1 },
  { "requests/s": 1, "req/s": 1, rps: 1 },
  { "×": 1, x: 1 },
];

/** The value in another unit; `null` where the two measure different things. A plural `s` is ignored for words. */
export function convertUnit(value: number, from: string, to: string): number | null {
  const [source, wanted] = [singular(from), singular(to)];
  if (source === wanted) return value;
  const family = UNITS.find((units) => Object.hasOwn(units, source) && Object.hasOwn(units, wanted));
  return family ? (value * (family[source] ?? 1)) / (family[wanted] ?? 1) : null;
}

function singular(unit: string): string {
  const word = unit.trim();
  return word.length > 3 && word.endsWith("s") && !word.includes("/") ? word.slice(0, -1) : word;
}

/** The items of a list, for probes that judge each of them. */
export type ItemsProbe<T extends { id: string }> = {
  items: (spec: Spec) => readonly T[];
  path: string;
  /** The field whose value decides, so that evidence leads to it. */
  field?: string;
  good: (item: T, context: CheckContext) => boolean;
  /** What all of them show: “each of the 4 services names an owner”. */
  claim: string;
  /** Fewest items for the claim to mean anything. */
  atLeast?: number;
};

/** Every item of a list is good; otherwise the first that is not is named as a sign against. */
export function everyItem<T extends { id: string }>(probe: ItemsProbe<T>): Probe {
  return (context) => {
    const items = probe.items(context.spec);
    if (items.length < (probe.atLeast ?? 1)) return null;
    const bad = items.find((item) => !probe.good(item, context));
    if (!bad)
      return { path: probe.path, sentence: `${probe.claim} (${items.length} of ${items.length}).`, shows: true };
    const count = items.filter((item) => probe.good(item, context)).length;
    const place = `${probe.path}.${bad.id}`;
    const sentence = `${probe.claim} for ${count} of ${items.length} only; ${describePath(context.spec, place)} is missing it.`;
    return { path: probe.field ? `${place}.${probe.field}` : place, sentence, shows: false };
  };
}

/** At least `atLeast` items of a list are good. Too few are no sign at all. */
export function someItems<T extends { id: string }>(probe: ItemsProbe<T>): Probe {
  return (context) => {
    const good = probe.items(context.spec).filter((item) => probe.good(item, context));
    const first = good[0];
    if (!first || good.length < (probe.atLeast ?? 1)) return null;
    return { path: `${probe.path}.${first.id}`, sentence: `${probe.claim} (${good.length}).`, shows: true };
  };
}

/** A deliverable is marked as ready. */
export function ready(key: keyof Spec["deliverables"]): Probe {
  return ({ spec }) => {
    const path = `deliverables.${key}`;
    if (spec.deliverables[key].state !== "ready") return null;
    return { path, sentence: `${describePath(spec, path)} is marked as ready.`, shows: true };
  };
}

/** The first probe that shows it; otherwise the first sign against it. */
export function anyOf(...probes: Probe[]): Probe {
  return (context) => {
    const signs = probes.flatMap((probe) => probe(context) ?? []);
    return signs.find((sign) => sign.shows) ?? signs[0] ?? null;
  };
}

/** Shown only when every probe shows it. One that sees nothing leaves the choice open; one against it decides. */
export function allOf(...probes: Probe[]): Probe {
  return (context) => {
    const signs = probes.map((probe) => probe(context));
    const against = signs.find((sign) => sign && !sign.shows);
    if (against) return against;
    const found = signs.flatMap((sign) => sign ?? []);
    const first = found[0];
    if (!first || found.length < probes.length) return null;
    const others = new Set(found.slice(1).map((sign) => describePath(context.spec, sign.path)));
    others.delete(describePath(context.spec, first.path));
    return {
      ...first,
      sentence: others.size > 0 ? `${first.sentence} Also: ${[...others].join("; ")}.` : first.sentence,
    };
  };
}

/** Whether a text has content, for `good` of item probes. */
export function has(text: string): boolean {
  return text.trim() !== "" && !EMPTY_WORDS.test(text.trim());
}
