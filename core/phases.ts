import type { specDefinition } from "./spec/definition";

type SectionKey = (typeof specDefinition)["sections"][number]["key"];

/** The way of a design, set by people as it goes on. */
export const phases = ["discovery", "architecture", "security", "handoff"] as const;
export type Phase = (typeof phases)[number];

export const phaseLabels: Record<Phase, string> = {
  discovery: "Discovery & requirements",
  architecture: "Architecture design",
  security: "Security & reliability",
  handoff: "Documentation & handoff",
};

/** The sections each phase works on. */
export const phaseSections: Record<Phase, readonly SectionKey[]> = {
  discovery: ["requirements"],
  architecture: ["architecture", "services", "data", "contract", "performance"],
  security: ["security", "reliability"],
  handoff: ["operations", "decisions", "deliverables"],
};
