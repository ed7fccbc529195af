/** What a design can be found by, besides its words. */
export const elementKinds = [
  "service",
  "dependency",
  "vendor",
  "owner",
  "store",
  "technology",
  "table",
  "endpoint",
  "event",
] as const;
export type ElementKind = (typeof elementKinds)[number];
