import { StreamLanguage, type StringStream } from "@codemirror/language";

const keywords = new Set(
  "type input interface union enum scalar schema directive extend implements on query mutation subscription fragment repeatable".split(
    " ",
  ),
);
const builtIn = new Set(["Int", "Float", "String", "Boolean", "ID"]);
const atoms = new Set(["true", "false", "null"]);

type State = { inBlockString: boolean };

function inBlockString(stream: StringStream, state: State): string {
  while (!stream.eol()) {
    if (stream.match('"""')) {
      state.inBlockString = false;
      break;
    }
    stream.next();
  }
  return "string";
}

/** Highlighting of GraphQL SDL and operations; indentation follows braces, parentheses and brackets. */
export const graphqlLanguage = StreamLanguage.define<State>({
  name: "graphql",
  startState: () => ({ inBlockString: false }),
  token(stream, state) {
    if (state.inBlockString) return inBlockString(stream, state);
    if (stream.eatSpace()) return null;
    if (stream.match('"""')) {
      state.inBlockString = true;
      return inBlockString(stream, state);
    }
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return "string";
    if (stream.eat("#")) {
      stream.skipToEnd();
      return "comment";
    }
    if (stream.match(/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/)) return "number";
    if (stream.match(/^@[A-Za-z_]\w*/)) return "meta";
    if (stream.match(/^\$[A-Za-z_]\w*/)) return "variableName.special";
    const word = stream.match(/^[A-Za-z_]\w*/);
    if (Array.isArray(word)) {
      const name = word[0];
      if (atoms.has(name)) return "atom";
      if (builtIn.has(name)) return "typeName.standard";
      if (stream.match(/^\s*[:(]/, false)) return "propertyName";
      if (keywords.has(name)) return "keyword";
      return /^[A-Z]/.test(name) ? "typeName" : "variableName";
    }
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: "#" }, closeBrackets: { brackets: ["(", "[", "{", '"'] } },
});
