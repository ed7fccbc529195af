import { parsedLines } from "./source";

/** A parse error of Mermaid, at a line of the source as the author sees it (from 1), in plain words. */
export type DiagramProblem = { line: number; column?: number; message: string };

/** What Mermaid throws, as far as it is known: its two generations of parsers say where the error is in different ways. */
type ParserError = {
  message?: unknown;
  hash?: {
    loc?: { first_line?: number; last_line?: number; first_column?: number };
    line?: number;
    text?: string;
    expected?: string[];
  };
};

/** Token names of the grammars that say something to an author. */
const tokenWords: Record<string, string> = {
  SQE: "]",
  SQS: "[",
  PE: ")",
  PS: "(",
  DIAMOND_STOP: "}",
  DIAMOND_START: "{",
  STADIUMEND: "])",
  SUBROUTINEEND: "]]",
  CYLINDEREND: ")]",
  DOUBLECIRCLEEND: ")))",
  PIPE: "|",
  STRUCT_STOP: "}",
  BLOCK_STOP: "}",
  RCURLY: "}",
  COLON: ":",
  COMMA: ",",
  MINUS: "-",
};

/** Says where and why a source does not parse. Mermaid counts the lines that are left after comments and directives are taken out. */
export function explainMermaidError(error: unknown, source: string): DiagramProblem {
  const { message: raw, hash } = (
    typeof error === "object" && error !== null ? error : { message: error }
  ) as ParserError;
  const message = typeof raw === "string" ? raw : String(raw ?? "");
  const total = source.split(/\r\n?|\n/).length;
  if (/No diagram type detected/i.test(message) || source.trim() === "")
    return {
      line: parsedLines(source)[0] ?? 1,
      message: "The first line must name the kind of diagram, such as flowchart LR, sequenceDiagram or erDiagram.",
    };
  const seen = parsedLines(source);
  // The end of the text is one line past the last, and the first parser of the two forgets the line of a missing end.
  const toLine = (parsed: number) => Math.min(seen[parsed - 1] ?? seen.at(-1) ?? 1, total);
  const found = hash?.loc ? { line: lineOf(hash), column: undefined } : placeIn(message);
  const column = found?.column;
  const line = found ? toLine(found.line) : (lineNamedIn(message, source) ?? seen[0] ?? 1);
  const place = { line, ...(column ? { column } : {}) };
  const unclosed = found ? unclosedIn(source.split(/\r\n?|\n/)[line - 1] ?? "") : null;
  if (unclosed) return { ...place, message: `A closing ${unclosed} is missing on this line.` };
  return { ...place, message: hash?.expected ? wordsFor(hash) : plainMessage(message) };
}

const pairs: Record<string, string> = { "[": "]", "(": ")" };

/** The bracket or quote that a line opens and does not close; braces may well be closed on a later one. */
function unclosedIn(line: string): string | null {
  if ((line.match(/"/g)?.length ?? 0) % 2 === 1) return "quotation mark";
  const open: string[] = [];
  for (const char of line.replace(/"[^"]*"|%%.*|[-)(]+>>?[-)]*|-\)/g, " ")) {
    if (pairs[char]) open.push(pairs[char]);
    else if (char === open.at(-1)) open.pop();
  }
  return open.at(-1) ?? null;
}

/** Some errors say no line, but name what they stumbled over: the first line with that is the likely place. */
function lineNamedIn(message: string, source: string): number | null {
  const named = [...message.matchAll(/"([^"]{2,})"|:\s*([\w-]{3,})\.?$|\bblock (\d+)|\b(cherry-pick)\b/g)];
  const words = named.flatMap((found) => found.slice(1).filter((word) => word !== undefined));
  const lines = source.split(/\r\n?|\n/);
  for (const word of words) {
    const at = lines.findIndex((line) => line.includes(word));
    if (at >= 0) return at + 1;
  }
  return null;
}

function lineOf(hash: NonNullable<ParserError["hash"]>): number {
  const stated = /* `line` counts from 0 */ (hash.line ?? 0) + 1;
  return hash.loc?.last_line && hash.text === undefined
    ? hash.loc.last_line
    : Math.max(stated, hash.loc?.first_line ?? 1);
}

function placeIn(message: string): { line: number; column?: number } | null {
  const both = /line:?\s*(\d+),?\s*column:?\s*(\d+)/i.exec(message);
  if (both) return { line: Number(both[1]), column: Number(both[2]) };
  const line = /\bline:?\s*(\d+)/i.exec(message);
  return line ? { line: Number(line[1]) } : null;
}

function wordsFor({ text = "", expected = [] }: NonNullable<ParserError["hash"]>): string {
  const wanted = expected.map((token) => tokenWords[token.replace(/'/g, "")]).filter((word) => word !== undefined);
  const closing = wanted.find((word) => /[\])}|]/.test(word));
  const isEnd = text.trim() === "";
  if (isEnd && expected.length <= 12 && closing) return `A closing ${closing} is missing here.`;
  if (isEnd && expected.some((token) => /'(?:END|end)'/.test(token)) && expected.length <= 60)
    return "Something is unfinished here: a block may lack its “end”, or a connection its second half.";
  if (isEnd) return "This line is unfinished: something is expected after it.";
  if (/^end$/i.test(text.trim())) return "“end” closes a block, but none is open here; in a label put it in quotes.";
  const hint = /^[(){}[\]]/.test(text) ? " Put text with brackets in double quotes." : "";
  return `“${shorten(text.trim())}” is not expected here.${hint}`;
}

function plainMessage(message: string): string {
  const unexpected = /unexpected character: ->([\s\S]?)<-/.exec(message)?.[1];
  if (unexpected) return `The character “${unexpected}” is not expected here.`;
  const found = /but found:?\s*[`'"]([^`'"]*)[`'"]/.exec(message)?.[1];
  if (found !== undefined)
    return found.trim() === "" ? "This line is unfinished." : `“${shorten(found)}” is not expected here.`;
  if (/Unrecognized text/i.test(message)) return "Something on this line is not understood.";
  if (/^(?:Cannot (?:read|set) properties|\S+ is not a function|\S+ is (?:null|undefined))/.test(message))
    return "Mermaid cannot draw this: something is named or styled that the diagram does not have.";
  if (/YAML|duplicated mapping key|bad indentation/i.test(message))
    return "The settings between the --- lines are not valid YAML.";
  const first =
    message
      .replace(/^(?:Error: )?(?:Parsing failed: )?/, "")
      .split("\n", 1)[0]
      ?.trim() ?? "";
  return first === "" ? "Mermaid cannot draw this." : `Mermaid cannot draw this: ${shorten(first, 200)}`;
}

const shorten = (text: string, most = 40) => (text.length > most ? `${text.slice(0, most)}…` : text);
