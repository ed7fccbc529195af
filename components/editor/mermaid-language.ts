import { StreamLanguage } from "@codemirror/language";

const diagramTypes =
  /^(?:flowchart-elk|flowchart|graph|sequenceDiagram|classDiagram(?:-v2)?|stateDiagram(?:-v2)?|erDiagram|gantt|pie|journey|mindmap|timeline|gitGraph|quadrantChart|requirementDiagram|C4(?:Context|Container|Component|Dynamic|Deployment)|sankey(?:-beta)?|xychart(?:-beta)?|block(?:-beta)?|packet(?:-beta)?|kanban|architecture(?:-beta)?|radar(?:-beta)?|treemap(?:-beta)?|zenuml)\b/;

const keywords = new Set(
  `subgraph end direction class classDef style linkStyle click participant actor create destroy activate deactivate
   note over loop alt else opt par and critical option break rect autonumber box as state section title dateFormat
   axisFormat excludes namespace link links accTitle accDescr choice fork join left right of showData
   Person Person_Ext System System_Ext SystemDb SystemQueue System_Boundary Enterprise_Boundary Boundary
   Container Container_Ext ContainerDb ContainerQueue Container_Boundary Component ComponentDb ComponentQueue
   Deployment_Node Node Rel BiRel Rel_U Rel_D Rel_L Rel_R Rel_Back UpdateElementStyle UpdateRelStyle UpdateLayoutConfig`
    .split(/\s+/)
    .filter(Boolean),
);

type State = { hasType: boolean; inDirective: boolean };

/**
 * Highlighting of Mermaid in general rather than of each of its two dozen grammars: comments, directives, the diagram's type,
 * keywords, arrows, quoted and bracketed labels. Enough to read a diagram by, and never wrong enough to mislead.
 */
export const mermaidLanguage = StreamLanguage.define<State>({
  name: "mermaid",
  startState: () => ({ hasType: false, inDirective: false }),
  token(stream, state) {
    if (state.inDirective) {
      if (stream.skipTo("}%%")) {
        stream.match("}%%");
        state.inDirective = false;
      } else stream.skipToEnd();
      return "meta";
    }
    if (stream.eatSpace()) return null;
    if (stream.match("%%{")) {
      state.inDirective = true;
      return "meta";
    }
    if (stream.match("%%")) {
      stream.skipToEnd();
      return "comment";
    }
    if (!state.hasType && stream.match(diagramTypes)) {
      state.hasType = true;
      return "keyword";
    }
    if (stream.match(/^"[^"]*"?/) || stream.match(/^\|[^|]*\|/)) return "string";
    // Arrows of flowcharts, sequences, states, classes and entity relations: -->, -.->, ==>, ->>, --x, <|--, }o--||.
    if (stream.match(/^[<xo|}*]{0,2}(?:--+|-\.+-?|==+|\.\.+|~~~+)(?:[>xo)|{*]{1,2}|\|>)?/)) return "operator";
    if (stream.match(/^<?-(?:>>?|x|\))/)) return "operator";
    if (stream.match(/^:::?/)) return "punctuation";
    if (stream.match(/^#[0-9a-fA-F]{3,8}\b/) || stream.match(/^\d+(?:\.\d+)?/)) return "number";
    const word = stream.match(/^[\p{L}_][\p{L}\p{N}_]*/u);
    if (Array.isArray(word)) {
      if (keywords.has(word[0])) return "keyword";
      return /^(?:TB|TD|BT|RL|LR|PK|FK|UK)$/.test(word[0]) ? "atom" : "variableName";
    }
    if (stream.match(/^[[\](){}<>/\\|]/)) return "bracket";
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: "%%" }, closeBrackets: { brackets: ["(", "[", "{", '"'] } },
});
