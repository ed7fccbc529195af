/**
 * ZenUML, a way to write sequence diagrams as nested calls, put into Mermaid's own sequence language. Mermaid draws ZenUML only with
 * a plug-in of 3 MB and a framework of its own; the language is small, so it is translated here instead. Drawn are messages, calls
 * with their bodies and results, `new`, `return`, `if`, loops, `opt`, `par`, `try`, participants with annotations, and the title.
 */
export function isZenuml(source: string): boolean {
  return /^\s*(?:---[^\S\n]*\n[\s\S]*?\n[^\S\n]*---[^\S\n]*\n+)?(?:\s*%%[^\n]*\n)*\s*zenuml\b/.test(source);
}

/** Why a source could not be read, at its line from 1. */
export class ZenumlError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(`Line ${line}: ${message}`);
    this.line = line;
  }
}

type Token = { text: string; line: number };
type Block = { token: Token; children: Block[] };

/** The source as a `sequenceDiagram`. Throws `ZenumlError` for a brace too many or too few. */
export function zenumlToSequence(source: string): string {
  const out: string[] = [];
  const aliases = new Map<string, string>();
  const kinds = new Map<string, string>();

  /** A participant's id; names with any characters get one of their own. */
  const idOf = (name: string): string => {
    const plain = name.trim().replace(/^"|"$/g, "");
    const known = aliases.get(plain);
    if (known) return known;
    const id = `p${aliases.size + 1}`;
    aliases.set(plain, id);
    return id;
  };

  const message = (from: string, to: string, text: string, arrow: string) =>
    out.push(`${idOf(from)}${arrow}${idOf(to)}: ${clean(text) || " "}`);

  /** Writes the statements of a body that `self` runs. */
  function write(blocks: readonly Block[], self: string, caller = self) {
    let isReply = false;
    // Only alternatives take a further branch; what stands between closes them.
    let isOpen = false;
    blocks.forEach((block, index) => {
      const { text, line } = block.token;
      if (/^@(?:return|reply)$/i.test(text)) {
        isReply = true;
        return;
      }
      const control = controlOf(text);
      if (control) {
        const isBranch = control.startsWith("else");
        if (isBranch && !isOpen) throw new ZenumlError(line, `“${text.split(/\W/)[0]}” has no beginning before it.`);
        const canGoOn = isBranch || control.startsWith("alt");
        isOpen = canGoOn && /^(?:else|catch|finally)\b/.test(blocks[index + 1]?.token.text ?? "");
        out.push(control);
        write(block.children, self);
        if (!isOpen) out.push("end");
      } else {
        isOpen = false;
        statement(block, self, caller, isReply);
      }
      isReply = false;
    });
    if (isOpen) out.push("end");
  }

  function statement({ token: { text }, children }: Block, self: string, caller: string, isReply: boolean) {
    const title = /^title\s+(.+)$/.exec(text);
    if (title) return void out.push(`title ${clean(title[1] ?? "")}`);
    const returned = /^return\b\s*(.*)$/.exec(text);
    if (returned) {
      if (caller !== self) message(self, caller, returned[1] ?? "", "-->>");
      return;
    }
    const annotated = /^@(\w+)\s+(.+)$/.exec(text);
    if (annotated) {
      const name = (annotated[2] ?? "").trim();
      kinds.set(name, annotated[1] ?? "");
      idOf(name);
      return;
    }
    const sent = /^("[^"]*"|[^\s"]+?)\s*->\s*("[^"]*"|[^\s:".]+)\s*:\s*(.*)$/.exec(text);
    if (sent) return void message(sent[1] ?? "", sent[2] ?? "", sent[3] ?? "", isReply ? "-->>" : "->>");
    const created = /^(?:([\w$]+)\s*=\s*)?new\s+([\w$]+)\s*(\(.*\))?$/.exec(text);
    if (created) return call(self, created[2] ?? "", `new${created[3] ?? "()"}`, created[1], children);
    const called = /^(?:([\w$]+(?:\s+[\w$]+)?)\s*=\s*)?(?:("[^"]*"|[\w$]+)\s*->\s*)?("[^"]*"|[\w$]+)\.(.+)$/.exec(text);
    if (called) return call(called[2] ?? self, called[3] ?? "", called[4] ?? "", called[1], children);
    const own = /^(?:([\w$]+)\s*=\s*)?([\w$]+\s*\(.*\))$/.exec(text);
    if (own) return call(self, self, own[2] ?? "", own[1], children);
    idOf(text);
  }

  function call(from: string, to: string, text: string, result: string | undefined, children: readonly Block[]) {
    message(from, to, text, "->>");
    if (children.length > 0) write(children, to, from);
    if (result) message(to, from, result, "-->>");
  }

  write(parse(source), "Starter");
  const declarations = [...aliases].map(([name, id]) => {
    const isPerson = /^actor$/i.test(kinds.get(name) ?? "") || name === "Starter";
    return `${isPerson ? "actor" : "participant"} ${id} as ${clean(name) || " "}`;
  });
  return `${["sequenceDiagram", ...declarations, ...out].join("\n")}\n`;
}

