import type { Lens } from "../lens";
import { backendStandards } from "./backend-standards/backend-standards";
import { quality } from "./quality";

/** The lenses that come with Lintel, in the order they are shown. */
export const SHIPPED_LENSES: readonly Lens[] = [quality, backendStandards];

/** The shipped lens with this key, or `undefined`; keys come from addresses. */
export function findLens(key: string): Lens | undefined {
  return SHIPPED_LENSES.find((lens) => lens.lintel?.key === key);
}
