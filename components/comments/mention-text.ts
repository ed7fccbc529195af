export type Mentionable = { id: string; name: string };

/** What a name looks like in a mention: characters that would end the link's text are left out. */
const plainName = (name: string) => name.replace(/[[\]\\`<>\n]/g, "");

/**
 * A comment as it is typed, with `@Name`, as it is sent, with the id of who is meant. Of names that begin alike the longest is
 * taken, of equal names the one that was `picked` from the list.
 */
export function withMentions(
  text: string,
  people: readonly Mentionable[],
  picked: ReadonlyMap<string, string>,
): string {
  if (!text.includes("@")) return text;
  const byName = new Map(people.map(({ id, name }) => [name, id]));
  for (const [name, id] of picked) byName.set(name, id);
  const names = [...byName.keys()].filter((name) => name.trim() !== "").sort((a, b) => b.length - a.length);
  let sent = "";
  for (let at = 0; at < text.length; ) {
    const isStart = text[at] === "@" && !/[\p{L}\p{N}_]/u.test(text[at - 1] ?? "");
    const name = isStart ? names.find((each) => isNameAt(text, at + 1, each)) : undefined;
    if (name === undefined) {
      sent += text[at];
      at += 1;
    } else {
      sent += `@[${plainName(name)}](user:${byName.get(name)})`;
      at += 1 + name.length;
    }
  }
  return sent;
}

function isNameAt(text: string, at: number, name: string): boolean {
  return text.startsWith(name, at) && !/[\p{L}\p{N}_]/u.test(text[at + name.length] ?? "");
}

/** The reverse, for a comment that is edited; `picked` is who was meant. */
export function withoutMentions(body: string): { text: string; picked: Map<string, string> } {
  const picked = new Map<string, string>();
  const text = body.replace(/@\[([^\]\n]+)\]\(user:([0-9a-fA-F-]{36})\)/g, (_, name: string, id: string) => {
    picked.set(name, id);
    return `@${name}`;
  });
  return { text, picked };
}

/** What is typed after an `@` at the caret, while it may still become a name. */
export function mentionAt(text: string, caret: number): { from: number; query: string } | null {
  const found = /(?:^|[^\p{L}\p{N}_@])@([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]*)?)$/u.exec(
    text.slice(Math.max(0, caret - 60), caret),
  );
  return found ? { from: caret - (found[1] ?? "").length - 1, query: found[1] ?? "" } : null;
}

const shownAtMost = 8;

/** Who the typed letters may mean: names, or parts of them, that begin with the letters. */
export function matchingPeople(people: readonly Mentionable[], query: string): Mentionable[] {
  const wanted = query.trim().toLowerCase();
  const isMatch = (name: string) => {
    const lower = name.toLowerCase();
    return lower.startsWith(wanted) || lower.split(/[\s._-]+/).some((part) => part.startsWith(wanted));
  };
  return people.filter(({ name }) => isMatch(name)).slice(0, shownAtMost);
}
