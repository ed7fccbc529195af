import { apiContractChecks } from "./api-contract";
import type { Check } from "./check";
import { codeDocumentationChecks } from "./code-documentation";
import { dataIntegrityChecks } from "./data-integrity";
import { observabilityChecks } from "./observability";
import { operationsChecks } from "./operations";
import { performanceChecks } from "./performance";
import { qualityChecks } from "./quality";
import { reliabilityChecks } from "./reliability";
import { securityChecks } from "./security";

/**
 * Every automatic check by the id a question names in `lintel.autoCheck`. Within a check each probe bears the id of the
 * choice it speaks for; a lens of one's own may name a check if its choices have the same ids.
 */
export const CHECKS: ReadonlyMap<string, Check> = new Map(
  Object.entries({
    ...qualityChecks,
    ...apiContractChecks,
    ...dataIntegrityChecks,
    ...securityChecks,
    ...reliabilityChecks,
    ...performanceChecks,
    ...observabilityChecks,
    ...operationsChecks,
    ...codeDocumentationChecks,
  }),
);
