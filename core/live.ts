/** Where browsers and the server meet for drafts: the path of the socket, the names of its documents, why it is closed. */
export const livePath = "/live";

const documentPrefix = "draft:";

export function draftDocumentName(reviewId: string): string {
  return documentPrefix + reviewId;
}

/** The review whose draft a document name means, or `null`. */
export function reviewOfDocument(name: string): string | null {
  const id = name.slice(documentPrefix.length);
  const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id);
  return name.startsWith(documentPrefix) && isId ? id : null;
}

/**
 * Close codes of the socket; the reason beside them is a sentence for the user. After each of them the browser keeps its
 * changes. Whether it tries again by itself is said here.
 */
export const liveCode = {
  /** The server stops or is replaced: again at once. */
  restarting: 1012,
  /** The message made no sense; a page of an older release must be loaded again. */
  badMessage: 4400,
  /** The session has ended: again after signing in. */
  signedOut: 4401,
  /** The role or the review changed what one may do: again at once, with the new rights. */
  rightsChanged: 4403,
  /** There is no such review, or one may not see it any more: never again. */
  notFound: 4404,
  /** Nothing was heard for too long: again at once. */
  silent: 4408,
  /** The edit or the draft is too large: again after the next edit. */
  tooLarge: 4413,
  /** Too many sockets or messages: again later. */
  tooMany: 4429,
  /** The edit could not be stored: again soon. */
  notStored: 4503,
} as const;

export type LiveCode = (typeof liveCode)[keyof typeof liveCode];
