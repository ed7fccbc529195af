import * as Y from "yjs";

/**
 * What the device keeps of a draft: every update, in IndexedDB, so that text survives a closed page and a lost connection.
 * A copy belongs to one user and one review; another user of the same browser never opens it.
 */
export type DeviceCopy = {
  /** Resolves when what was kept is in the document, or it is known that nothing can be kept here. */
  whenLoaded: Promise<void>;
  /** Whether edits were kept that the server had not acknowledged. Known when loaded. */
  hadUnsaved: () => boolean;
  /** Whether everything in the document is written to the device, or was typed just now and is being written. */
  isKept: () => boolean;
  subscribe: (listener: () => void) => () => void;
  /** The server has committed everything in the document. */
  markSaved: () => void;
  close: () => void;
};

const namePrefix = "lintel-draft:";
const updatesStore = "updates";
/** Clients of this browser with edits that no server acknowledged. */
const unsavedStore = "unsaved";
const compactAbove = 100;
/** Writing takes milliseconds; only a device that takes longer than this is said not to keep what is typed. */
const longestWrite = 1000;

export function deviceCopyName(userId: string, reviewId: string): string {
  return `${namePrefix}${userId}:${reviewId}`;
}

/** Opens the copy and loads it into `doc`; from then on every update of `doc` is written. `isOwnEdit` tells which ones are new. */
export function openDeviceCopy(name: string, doc: Y.Doc, isOwnEdit: (origin: unknown) => boolean): DeviceCopy {
  const listeners = new Set<() => void>();
  let database: IDBDatabase | null = null;
  let isUsable = true;
  let isClosed = false;
  let waiting: Uint8Array[] = [];
  let isWriting = false;
  let pendingSince = 0;
  /** Keys under which this page and earlier ones noted unsaved edits; and what is to be noted next. */
  let noted = new Set<number>();
  let isUnsaved = false;

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const giveUp = () => {
    isUsable = false;
    waiting = [];
    tell();
  };
  const isKept = () =>
    isUsable && database !== null && (pendingSince === 0 || Date.now() - pendingSince < longestWrite);

  /** Everything that gathered while the last transaction ran is one row, written together with the note about it. */
  async function write(): Promise<void> {
    if (isWriting || !database || !isUsable) return;
    isWriting = true;
    try {
      while (waiting.length > 0 || isUnsaved !== noted.has(doc.clientID) || (!isUnsaved && noted.size > 0)) {
        const batch = waiting;
        waiting = [];
        const transaction = database.transaction([updatesStore, unsavedStore], "readwrite");
        if (batch.length > 0)
          transaction.objectStore(updatesStore).add(batch.length === 1 ? batch[0] : Y.mergeUpdates(batch));
        const notes = transaction.objectStore(unsavedStore);
        const isNoting = isUnsaved;
        if (isNoting) notes.put(1, doc.clientID);
        else for (const key of noted) notes.delete(key);
        await done(transaction);
        noted = isNoting ? new Set([...noted, doc.clientID]) : new Set();
      }
    } catch {
      giveUp();
    }
    isWriting = false;
    pendingSince = 0;
    if (!isClosed) tell();
    else database?.close();
  }

  const onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin === copy || !isUsable) return;
    waiting.push(update);
    pendingSince ||= Date.now();
    if (isOwnEdit(origin)) isUnsaved = true;
    void write();
  };

  async function load(): Promise<void> {
    const opened = await openDatabase(name);
    const transaction = opened.transaction([updatesStore, unsavedStore], "readwrite");
    const finished = done(transaction);
    const updates = transaction.objectStore(updatesStore);
    const [rows, keys] = await Promise.all([
      result<Uint8Array[]>(updates.getAll()),
      result<IDBValidKey[]>(transaction.objectStore(unsavedStore).getAllKeys()),
    ]);
    // Within the same transaction, so that what another page writes meanwhile is not cleared with it.
    if (rows.length > compactAbove) {
      updates.clear();
      updates.add(Y.mergeUpdates(rows));
    }
    await finished;
    noted = new Set(keys.map(Number));
    isUnsaved = isUnsaved || noted.size > 0;
    if (rows.length > 0) Y.applyUpdate(doc, Y.mergeUpdates(rows), copy);
    database = opened;
    // Another page deletes the copy: its user signs out.
    opened.onversionchange = () => {
      opened.close();
      giveUp();
    };
    if (isClosed) opened.close();
    else void write();
  }

  const copy: DeviceCopy = {
    whenLoaded: Promise.resolve(),
    hadUnsaved: () => noted.size > 0,
    isKept,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    markSaved: () => {
      isUnsaved = false;
      void write();
    },
    close: () => {
      isClosed = true;
      doc.off("update", onUpdate);
      if (!isWriting) database?.close();
    },
  };
  doc.on("update", onUpdate);
  copy.whenLoaded = load().catch(giveUp);
  return copy;
}

/** Removes the copies on this device. One with edits that no server has stays, for its author; answers how many stayed. */
export async function forgetDeviceCopies(): Promise<number> {
  if (typeof indexedDB === "undefined" || !indexedDB.databases) return 0;
  const names = (await indexedDB.databases())
    .map(({ name }) => name ?? "")
    .filter((name) => name.startsWith(namePrefix));
  let stayed = 0;
  for (const name of names) {
    if (await hasUnsaved(name)) stayed++;
    else await result(indexedDB.deleteDatabase(name)).catch(() => {});
  }
  return stayed;
}

async function hasUnsaved(name: string): Promise<boolean> {
  const database = await openDatabase(name);
  const count = await result(database.transaction(unsavedStore).objectStore(unsavedStore).count());
  database.close();
  return count > 0;
}

async function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(updatesStore, { autoIncrement: true });
    request.result.createObjectStore(unsavedStore);
  };
  return result(request);
}

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function done(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}
