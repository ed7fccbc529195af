const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

/** A fresh id for a list item: ten characters, of which there are 3.6 · 10^15. */
export function newItemId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  // 256 is no multiple of 36, so four letters are a little likelier; for telling items of one list apart that is plenty.
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join("");
}
