import type { Definition, ListItem, Section, ValuesOf } from "./field";
import { architecture } from "./sections/architecture";
import { contract } from "./sections/contract";
import { data } from "./sections/data";
import { decisions } from "./sections/decisions";
import { deliverables } from "./sections/deliverables";
import { operations } from "./sections/operations";
import { performance } from "./sections/performance";
import { reliability } from "./sections/reliability";
import { requirements } from "./sections/requirements";
import { security } from "./sections/security";
import { services } from "./sections/services";

const sections = [
  requirements,
  architecture,
  services,
  data,
  contract,
  performance,
  security,
  reliability,
  operations,
  decisions,
  deliverables,
] as const;

/** The System Architecture Specification: the only place where a field is named. */
export const specDefinition = { schemaVersion: 1, sections } satisfies Definition;

type SpecSection = (typeof sections)[number];
export type SectionKey = SpecSection["key"];

/** A whole specification, dense, by section key. */
export type Spec = { [S in SpecSection as S["key"]]: ValuesOf<S["fields"]> };

export type Service = Spec["services"]["services"][number];
export type Dependency = Spec["services"]["dependencies"][number];
export type Interaction = Spec["services"]["interactions"][number];

/** The section with this key, or `undefined`; keys come from URLs and stored paths. */
export function findSection(key: string, definition: Definition = specDefinition): Section | undefined {
  return definition.sections.find((section) => section.key === key);
}

export type { ListItem };
