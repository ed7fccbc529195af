type Help = { readonly when: RegExp; readonly say: string };

// Looked up in the statement around the error, first match wins: the habits people bring from other databases, then the
// slips everybody makes.
const habits: readonly Help[] = [
  { when: /`/, say: "PostgreSQL quotes names with double quotes, not with backticks." },
  { when: /\bauto_?increment\b/i, say: "PostgreSQL writes GENERATED ALWAYS AS IDENTITY instead of AUTO_INCREMENT." },
  { when: /\bidentity\s*\(\s*\d/i, say: "PostgreSQL writes GENERATED ALWAYS AS IDENTITY instead of IDENTITY(1,1)." },
  { when: /\bunsigned\b/i, say: "PostgreSQL has no unsigned types; use a larger type and a CHECK (… >= 0)." },
  {
    when: /\)\s*engine\s*=|\bcharset\s*=|\bcollate\s*=/i,
    say: "Leave out MySQL's table options after the last bracket.",
  },
  { when: /\benum\s*\(/i, say: "Create the enum first: CREATE TYPE … AS ENUM (…), then use its name as the type." },
  { when: /\[\w+\]/, say: "PostgreSQL quotes names with double quotes, not with square brackets." },
  { when: /\bon\s+update\s+current_timestamp\b/i, say: "PostgreSQL keeps such a column with a trigger." },
  { when: /^\s*go\s*$/im, say: "End each statement with a semicolon; GO is SQL Server's." },
  {
    when: /\b(?:unique\s+)?(?:key|index)\s+\w+\s*\(/i,
    say: "Indexes are statements of their own: CREATE INDEX … ON … (…).",
  },
];

const slips: readonly (Help & { readonly near: RegExp })[] = [
  { near: /^\)$/, when: /,\s*$/, say: "There is a comma too many before the bracket." },
  { near: /^$/, when: /./s, say: "The statement ends too early: a bracket is not closed, or something is missing." },
  {
    near: /^create|alter|drop|comment|insert$/i,
    when: /./s,
    say: "The statement before it probably lacks its semicolon.",
  },
  { near: /./, when: /[\w)]\s*\n\s*$/, say: "A comma is probably missing at the end of the line before." },
];

/**
 * One sentence on a syntax error and, where it is a known habit or slip, one on the remedy. `before` is the statement up to the
 * error, `after` what follows.
 */
export function explainSyntaxError(message: string, before: string, after: string): string {
  const near = /at or near "([\s\S]*)"$/.exec(message)?.[1];
  const isAtEnd = /at end of input/.test(message);
  const what = plainWords(message, near, isAtEnd);
  const around = `${lastLine(before)}${after.slice(0, 200).split("\n", 1)[0]}`;
  const habit = habits.find(({ when }) => when.test(around) || (isAtEnd && when.test(before)));
  const slip = slips.find((help) => help.near.test(isAtEnd ? "" : (near ?? "-")) && help.when.test(before));
  const remedy = habit?.say ?? (near !== undefined || isAtEnd ? slip?.say : undefined);
  return remedy ? `${what} ${remedy}` : what;
}

function plainWords(message: string, near: string | undefined, isAtEnd: boolean): string {
  if (isAtEnd) return "The end of the text was not expected here.";
  if (/^unterminated/.test(message))
    return `An ${message.replace(/ at or near[\s\S]*$/, "")}: its closing mark is missing.`;
  if (/^syntax error/.test(message) && near !== undefined) return `“${shorten(near)}” was not expected here.`;
  const sentence = message.charAt(0).toUpperCase() + message.slice(1);
  return `${shorten(sentence, 200)}.`;
}

const shorten = (text: string, most = 40) => (text.length > most ? `${text.slice(0, most)}…` : text);
const lastLine = (text: string) => text.slice(text.lastIndexOf("\n") + 1);