const controls: readonly [pattern: RegExp, write: (condition: string) => string][] = [
  [/^if\s*\((.*)\)$/, (condition) => `alt ${condition}`],
  [/^else\s+if\s*\((.*)\)$/, (condition) => `else ${condition}`],
  [/^else$/, () => "else"],
  [/^(?:while|for|forEach|foreach|loop)\s*\((.*)\)$/, (condition) => `loop ${condition}`],
  [/^(?:loop|while)$/, () => "loop"],
  [/^opt\s*(?:\((.*)\))?$/, (condition) => `opt ${condition}`],
  [/^par\s*(?:\((.*)\))?$/, (condition) => `par ${condition}`],
  [/^critical\s*(?:\((.*)\))?$/, (condition) => `critical ${condition}`],
  [/^try$/, () => "alt try"],
  [/^catch\s*(?:\((.*)\))?$/, (condition) => `else catch ${condition}`],
  [/^finally$/, () => "else finally"],
];

function controlOf(text: string): string | null {
  for (const [pattern, write] of controls) {
    const found = pattern.exec(text);
    if (found) return write(clean(found[1] ?? "")).trimEnd();
  }
  return null;
}

/** A text as the rest of a line in Mermaid: what would end it or begin something else is written as an entity. */
const clean = (text: string) => text.trim().replace(/[#;%<>&"{}]/g, (char) => `#${char.codePointAt(0)};`);

/** Statements with the blocks in braces behind them. */
function parse(source: string): Block[] {
  const root: Block[] = [];
  const open: { blocks: Block[]; line: number }[] = [{ blocks: root, line: 1 }];
  let text = "";
  let line = 1;
  let depth = 0;
  let quoted = false;
  let start = 1;
  const here = () => (open.at(-1) as { blocks: Block[] }).blocks;
  const finish = (): Block | null => {
    const words = text.trim();
    text = "";
    if (words === "") return null;
    const block: Block = { token: { text: words, line: start }, children: [] };
    here().push(block);
    return block;
  };
  const body = source.replace(
    /^\s*(?:---[^\S\n]*\n[\s\S]*?\n[^\S\n]*---[^\S\n]*\n+)?(?:\s*%%[^\n]*\n)*\s*zenuml\b/,
    (head) => "\n".repeat(head.split("\n").length - 1),
  );
  for (let at = 0; at < body.length; at++) {
    const char = body[at] as string;
    // The text of a message runs to the end of its line, whatever it holds.
    const isMessage = !quoted && depth === 0 && char === ":" && /->/.test(text);
    const isComment = !quoted && text.trim() === "" && body.startsWith("//", at);
    if (isMessage || isComment) {
      const end = body.indexOf("\n", at);
      if (isMessage) text += body.slice(at, end < 0 ? undefined : end);
      at = (end < 0 ? body.length : end) - 1;
      continue;
    }
    if (text.trim() === "") start = line;
    if (char === "\n") line++;
    if (char === '"') quoted = !quoted && char === '"';
    else if (char === "\n") quoted = false;
    if (!quoted && char === "(") depth++;
    if (!quoted && char === ")") depth = Math.max(0, depth - 1);
    if (!quoted && (char === "\n" || char === ";") && depth === 0) finish();
    else if (!quoted && char === "{") {
      depth = 0;
      const block = finish() ?? { token: { text: "opt", line }, children: [] };
      if (open.length > 60) throw new ZenumlError(line, "This is nested too deeply to be drawn.");
      open.push({ blocks: block.children, line });
    } else if (!quoted && char === "}") {
      finish();
      if (open.length === 1) throw new ZenumlError(line, "A “}” closes nothing here.");
      open.pop();
    } else text += char === "\n" ? " " : char;
  }
  finish();
  const unclosed = open.at(-1);
  if (open.length > 1 && unclosed) throw new ZenumlError(unclosed.line, "The “{” on this line is not closed.");
  return root;
}
