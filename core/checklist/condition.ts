/** A condition of a risk rule as a tree. `at` is where in the text a choice stands, for messages that point at it. */
export type Condition =
  | { kind: "default" }
  | { kind: "choice"; id: string; at: number }
  | { kind: "not"; operand: Condition }
  | { kind: "and" | "or"; left: Condition; right: Condition };

/** Why a condition could not be read; `at` is the zero-based character where reading stopped. */
export class ConditionError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(`${message} at character ${at + 1}`);
    this.name = "ConditionError";
    this.at = at;
  }
}

type Token = { kind: "id" | "&&" | "||" | "!" | "(" | ")" | "end"; text: string; at: number };

/** Deeper nesting than any sane rule; keeps a hostile condition from exhausting the stack. */
const MAX_DEPTH = 64;

/**
 * Reads choice ids joined by `&&`, `||`, `!` and parentheses, or the word `default` alone. `!` binds tighter than `&&`,
 * `&&` tighter than `||`. Throws a ConditionError with the position of what it could not read.
 */
export function parseCondition(text: string): Condition {
  const tokens = tokenize(text);
  if (tokens.length === 2 && tokens[0]?.text === "default") return { kind: "default" };
  const reader = { tokens, next: 0, depth: 0 };
  const condition = readOr(reader);
  const rest = peek(reader);
  if (rest.kind !== "end") throw new ConditionError(`Expected && or || but found "${rest.text}"`, rest.at);
  return condition;
}

/** Whether the condition holds for the choices selected. `default` always holds. */
export function evaluateCondition(condition: Condition, selected: ReadonlySet<string>): boolean {
  switch (condition.kind) {
    case "default":
      return true;
    case "choice":
      return selected.has(condition.id);
    case "not":
      return !evaluateCondition(condition.operand, selected);
    case "and":
      return evaluateCondition(condition.left, selected) && evaluateCondition(condition.right, selected);
    case "or":
      return evaluateCondition(condition.left, selected) || evaluateCondition(condition.right, selected);
  }
}

/** The choices a condition names, with their places, in reading order; a choice named twice comes twice. */
export function conditionChoices(condition: Condition): { id: string; at: number }[] {
  if (condition.kind === "default") return [];
  if (condition.kind === "choice") return [{ id: condition.id, at: condition.at }];
  if (condition.kind === "not") return conditionChoices(condition.operand);
  return [...conditionChoices(condition.left), ...conditionChoices(condition.right)];
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:([A-Za-z0-9_]+)|(&&|\|\||[!()]))/y;
  let at = 0;
  while (text.slice(at).trim() !== "") {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) {
      const bad = at + text.slice(at).search(/\S/);
      throw new ConditionError(`"${text[bad]}" has no meaning in a condition`, bad);
    }
    const word = match[1] ?? match[2] ?? "";
    at = pattern.lastIndex;
    tokens.push({ kind: match[1] ? "id" : (word as Token["kind"]), text: word, at: at - word.length }); // the pattern allows only these
  }
  if (tokens.length === 0) throw new ConditionError("The condition is empty", 0);
  tokens.push({ kind: "end", text: "the end", at: text.length });
  return tokens;
}

type Reader = { tokens: Token[]; next: number; depth: number };

function peek(reader: Reader): Token {
  return reader.tokens[Math.min(reader.next, reader.tokens.length - 1)]!; // the list always ends in an "end" token
}

function readOr(reader: Reader): Condition {
  let left = readAnd(reader);
  while (peek(reader).kind === "||") {
    reader.next += 1;
    left = { kind: "or", left, right: readAnd(reader) };
  }
  return left;
}

function readAnd(reader: Reader): Condition {
  let left = readOperand(reader);
  while (peek(reader).kind === "&&") {
    reader.next += 1;
    left = { kind: "and", left, right: readOperand(reader) };
  }
  return left;
}

function readOperand(reader: Reader): Condition {
  const token = peek(reader);
  reader.next += 1;
  if (token.kind === "id") {
    if (token.text === "default") throw new ConditionError('"default" must stand alone', token.at);
    return { kind: "choice", id: token.text, at: token.at };
  }
  if (token.kind !== "!" && token.kind !== "(") {
    throw new ConditionError(
      `Expected a choice but found ${token.kind === "end" ? "the end" : `"${token.text}"`}`,
      token.at,
    );
  }
  reader.depth += 1;
  if (reader.depth > MAX_DEPTH) throw new ConditionError(`More than ${MAX_DEPTH} levels of nesting`, token.at);
  const inner = token.kind === "!" ? readOperand(reader) : readOr(reader);
  reader.depth -= 1;
  if (token.kind === "!") return { kind: "not", operand: inner };
  const close = peek(reader);
  if (close.kind !== ")") throw new ConditionError("A parenthesis is never closed", token.at);
  reader.next += 1;
  return inner;
}
