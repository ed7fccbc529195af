import { describe, expect, it } from "vitest";
import { matchingPeople, mentionAt, withMentions, withoutMentions } from "./mention-text";

const ids = {
  one: "11111111-1111-4111-8111-111111111111",
  two: "22222222-2222-4222-8222-222222222222",
  three: "33333333-3333-4333-8333-333333333333",
};
const people = [
  { id: ids.one, name: "Payments" },
  { id: ids.two, name: "Payments lead" },
];
const none = new Map<string, string>();

describe("mentions in a text", () => {
  it("are sent with the id of the longest name that stands there", () => {
    expect(withMentions("@Payments lead, please; @Payments too", people, none)).toBe(
      `@[Payments lead](user:${ids.two}), please; @[Payments](user:${ids.one}) too`,
    );
  });

  it("are left alone inside of words and in front of unknown names", () => {
    const text = "mail@Payments, @Paymentsystem and @nobody";
    expect(withMentions(text, people, none)).toBe(text);
  });

  it("mean who was picked where names are equal", () => {
    expect(withMentions("@Payments", people, new Map([["Payments", ids.three]]))).toBe(
      `@[Payments](user:${ids.three})`,
    );
  });

  it("come back as they were typed when a comment is edited", () => {
    const sent = withMentions("Ask @Payments lead.", people, none);
    const { text, picked } = withoutMentions(sent);
    expect(text).toBe("Ask @Payments lead.");
    expect(withMentions(text, [], picked)).toBe(sent);
  });
});

describe("completion", () => {
  it("begins at an @ and ends where no name can go on", () => {
    expect(mentionAt("Hello @Pay", 10)).toEqual({ from: 6, query: "Pay" });
    expect(mentionAt("@Payments le", 12)).toEqual({ from: 0, query: "Payments le" });
    expect(mentionAt("mail@Pay", 8)).toBeNull();
    expect(mentionAt("@Payments, and", 14)).toBeNull();
  });

  it("finds a name by any of its words", () => {
    expect(matchingPeople(people, "le").map(({ name }) => name)).toEqual(["Payments lead"]);
    expect(matchingPeople(people, "pay")).toHaveLength(2);
  });
});
