import type { ShareLink } from "@/client/share-links";

type Shows = Pick<ShareLink, "mayComment" | "showsThreads" | "showsScore" | "version" | "hasPassword">;

/** What a link gives, in a few words each. */
export function linkFacts(link: Shows): string[] {
  return [
    link.mayComment ? "Read and comment" : "Read",
    link.version === null ? "The newest version" : `Version ${link.version}`,
    ...(link.showsThreads ? ["With threads"] : []),
    ...(link.showsScore ? ["With scores"] : []),
    ...(link.hasPassword ? ["Password"] : []),
  ];
}

/** The same as sentences, for somebody who is about to make the link: what its guests will see, and what they never will. */
export function linkPromise(link: Shows, lastVersion: number): string[] {
  const newest = lastVersion > 0 ? `now version ${lastVersion}` : "nothing until the first is published";
  const which =
    link.version === null
      ? `the newest published version, ${newest}`
      : `version ${link.version}, also when there are newer ones`;
  const threads = link.showsThreads ? "the threads on that version" : link.mayComment ? "the threads they begin" : null;
  const parts = [which, threads, link.showsScore ? "its scores" : null].filter((part) => part !== null);
  const sentences = [`Guests see ${parts.join("; ")}.`];
  if (link.mayComment) sentences.push("They give a name before they write, and are marked as guests.");
  sentences.push("They never see the draft, other versions, the checklists, other reviews or who is in the team.");
  return sentences;
}

/** Choices of how long a link works, in days; "" for ever. */
export const expiryOptions = [
  { value: "1", label: "A day" },
  { value: "7", label: "A week" },
  { value: "30", label: "30 days" },
  { value: "366", label: "A year" },
  { value: "", label: "Until it is revoked" },
];
