import * as Y from "yjs";
import { findSection } from "@/core/spec/definition";
import { draftValues } from "@/core/spec/draft";

/**
 * Most bytes of one update. The longest text a field takes is a million characters, three bytes each at worst, and a paste
 * arrives as one update.
 */
export const maxUpdateBytes = 4 * 1024 * 1024;
/** Most bytes of a whole draft, merged. What a browser made offline may come as one message of up to this size. */
export const maxDraftBytes = 8 * 1024 * 1024;

const plainContents = [Y.ContentString, Y.ContentAny, Y.ContentDeleted];

export type CheckedUpdate = {
  /** Nothing in it: acknowledged without being stored. */
  isEmpty: boolean;
  /** Whether it brings text or values, rather than only taking them away. */
  adds: boolean;
};

/**
 * Reads an update that somebody sent before anything else touches it. Throws where it is no update, or holds what a draft never
 * does: nested types, subdocuments, embeds, formats. A draft has flat texts and plain values only.
 */
export function checkUpdate(update: Uint8Array): CheckedUpdate {
  const { structs, ds } = Y.decodeUpdate(update);
  let adds = false;
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue;
    if (!plainContents.some((kind) => struct.content instanceof kind)) {
      throw new TypeError(`a draft cannot hold ${struct.content.constructor.name}`);
    }
    adds ||= !(struct.content instanceof Y.ContentDeleted);
  }
  return { isEmpty: structs.length === 0 && ds.clients.size === 0, adds };
}

/**
 * Keys of the sections that an update changes, as far as the document before it can tell: a character typed behind another
 * names its neighbour, not its field.
 */
export function sectionsOfUpdate(doc: Y.Doc, update: Uint8Array): string[] {
  const { structs, ds } = Y.decodeUpdate(update);
  const sections = new Set<string>();
  const note = (name: string | null | undefined) => {
    const key = name?.split(".", 1)[0];
    if (key && findSection(key)) sections.add(key);
  };
  const noteItem = (id: Y.ID | null) => {
    const item = id && Y.getState(doc.store, id.client) > id.clock ? Y.getItem(doc.store, id) : null;
    if (!(item instanceof Y.Item) || !(item.parent instanceof Y.AbstractType)) return;
    note(item.parent === draftValues(doc) ? item.parentSub : Y.findRootTypeKey(item.parent));
  };
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue;
    if (typeof struct.parent === "string") note(struct.parent === "values" ? struct.parentSub : struct.parent);
    else noteItem(struct.origin ?? struct.rightOrigin);
  }
  for (const [client, ranges] of ds.clients) {
    for (const range of ranges) noteItem(Y.createID(client, range.clock));
  }
  return [...sections];
}

/**
 * Applies stored updates. One that Yjs cannot take, whatever made it so, is left out and reported: it must not keep everybody
 * from the rest of the draft.
 */
export function applyStored(doc: Y.Doc, updates: readonly Uint8Array[], report: (error: unknown) => void): void {
  for (const update of updates) {
    try {
      Y.applyUpdate(doc, update, null);
    } catch (error) {
      report(error);
    }
  }
}
