import { LintelError } from "../errors";
import { specDefinition } from "./definition";

/** Turns a specification of one schema version, as plain JSON, into the next. It may change its argument. */
export type UpgradeStep = (spec: Record<string, unknown>) => Record<string, unknown>;

/**
 * Steps by the schema version they start from. A new field needs none: what is missing reads as empty. A step is for a field
 * that moved, changed its kind, or lost an option.
 */
export const upgradeSteps: Readonly<Record<number, UpgradeStep>> = {};

/**
 * Brings a stored or imported specification of an older schema version to the current one, step by step. Throws `invalid` for
 * a version that is newer than this release, or that no step leads away from.
 */
export function upgradeSpec(
  spec: Record<string, unknown>,
  from: number,
  steps: Readonly<Record<number, UpgradeStep>> = upgradeSteps,
  to: number = specDefinition.schemaVersion,
): Record<string, unknown> {
  if (!Number.isInteger(from) || from < 1)
    throw new LintelError("invalid", "The schema version has to be a whole number from 1.");
  if (from > to)
    throw new LintelError(
      "invalid",
      `The document has schema version ${from}, this Lintel knows versions up to ${to}. Update Lintel, or export the document again from the older one.`,
    );
  let upgraded: Record<string, unknown> = structuredClone(spec);
  for (let version = from; version < to; version++) {
    const step = steps[version];
    if (!step) throw new LintelError("invalid", `Schema version ${version} can no longer be read.`);
    upgraded = step(upgraded);
  }
  return upgraded;
}
