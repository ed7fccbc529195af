import { findPlace } from "@/core/spec/path";
import type { Person } from "./use-presence";

const pages: Record<string, string> = {
  spec: "Specification",
  diagrams: "Diagrams",
  checklist: "Checklist",
  versions: "Versions",
  compare: "Comparing versions",
  threads: "Threads",
  activity: "Activity",
};

/** Where somebody is, in a few words; empty where that is not known. */
export function placeWords({ place, field }: Pick<Person, "place" | "field">): string {
  const [path = "", query = ""] = (place ?? "").split("?");
  const thread = /^thread=(\d+)$/.exec(query)?.[1];
  if (thread) return `Thread ${thread}`;
  const [page = "", part] = path.split("/");
  if (page === "spec") return specWords(field ?? part ?? "");
  if (page === "versions" && part) return `Version ${part}`;
  return Object.hasOwn(pages, page) ? (pages[page] ?? "") : "";
}

function specWords(path: string): string {
  const found = findPlace(path);
  if (!found) return "Specification";
  if (found.kind === "section") return found.section.title;
  return `${found.section.title}: ${found.kind === "field" ? found.field.label : found.list.label}`;
}

/** The address at which one sees what they see. `base` is the address of the review. */
export function placeAddress(base: string, { place, field }: Pick<Person, "place" | "field">): string {
  if (!place) return base;
  const isForm = place.startsWith("spec/");
  return `${base}/${place}${isForm && field ? `#${field}` : ""}`;
}

/** One's own place, as it is told to others. */
export function placeOf(base: string, path: string, thread: string | null): string | null {
  if (!path.startsWith(`${base}/`)) return null;
  return path.slice(base.length + 1) + (thread && /^[1-9]\d{0,8}$/.test(thread) ? `?thread=${thread}` : "");
}
