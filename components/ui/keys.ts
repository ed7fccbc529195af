/** Whether the keyboard in use has a ⌘ key; only known in the browser. */
function isApple(): boolean {
  return typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);
}

const names: Record<string, string> = {
  shift: "⇧",
  alt: "Alt",
  ctrl: "Ctrl",
  enter: "↵",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  backspace: "⌫",
  " ": "Space",
};

/**
 * The caps to show for a key combination such as `"mod+k"` or a sequence such as `"g b"`.
 * `mod` is ⌘ on Apple keyboards and Ctrl elsewhere.
 */
export function keyCaps(keys: string): string[] {
  return keys.split(" ").flatMap((stroke) =>
    stroke.split("+").map((key) => {
      if (key === "mod") return isApple() ? "⌘" : "Ctrl";
      if (key === "alt" && isApple()) return "⌥";
      return names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
    }),
  );
}

/** Whether a key event is the stroke, for example `"mod+shift+p"`, `"/"`, `"j"`. */
export function matchesStroke(event: KeyboardEvent, stroke: string): boolean {
  const parts = stroke.toLowerCase().split("+");
  const key = parts.at(-1) ?? "";
  const wanted = new Set(parts.slice(0, -1));
  const mod = isApple() ? event.metaKey : event.ctrlKey;
  const otherMod = isApple() ? event.ctrlKey : event.metaKey;
  // Characters such as "?" already carry their Shift, and which they need differs between layouts.
  const shiftMatters = wanted.has("shift") || /^[a-z]$/.test(key) || key.length > 1;
  return (
    event.key.toLowerCase() === key &&
    mod === wanted.has("mod") &&
    otherMod === wanted.has("ctrl") &&
    event.altKey === wanted.has("alt") &&
    (!shiftMatters || event.shiftKey === wanted.has("shift"))
  );
}
