import DOMPurify from "dompurify";

/**
 * The picture as it may enter the page: no scripts, handlers or frames, no links, and nothing that names another place: references
 * stay within the picture, stylesheets and attributes lose every `url()` that leaves it. Mermaid has cleaned the labels already;
 * this does not rely on it.
 */
export function sanitiseSvg(svg: string): SVGSVGElement | null {
  const clean = DOMPurify.sanitize(svg, {
    USE_PROFILES: { svg: true, svgFilters: true, html: true, mathMl: true },
    ADD_TAGS: ["foreignObject"],
    ADD_ATTR: ["dominant-baseline", "text-anchor"],
    HTML_INTEGRATION_POINTS: { foreignobject: true },
    FORBID_TAGS: [
      "script",
      "iframe",
      "object",
      "embed",
      "form",
      "input",
      "textarea",
      "button",
      "select",
      "video",
      "audio",
      "link",
      "meta",
      "base",
      "animate",
      "set",
    ],
    FORBID_ATTR: ["srcset", "ping", "formaction", "action", "poster", "autofocus", "target"],
    RETURN_DOM: true,
  });
  // With RETURN_DOM the answer is the body that holds the result; its type says only Node.
  const picture = (clean as HTMLElement).querySelector("svg");
  if (!picture) return null;
  for (const element of [picture, ...picture.querySelectorAll("*")]) cleanElement(element);
  return picture;
}

function cleanElement(element: Element) {
  if (element.localName === "style") {
    element.textContent = cleanSheet(element.textContent ?? "");
    return;
  }
  for (const { name, value } of [...element.attributes]) {
    if (name === "style") element.setAttribute("style", cleanDeclarations(value));
    else if (/(?:^|:)(?:href|src)$/i.test(name)) {
      if (!isOwnReference(element, value)) element.removeAttribute(name);
    } else if (leavesPicture(value) && /url\s*\(|image-set|src\s*\(/i.test(value)) element.removeAttribute(name);
  }
}

// Pictures inside a diagram may be carried along as data; everything else must point into the diagram itself.
const isOwnReference = (element: Element, value: string) =>
  value.startsWith("#") ||
  (/^(?:img|image)$/.test(element.localName) && /^data:image\/(?:png|jpe?g|gif|webp|svg\+xml)[;,]/i.test(value.trim()));

/** Whether a CSS value may fetch something: any function that takes an address, other than a reference into the picture. */
function leavesPicture(value: string): boolean {
  const withoutOwn = value.replace(/url\(\s*(["']?)#[^"')]*\1\s*\)/gi, "");
  // A backslash can spell `url` in letters that are not there.
  return /url|image|src|element\(|cross-fade|\\/i.test(withoutOwn);
}

function cleanDeclarations(text: string): string {
  const probe = document.createElement("span");
  probe.style.cssText = text;
  for (const property of [...probe.style]) {
    if (leavesPicture(probe.style.getPropertyValue(property)) || property === "position" || property === "z-index")
      probe.style.removeProperty(property);
  }
  return probe.style.cssText;
}

/** The sheet read by the browser and written back, which undoes every trick of spelling; imports and fonts are not let through. */
function cleanSheet(text: string): string {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return [...sheet.cssRules].map(cleanRule).join("\n");
  } catch {
    return "";
  }
}

function cleanRule(rule: CSSRule): string {
  if (rule instanceof CSSStyleRule) {
    for (const property of [...rule.style])
      if (leavesPicture(rule.style.getPropertyValue(property))) rule.style.removeProperty(property);
    return `${rule.selectorText}{${rule.style.cssText}}`;
  }
  if (rule instanceof CSSKeyframesRule && !leavesPicture(rule.cssText)) return rule.cssText;
  return "";
}
