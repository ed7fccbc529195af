import { drawForFile } from "./mermaid-engine";

/** Pixels of a canvas that every browser can make. */
const mostPixels = 16_000_000;

/** Saves the diagram as an SVG file that other programs can show: text as SVG text, on a white ground. */
export async function saveSvg(source: string, name: string) {
  const { svg } = await drawForFile(source);
  save(new Blob([svg], { type: "image/svg+xml" }), `${fileName(name)}.svg`);
}

/** Saves the diagram as a PNG of twice its size, less where that is more than a canvas can hold. */
export async function savePng(source: string, name: string) {
  const { svg, width, height } = await drawForFile(source);
  const scale = Math.min(2, Math.sqrt(mostPixels / (width * height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d");
  const image = await load(withFont(svg, await fontRule()));
  if (!context) throw new Error("This browser cannot draw pictures of this size.");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("This browser could not make the picture. Save it as SVG instead.");
  save(blob, `${fileName(name)}.png`);
}

async function load(svg: string): Promise<HTMLImageElement> {
  // A data address, because a blob with HTML inside would lock the canvas.
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

const withFont = (svg: string, rule: string) => (rule === "" ? svg : svg.replace(/>/, `><style>${rule}</style>`));

/** The page's font with its file inside: a picture loaded as an image sees no fonts of the page, and the text was measured in this one. */
async function fontRule(): Promise<string> {
  for (const sheet of document.styleSheets) {
    for (const rule of rulesOf(sheet)) {
      if (!(rule instanceof CSSFontFaceRule) || !/Inter/.test(rule.style.getPropertyValue("font-family"))) continue;
      if (!/U\+0+-?0*FF|U\+0-FF|U\+0000-00FF/i.test(rule.style.getPropertyValue("unicode-range"))) continue;
      const address = /url\(\s*["']?([^"')]+)/.exec(rule.style.getPropertyValue("src"))?.[1];
      if (!address) continue;
      const data = await asDataUrl(new URL(address, sheet.href ?? document.baseURI).href);
      return data ? `@font-face{font-family:"Inter Variable";font-weight:100 900;src:url(${data})}` : "";
    }
  }
  return "";
}

function rulesOf(sheet: CSSStyleSheet): CSSRule[] {
  try {
    return [...sheet.cssRules];
  } catch {
    return []; // a sheet of another origin, such as a browser extension's
  }
}

async function asDataUrl(address: string): Promise<string | null> {
  try {
    const response = await fetch(address);
    if (!response.ok) return null;
    const blob = await response.blob();
    return await new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result));
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });
  } catch {
    return null;
  }
}

function save(blob: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken the blob over by the time a click returns, except in Safari.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A name every file system takes. */
export function fileName(name: string): string {
  const words = name
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
  return words.slice(0, 80) || "diagram";
}
