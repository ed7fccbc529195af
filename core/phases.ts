/** The way of a design, set by people as it goes on. */
export const phases = ["discovery", "architecture", "security", "handoff"] as const;
export type Phase = (typeof phases)[number];

export const phaseLabels: Record<Phase, string> = {
  discovery: "Discovery & requirements",
  architecture: "Architecture design",
  security: "Security & reliability",
  handoff: "Documentation & handoff",
};
