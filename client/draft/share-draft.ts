import { type OpenDraft, type OpenDraftOptions, openDraft } from "./open-draft";

/** A draft left by the last page that shows it stays open this long: the next page of the same review has it at once. */
const lingerMilliseconds = 5000;

type Shared = { draft: OpenDraft; users: number; closing: ReturnType<typeof setTimeout> | undefined };

const open = new Map<string, Shared>();

/** The draft of a review, one for all parts of the page that show it. Call `release` when done with it. */
export function shareDraft(options: OpenDraftOptions): { draft: OpenDraft; release: () => void } {
  const key = `${options.user.id}:${options.reviewId}`;
  const shared: Shared = open.get(key) ?? { draft: openDraft(options), users: 0, closing: undefined };
  open.set(key, shared);
  clearTimeout(shared.closing);
  shared.users++;
  let isReleased = false;
  const release = () => {
    if (isReleased) return;
    isReleased = true;
    if (--shared.users > 0) return;
    shared.closing = setTimeout(() => {
      open.delete(key);
      shared.draft.close();
    }, lingerMilliseconds);
  };
  return { draft: shared.draft, release };
}

/** Closes every open draft at once, when its user signs out. */
export function closeDrafts(): void {
  for (const { draft, closing } of open.values()) {
    clearTimeout(closing);
    draft.close();
  }
  open.clear();
}
