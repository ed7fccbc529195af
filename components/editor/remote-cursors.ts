import { Annotation, type Extension, type Range } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from "@codemirror/view";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

/** Set on the transaction that redraws other people's cursors after they moved. */
const remoteMoved = Annotation.define<true>();

type RemoteCursor = { anchor: number; head: number; name: string; colour: string };

/**
 * Carets and selections of the other people in this text, and one's own told to them: `cursor: {anchor, head}` as Yjs relative
 * positions and `user: {name, color}` in the awareness state, the fields y-codemirror uses. What others send is not trusted:
 * a colour that is no plain colour becomes the accent, since it goes into a style attribute, and names are cut.
 */
export function remoteCursors(text: Y.Text, awareness: Awareness): Extension {
  class RemoteCursors {
    decorations: DecorationSet = Decoration.none;
    private shown = "";
    private isAwaited = false;
    private isDestroyed = false;

    constructor(private readonly view: EditorView) {
      awareness.on("change", this.onChange);
      this.draw(readCursors());
    }

    // Every editor of a long form hears of every movement in any of them; only the one concerned redraws. News can come in the
    // middle of an update, where nothing may be dispatched, hence the microtask.
    private readonly onChange = () => {
      if (this.isAwaited) return;
      this.isAwaited = true;
      queueMicrotask(() => {
        this.isAwaited = false;
        if (this.isDestroyed || JSON.stringify(readCursors()) === this.shown) return;
        this.view.dispatch({ annotations: remoteMoved.of(true) });
      });
    };

    update(update: ViewUpdate) {
      if (update.selectionSet || update.docChanged || update.focusChanged) tellOwn(update.view);
      // A position may arrive before the text it points into, so every change of the text is a reason to look again.
      const hasMoved = update.transactions.some((transaction) => transaction.annotation(remoteMoved));
      if (hasMoved || update.docChanged) this.draw(readCursors());
    }

    private draw(cursors: RemoteCursor[]) {
      this.shown = JSON.stringify(cursors);
      const length = this.view.state.doc.length;
      const ranges: Range<Decoration>[] = [];
      for (const { anchor, head, name, colour } of cursors) {
        const from = Math.min(anchor, head, length);
        const to = Math.min(Math.max(anchor, head), length);
        const tint = { style: `background-color: color-mix(in oklch, ${colour} 22%, transparent)` };
        if (from < to) ranges.push(Decoration.mark({ attributes: tint }).range(from, to));
        ranges.push(Decoration.widget({ widget: new Caret(name, colour), side: 1 }).range(Math.min(head, length)));
      }
      this.decorations = Decoration.set(ranges, true);
    }

    destroy() {
      this.isDestroyed = true;
      awareness.off("change", this.onChange);
      if (isOwnHere()) awareness.setLocalStateField("cursor", null);
    }
  }

  function readCursors(): RemoteCursor[] {
    const { doc } = text;
    if (!doc) return [];
    const cursors: RemoteCursor[] = [];
    for (const [client, state] of awareness.getStates()) {
      if (client === awareness.clientID) continue;
      const anchor = indexIn(text, doc, state.cursor?.anchor);
      const head = indexIn(text, doc, state.cursor?.head);
      if (anchor === null || head === null) continue;
      cursors.push({ anchor, head, name: readName(state.user?.name), colour: readColour(state.user?.color) });
    }
    return cursors;
  }

  function tellOwn(view: EditorView) {
    if (awareness.getLocalState() === null) return;
    if (!view.hasFocus) {
      if (isOwnHere()) awareness.setLocalStateField("cursor", null);
      return;
    }
    const { anchor, head } = view.state.selection.main;
    awareness.setLocalStateField("cursor", {
      anchor: Y.createRelativePositionFromTypeIndex(text, anchor),
      head: Y.createRelativePositionFromTypeIndex(text, head),
    });
  }

  const isOwnHere = () => {
    const { doc } = text;
    const cursor = awareness.getLocalState()?.cursor;
    return doc !== null && cursor != null && indexIn(text, doc, cursor.head) !== null;
  };

  return ViewPlugin.fromClass(RemoteCursors, { decorations: (plugin) => plugin.decorations });
}

function indexIn(text: Y.Text, doc: Y.Doc, position: unknown): number | null {
  if (typeof position !== "object" || position === null) return null;
  try {
    const absolute = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), doc);
    return absolute?.type === text ? absolute.index : null;
  } catch {
    return null; // another client may send any JSON
  }
}

const readName = (name: unknown) => (typeof name === "string" && name.trim() !== "" ? name.slice(0, 60) : "Someone");
const readColour = (colour: unknown) =>
  typeof colour === "string" &&
  /^(?:#[0-9a-f]{3,8}|(?:rgb|hsl|oklch)\([\d.,%/ a-z]{1,40}\)|var\(--[a-z0-9-]{1,30}\))$/i.test(colour)
    ? colour
    : "var(--accent)";

class Caret extends WidgetType {
  constructor(
    private readonly name: string,
    private readonly colour: string,
  ) {
    super();
  }
  override eq(other: Caret) {
    return other.name === this.name && other.colour === this.colour;
  }
  override toDOM() {
    const caret = document.createElement("span");
    caret.className = "cm-remoteCaret";
    caret.style.borderColor = this.colour;
    // Screen readers hear of others in the presence list; in the middle of a line their names would be read as text.
    caret.setAttribute("aria-hidden", "true");
    const label = document.createElement("span");
    label.className = "cm-remoteName";
    label.style.backgroundColor = this.colour;
    label.textContent = this.name;
    caret.append(label);
    return caret;
  }
  override ignoreEvent() {
    return true;
  }
}
