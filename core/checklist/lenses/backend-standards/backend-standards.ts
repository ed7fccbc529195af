import { type Lens, SCHEMA_VERSION } from "../../lens";
import { apiContract } from "./api-contract";
import { codeDocumentation } from "./code-documentation";
import { dataIntegrity } from "./data-integrity";
import { observability } from "./observability";
import { operations } from "./operations";
import { performance } from "./performance";
import { reliability } from "./reliability";
import { security } from "./security";
import { backendTargets } from "./targets";

/** The long checklist: what a backend must show before it carries real users, with numbers a team may change. */
export const backendStandards: Lens = {
  schemaVersion: SCHEMA_VERSION,
  name: "Backend standards",
  description:
    "What a backend should show before it carries real users, in eight pillars from the API contract to the documentation. The numbers are defaults: a team sets its own, and texts and checks follow.",
  pillars: [
    apiContract,
    dataIntegrity,
    security,
    reliability,
    performance,
    observability,
    operations,
    codeDocumentation,
  ],
  lintel: { key: "backend-standards", version: "1.0.0", targets: backendTargets },
};
