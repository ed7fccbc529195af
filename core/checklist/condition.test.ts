import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Condition, ConditionError, conditionChoices, evaluateCondition, parseCondition } from "./condition";

/** `holds("aaa && bbb", "aaa bbb")`: whether the condition holds with these choices selected. */
function holds(text: string, selected: string): boolean {
  return evaluateCondition(parseCondition(text), new Set(selected.split(" ").filter(Boolean)));
}

function errorOf(text: string): string {
  try {
    parseCondition(text);
    return "";
  } catch (error) {
    return error instanceof ConditionError ? error.message : "another error";
  }
}

describe("conditions", () => {
  it.each([
    ["aaa", "aaa", true],
    ["aaa", "bbb", false],
    ["!aaa", "", true],
    ["!!aaa", "aaa", true],
    ["aaa || bbb && ccc", "aaa", true],
    ["(aaa || bbb) && ccc", "aaa", false],
    ["!aaa && bbb", "bbb", true],
    ["!(aaa && bbb)", "aaa", true],
    ["((c_1 || c_2) && c_3) || (!c_1 && c_3)", "c_3", true],
    ["default", "", true],
    [" default ", "aaa", true],
  ])("%s with %s selected is %s", (text, selected, expected) => {
    expect(holds(text, selected)).toBe(expected);
  });

  it.each([
    ["", "The condition is empty at character 1"],
    ["aaa &&", "Expected a choice but found the end at character 7"],
    ["aaa bbb", 'Expected && or || but found "bbb" at character 5'],
    ["aaa & bbb", '"&" has no meaning in a condition at character 5'],
    ["(aaa", "A parenthesis is never closed at character 1"],
    ["aaa)", 'Expected && or || but found ")" at character 4'],
    ["aaa || default", '"default" must stand alone at character 8'],
    ["aaa-bbb", '"-" has no meaning in a condition at character 4'],
  ])("%s is refused with its place", (text, message) => {
    expect(errorOf(text)).toBe(message);
  });

  it("refuses nesting that would exhaust the stack", () => {
    expect(errorOf("(".repeat(100_000))).toContain("levels of nesting");
    expect(errorOf("!".repeat(100_000))).toContain("levels of nesting");
  });

  it("lists the choices with their places", () => {
    expect(conditionChoices(parseCondition("aaa && !bbb"))).toEqual([
      { id: "aaa", at: 0 },
      { id: "bbb", at: 8 },
    ]);
  });

  it("agrees with a written-out form of any tree", () => {
    const tree = fc.letrec<{ node: Condition }>((tie) => ({
      node: fc.oneof(
        { depthSize: "small", maxDepth: 5 },
        fc.constantFrom("aaa", "bbb", "ccc").map((id): Condition => ({ kind: "choice", id, at: 0 })),
        tie("node").map((operand): Condition => ({ kind: "not", operand })),
        fc
          .tuple(fc.constantFrom("and" as const, "or" as const), tie("node"), tie("node"))
          .map(([kind, left, right]): Condition => ({ kind, left, right })),
      ),
    })).node;
    const write = (node: Condition): string => {
      if (node.kind === "default") return "default";
      if (node.kind === "choice") return node.id;
      if (node.kind === "not") return `!(${write(node.operand)})`;
      return `(${write(node.left)} ${node.kind === "and" ? "&&" : "||"} ${write(node.right)})`;
    };
    fc.assert(
      fc.property(tree, fc.subarray(["aaa", "bbb", "ccc"]), (node, selected) => {
        const set = new Set(selected);
        expect(evaluateCondition(parseCondition(write(node)), set)).toBe(evaluateCondition(node, set));
      }),
    );
  });
});
