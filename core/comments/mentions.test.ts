import { describe, expect, it } from "vitest";
import { mentionOf, mentionsIn, withoutMentions } from "./mentions";

const ada = "0198c2f0-1111-7000-8000-000000000001";
const bob = "0198c2f0-1111-7000-8000-000000000002";

describe("mentions", () => {
  it("reads each person once, in the order of the text", () => {
    const body = `@[Second](user:${bob}) and **@[First](user:${ada})**, and @[Second](user:${bob}) again`;
    expect(mentionsIn(body)).toEqual([bob, ada]);
  });

  it("finds what it writes, whatever the name", () => {
    for (const name of ["Payments team", "A [x] `y` <b> *z*_", "Zoë 名前"])
      expect(mentionsIn(`Please look, ${mentionOf({ id: ada, name })}.`), name).toEqual([ada]);
  });

  it("calls nobody from code, from links to elsewhere or without the sign", () => {
    for (const body of [
      `\`@[First](user:${ada})\``,
      `\n\`\`\`\n@[First](user:${ada})\n\`\`\`\n`,
      `[First](user:${ada})`,
      `@[First](https://example.com/user:${ada})`,
      `@[First](user:${ada}x)`,
      `\\@\\[First\\](user:${ada})`,
      "@First (user:1)",
    ])
      expect(mentionsIn(body), body).toEqual([]);
  });

  it("reads hostile text in a moment", () => {
    for (const part of ["[", "@[", "![", "[a](", "**a *a ", "> "]) {
      const begin = performance.now();
      mentionsIn(`${part.repeat(20_000).slice(0, 19_990)}(user:x)`);
      expect(performance.now() - begin).toBeLessThan(2000);
    }
  });

  it("are names alone for those who are not to learn the ids", () => {
    expect(withoutMentions(`${mentionOf({ id: ada, name: "First" })} and [b]: user:${bob}`)).toBe(
      "@First and [b]: user:…",
    );
    expect(withoutMentions("A [link](https://example.com)")).toBe("A [link](https://example.com)");
  });
});
