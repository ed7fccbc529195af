export type Toast = {
  id: number;
  tone: "plain" | "ok" | "danger";
  message: string;
  description?: string;
  action?: { label: string; run: () => void };
  /** Milliseconds on screen; errors stay until closed. */
  stay: number;
};

type Options = Pick<Toast, "description" | "action"> & { stay?: number };

/** More than this at once is noise: the oldest goes. */
const AT_MOST = 4;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

function add(tone: Toast["tone"], message: string, { stay, ...more }: Options = {}): number {
  const usual = tone === "danger" ? Number.POSITIVE_INFINITY : more.action ? 8000 : 4000;
  lastId += 1;
  // The same sentence twice is one toast: a failing autosave must not fill the screen.
  const others = toasts.filter((toast) => toast.message !== message);
  change([...others, { id: lastId, tone, message, stay: stay ?? usual, ...more }].slice(-AT_MOST));
  return lastId;
}

/** Short news from anywhere in the browser; each call returns an id for `dismiss`. Shown by `Toaster`. */
export const toast = {
  show: (message: string, options?: Options) => add("plain", message, options),
  success: (message: string, options?: Options) => add("ok", message, options),
  error: (message: string, options?: Options) => add("danger", message, options),
  dismiss: (id: number) => change(toasts.filter((toast) => toast.id !== id)),
};

export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}
