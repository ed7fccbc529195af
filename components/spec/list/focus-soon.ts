/** A frame for React, one for a virtual list that scrolls there first, and some for a slow machine. */
const framesAtMost = 20;

/** Focuses what `find` returns as soon as it is there; a row that was just made is drawn a frame or two later. */
export function focusSoon(find: () => HTMLElement | null | undefined, frames = framesAtMost): void {
  requestAnimationFrame(() => {
    const element = find();
    if (element?.isConnected) {
      element.focus({ preventScroll: false });
      element.scrollIntoView({ block: "nearest" });
    } else if (frames > 0) focusSoon(find, frames - 1);
  });
}

const controls = "input:not([type=file]), textarea, select, [role=textbox], [contenteditable=true]";

/** The row or card of an item inside `root`. */
export const itemElement = (root: ParentNode | null, id: string) =>
  root?.querySelector<HTMLElement>(`[data-item="${id}"]`);

/** The first control of an item, or the control of the field at `path`. */
export function controlIn(item: HTMLElement | null | undefined, path?: string): HTMLElement | null {
  const place = path ? item?.querySelector<HTMLElement>(`[data-path="${path}"]`) : item;
  return place?.querySelector<HTMLElement>(controls) ?? null;
}
