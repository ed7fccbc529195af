export type DiagramTheme = "light" | "dark";

const font = '"Inter Variable", Inter, ui-sans-serif, system-ui, sans-serif';

// Mermaid mixes its colours from these by itself and understands no CSS variables, hence the palette of `globals.css` in hex.
const palettes = {
  light: {
    background: "#ffffff",
    text: "#1c202b",
    muted: "#5a6070",
    line: "#6b7180",
    node: "#eef2fe",
    border: "#6482e0",
    second: "#eaf6ee",
    third: "#fbf3e2",
    cluster: "#faf9f7",
    clusterBorder: "#cfcbc3",
    note: "#fdf4d8",
    noteBorder: "#d9b65a",
  },
  dark: {
    background: "#16181d",
    text: "#e6e7eb",
    muted: "#a4a8b3",
    line: "#8d93a1",
    node: "#232c46",
    border: "#5f7fe6",
    second: "#1d332a",
    third: "#382d19",
    cluster: "#1c1f26",
    clusterBorder: "#3c414d",
    note: "#3a3119",
    noteBorder: "#8a7130",
  },
} as const;

function themeVariables(theme: DiagramTheme) {
  const colours = palettes[theme];
  return {
    darkMode: theme === "dark",
    background: colours.background,
    fontFamily: font,
    fontSize: "14px",
    primaryColor: colours.node,
    primaryTextColor: colours.text,
    primaryBorderColor: colours.border,
    secondaryColor: colours.second,
    secondaryTextColor: colours.text,
    tertiaryColor: colours.third,
    tertiaryTextColor: colours.text,
    mainBkg: colours.node,
    nodeBorder: colours.border,
    textColor: colours.text,
    titleColor: colours.text,
    lineColor: colours.line,
    clusterBkg: colours.cluster,
    clusterBorder: colours.clusterBorder,
    edgeLabelBackground: colours.background,
    noteBkgColor: colours.note,
    noteBorderColor: colours.noteBorder,
    noteTextColor: colours.text,
    actorBkg: colours.node,
    actorBorder: colours.border,
    actorTextColor: colours.text,
    actorLineColor: colours.line,
    signalColor: colours.text,
    signalTextColor: colours.text,
    labelBoxBkgColor: colours.cluster,
    labelBoxBorderColor: colours.clusterBorder,
    labelTextColor: colours.text,
    loopTextColor: colours.muted,
    attributeBackgroundColorOdd: colours.background,
    attributeBackgroundColorEven: colours.cluster,
  };
}

/** No source may change these: they guard the page, or they decide how it looks to everybody. */
const secured = [
  "secure",
  "securityLevel",
  "startOnLoad",
  "maxTextSize",
  "maxEdges",
  "suppressErrorRendering",
  "themeCSS",
  "fontFamily",
  "altFontFamily",
  "themeVariables",
  "layout",
  "dompurifyConfig",
  "htmlLabels",
];

/**
 * The configuration of one drawing. `strict` removes scripts and handlers from labels, but lets CSS through, hence the longer list
 * of what a source cannot set. Dagre, because Mermaid 12's own default layout is three times as large and twice as slow.
 */
export function mermaidConfig(
  theme: DiagramTheme,
  { maxTextSize, maxEdges }: { maxTextSize: number; maxEdges: number },
  isForFile: boolean,
) {
  return {
    startOnLoad: false,
    securityLevel: "strict",
    secure: secured,
    suppressErrorRendering: true,
    maxTextSize,
    maxEdges,
    layout: "dagre",
    look: "classic",
    ...(isForFile ? { htmlLabels: false } : {}),
    theme: "base",
    themeVariables: themeVariables(theme),
    fontFamily: font,
    deterministicIds: false,
    logLevel: "fatal",
    flowchart: {
      useMaxWidth: false,
      curve: "basis",
      padding: 12,
      nodeSpacing: 36,
      rankSpacing: 44,
      wrappingWidth: 220,
    },
    sequence: { useMaxWidth: false },
    class: { useMaxWidth: false },
    state: { useMaxWidth: false },
    er: { useMaxWidth: false, nodeSpacing: 48, rankSpacing: 56, entityPadding: 10, fontSize: 12 },
    c4: { useMaxWidth: false },
    gantt: { useMaxWidth: false, useWidth: 1000 },
  } as const;
}
