/**
 * Guidance: questions that a template leaves in a field for the author to answer. Each is a Markdown quotation, so that it reads
 * as a prompt everywhere the text is shown, and a field that holds nothing else counts as not yet answered.
 */
export function guide(...questions: string[]): string {
  return questions.map((question) => `> ${question}`).join("\n>\n");
}

/** Whether a text holds prompts and nothing of the author's own. An empty text is none. */
export function isGuidance(text: string): boolean {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 0 && lines.every((line) => /^>( |$)/.test(line));
}

/** The questions of a text that is nothing but guidance, without the marks of the quotation, in one line. */
export function promptOf(text: string): string {
  const lines = text.split("\n").map((line) => line.replace(/^>\s?/, "").trim());
  return lines.filter((line) => line !== "").join(" ");
}

/** The same values with texts that hold nothing but prompts made empty: what the author has said so far. */
export function withoutGuidance<T>(value: T): T {
  if (typeof value === "string") return (value.startsWith("> ") && isGuidance(value) ? "" : value) as T;
  if (Array.isArray(value)) return value.map(withoutGuidance) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withoutGuidance(child)])) as T;
}
