export type KeptText = {
  /** The text under a key, made where it is not kept. */
  of: (key: string, make: () => Promise<string> | string) => Promise<string>;
};

/**
 * Texts that are costly to make and follow from their key alone, the ones used last, up to so many characters in all. The key
 * must name everything that the text depends on; whether somebody may see it is decided before.
 */
export function keepText(mostCharacters: number): KeptText {
  const kept = new Map<string, string>();
  let characters = 0;
  const forget = (key: string) => {
    characters -= kept.get(key)?.length ?? 0;
    kept.delete(key);
  };
  const keep = (key: string, text: string) => {
    forget(key);
    if (text.length > mostCharacters / 4) return;
    kept.set(key, text);
    characters += text.length;
    for (const oldest of kept.keys()) {
      if (characters <= mostCharacters) break;
      forget(oldest);
    }
  };
  return {
    of: async (key, make) => {
      const text = kept.get(key) ?? (await make());
      keep(key, text);
      return text;
    },
  };
}
