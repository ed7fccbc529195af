import { specDefinition } from "../spec/definition";
import type { Definition, Field } from "../spec/field";
import { findPlace } from "../spec/path";
import { itemIdPattern } from "../spec/value";
import type { Anchor, Suggestion } from "./anchor";

/** Diagrams that follow from the specification; an anchor names one as `generated:<kind>`. */
const generatedKinds = ["context", "containers", "er", "sequence"];
export const generatedPrefix = "generated:";

/** Where an anchor stands, as one path: of the specification, a generated diagram, or `checklist.<lens>.<question>`. */
export function anchorPath(anchor: Anchor): string {
  switch (anchor.kind) {
    case "place":
    case "text":
      return anchor.path;
    case "node":
    case "edge":
      return anchor.diagram;
    case "question":
      return `checklist.${anchor.lens}.${anchor.question}`;
  }
}

/**
 * What makes an anchor point at nothing that a specification can have, as a sentence, or `null`. Whether the item or the passage
 * is there at this moment is not asked: the author may see an edit that has not arrived yet. `isQuestion` knows the checklists.
 */
export function anchorProblem(
  anchor: Anchor,
  isQuestion: (lens: string, question: string) => boolean,
  definition: Definition = specDefinition,
): string | null {
  switch (anchor.kind) {
    case "place":
      return isSound(anchor.path, definition) ? null : `“${anchor.path}” is no place of the specification.`;
    case "text":
      return isText(fieldAt(anchor.path, definition)) ? null : `“${anchor.path}” is no text of the specification.`;
    case "node":
    case "edge":
      return isDiagram(anchor.diagram, definition) ? null : `“${anchor.diagram}” is no diagram.`;
    case "question":
      return isQuestion(anchor.lens, anchor.question)
        ? null
        : "There is no such question in the checklists of the team.";
  }
}

/** The same for the place of a suggestion: a text for other words, a field that is no list and no group for another value. */
export function suggestionProblem(suggestion: Suggestion, definition: Definition = specDefinition): string | null {
  const field = fieldAt(suggestion.path, definition);
  if (suggestion.kind === "replace")
    return isText(field) ? null : `“${suggestion.path}” is no text of the specification.`;
  if (!field) return `“${suggestion.path}” is no field of the specification.`;
  return field.kind === "list" || field.kind === "group" ? `A suggestion can set one field, no ${field.kind}.` : null;
}

export const isText = (field: Field | null): boolean =>
  field?.kind === "text" || field?.kind === "markdown" || field?.kind === "code";

function fieldAt(path: string, definition: Definition): Field | null {
  const place = isSound(path, definition) ? findPlace(path, definition) : null;
  return place?.kind === "field" ? place.field : null;
}

/** Whether a path is one that a specification can have, item ids in their form. */
function isSound(path: string, definition: Definition): boolean {
  const keys = path.split(".");
  if (!findPlace(path, definition)) return false;
  return keys.every((_, index) => {
    const place = findPlace(keys.slice(0, index + 1).join("."), definition);
    return place?.kind !== "item" || itemIdPattern.test(place.id);
  });
}

function isDiagram(path: string, definition: Definition): boolean {
  if (path.startsWith(generatedPrefix)) return generatedKinds.includes(path.slice(generatedPrefix.length));
  const place = isSound(path, definition) ? findPlace(path, definition) : null;
  if (place?.kind !== "item") return false;
  return Object.values(place.list.fields).some((field) => field.kind === "code" && field.language === "mermaid");
}
