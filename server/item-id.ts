import { randomBytes } from "node:crypto";

const idLetters = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A new id of a list item. Ids are told apart, not guessed, so the slight unevenness of the remainder does not matter. */
export function newItemId(): string {
  return Array.from(randomBytes(10), (byte) => idLetters[byte % idLetters.length]).join("");
}
