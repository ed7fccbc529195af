/** One statement: its text without the closing semicolon, and where it begins in the whole text. */
export type Statement = { text: string; offset: number; isData: boolean };

const space = /\s/;
const wordStart = /[A-Za-z_\u0080-\uffff]/;

/**
 * Cuts a script into statements the way psql does, so that each can be read, or fail, on its own: quotes, dollar quotes, nested
 * comments and parentheses hide semicolons; lines beginning with a backslash are commands to psql; lines after `COPY … FROM
 * stdin` up to `\.` are data. Linear in the length of the text.
 */
export function splitStatements(text: string): Statement[] {
  const statements: Statement[] = [];
  let at = 0;
  while (at < text.length) {
    at = skipBlank(text, at);
    if (at >= text.length) break;
    if (text[at] === "\\") {
      at = endOfLine(text, at);
      continue;
    }
    const end = endOfStatement(text, at);
    const body = text.slice(at, end).trimEnd();
    const isCopy = /^copy\b[^;]*\bfrom\s+stdin\b/i.test(body);
    if (body !== "") statements.push({ text: body, offset: at, isData: isCopy || /^insert\b/i.test(body) });
    at = end + 1;
    if (isCopy) at = endOfCopy(text, at);
  }
  return statements;
}

/** Where code begins again after blanks, comments and stray semicolons. */
function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const char = text[at] as string;
    if (space.test(char) || char === ";" || char === "\ufeff") at++;
    else if (text.startsWith("--", at)) at = endOfLine(text, at);
    else if (text.startsWith("/*", at)) at = endOfComment(text, at);
    else break;
  }
  return at;
}

function endOfStatement(text: string, from: number): number {
  let at = from;
  let depth = 0;
  let atomic = 0;
  while (at < text.length) {
    const char = text[at] as string;
    if (char === "'") at = endOfQuote(text, at, "'", isEscapeString(text, at));
    else if (char === '"') at = endOfQuote(text, at, '"', false);
    else if (char === "$") at = endOfDollarQuote(text, at);
    else if (text.startsWith("--", at)) at = endOfLine(text, at);
    else if (text.startsWith("/*", at)) at = endOfComment(text, at);
    else if (char === ";" && depth <= 0 && atomic === 0) return at;
    else if (wordStart.test(char)) {
      const word = wordAt(text, at);
      atomic += atomicChange(text, at, word, atomic);
      at += word.length;
    } else {
      if (char === "(") depth++;
      if (char === ")") depth--;
      at++;
    }
  }
  return text.length;
}

// The body of an SQL-standard function, BEGIN ATOMIC … END, holds semicolons without any quotes; CASE … END nests in it.
function atomicChange(text: string, at: number, word: string, depth: number): number {
  const upper = word.toUpperCase();
  if (depth === 0) return upper === "BEGIN" && /^begin\s+atomic\b/i.test(text.slice(at, at + 40)) ? 1 : 0;
  if (upper === "CASE") return 1;
  return upper === "END" ? -1 : 0;
}

function wordAt(text: string, at: number): string {
  let end = at + 1;
  while (end < text.length && /[\w$\u0080-\uffff]/.test(text[end] as string)) end++;
  return text.slice(at, end);
}

const isEscapeString = (text: string, at: number) =>
  /[eE]/.test(text[at - 1] ?? "") && !/[\w$]/.test(text[at - 2] ?? " ");

function endOfQuote(text: string, from: number, quote: string, hasEscapes: boolean): number {
  let at = from + 1;
  while (at < text.length) {
    if (hasEscapes && text[at] === "\\") at += 2;
    else if (text[at] !== quote) at++;
    else if (text[at + 1] === quote) at += 2;
    else return at + 1;
  }
  return text.length;
}

function endOfDollarQuote(text: string, from: number): number {
  const tag = /^\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/.exec(text.slice(from, from + 70))?.[0];
  if (!tag) return from + 1;
  const end = text.indexOf(tag, from + tag.length);
  return end < 0 ? text.length : end + tag.length;
}

function endOfComment(text: string, from: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = from;
  let depth = 0;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    depth += found[0] === "/*" ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return text.length;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}

function endOfCopy(text: string, from: number): number {
  const mark = /^\\\.[ \t]*\r?$/gm;
  mark.lastIndex = from;
  return mark.exec(text) ? endOfLine(text, mark.lastIndex) : text.length;
}

/** The statements inside the block of `DO $$ … $$`; generators wrap `ALTER TABLE` in one to ignore what exists already. */
export function statementsOfBlock(body: string): Statement[] {
  const begin = /\bbegin\b/i.exec(body);
  if (!begin) return [];
  const inside = body.slice(begin.index + begin[0].length);
  return splitStatements(inside)
    .map(({ text, offset }) => {
      const conditional = /^(?:if\b[^;]*?\bthen\b\s*|exception\b|end\b|else\b)+/i.exec(text)?.[0].length ?? 0;
      return {
        text: text.slice(conditional),
        offset: offset + conditional + begin.index + begin[0].length,
        isData: false,
      };
    })
    .filter(({ text }) => /^(?:create|alter|drop|comment)\b/i.test(text));
}

/** Line and column of offsets, for texts of any length: one pass to find the lines, then a binary search for each. */
export function placesIn(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 };
  };
}

/** Turns the parser's positions, bytes of UTF-8 within one statement, into indexes of the JavaScript string. */
export function indexOfByte(text: string): (byte: number) => number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the point is whether there is anything beyond ASCII
  if (/^[\x00-\x7f]*$/.test(text)) return (byte) => byte;
  const indexes: number[] = [];
  let index = 0;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    const bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let n = 0; n < bytes; n++) indexes.push(index);
    index += char.length;
  }
  return (byte) => indexes[byte] ?? text.length;
}
