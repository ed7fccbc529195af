"use client";

import { usePathname, useRouter } from "next/navigation";
import { createContext, use, useEffect, useMemo, useRef } from "react";
import { toast } from "@/components/ui/toast";
import type { Anchor } from "@/core/comments/anchor";
import { diagramName, threadAddress, viewId } from "./thread-address";
import type { Thread } from "./thread-source";
import type { Location, ThreadStore } from "./thread-store";

export type ThreadCommands = {
  /** Opens a thread and shows what it speaks about. */
  openThread: (number: number) => void;
  openList: (place?: string) => void;
  /** Begins a thread at a place. */
  start: (anchor: Anchor) => void;
  /** Opens the one thread of a place, its list, or a new one where there is none. */
  openPlace: (anchor: Anchor, threads: readonly number[]) => void;
  reattach: (number: number) => void;
  close: () => void;
  /** Goes to the next or previous open thread in the order of the document. */
  step: (by: 1 | -1) => void;
  /** Shows what a thread speaks about. */
  show: (thread: Thread) => void;
  copyLink: (number: number, comment?: number) => Promise<void>;
};

const CommandsContext = createContext<ThreadCommands | null>(null);
export const ThreadCommandsContext = CommandsContext;

/** What can be done with threads from anywhere in the page; `null` where there are none. */
export const useThreadCommands = (): ThreadCommands | null => use(CommandsContext);

/**
 * The commands over the threads of a review, or of what a guest sees of it, at `base`. What a guest sees is one page, and so is
 * every thread on it (`hasPage` false).
 */
export function useCommands(store: ThreadStore, base: string, hasPage: boolean): ThreadCommands {
  const router = useRouter();
  const pathname = usePathname();
  const at = useRef({ router, pathname });
  useEffect(() => {
    at.current = { router, pathname };
  });
  return useMemo(() => {
    const show = (thread: Thread) => {
      const { router: go, pathname: here } = at.current;
      if (here.startsWith(`${base}/threads`)) return;
      showPlace({ store, base, thread, here, push: (address) => go.push(address, { scroll: false }) });
    };
    const openThread = (number: number) => {
      store.setView({ kind: "thread", number });
      nameInAddress(number);
      const thread = store.read().byNumber.get(number);
      if (thread) show(thread);
    };
    const openList = (place?: string) => {
      store.setView({ kind: "list", place: place ?? null });
      nameInAddress(null);
    };
    const start = (anchor: Anchor) => {
      const { view } = store.read();
      if (view.kind === "reattach") return store.setView({ ...view, anchor });
      store.setView({ kind: "new", anchor });
      nameInAddress(null);
    };
    return {
      openThread,
      openList,
      start,
      show,
      openPlace: (anchor, threads) => {
        const [only, ...others] = threads;
        if (only === undefined || store.read().view.kind === "reattach") start(anchor);
        else if (others.length === 0) openThread(only);
        else openList(anchor.kind === "place" || anchor.kind === "text" ? anchor.path : undefined);
      },
      reattach: (number) => store.setView({ kind: "reattach", number, anchor: null }),
      close: () => {
        store.setView({ kind: "closed" });
        nameInAddress(null);
      },
      step: (by) => {
        const { order, byNumber, view } = store.read();
        const open = order.filter((number) => byNumber.get(number)?.resolvedAt === null);
        const current = view.kind === "thread" ? open.indexOf(view.number) : -1;
        const next = open.at(current < 0 ? (by > 0 ? 0 : -1) : (current + by) % open.length);
        if (next === undefined) toast.show("There are no open threads.");
        else openThread(next);
      },
      copyLink: async (number, comment) => {
        const page = `${base}/threads/${number}${comment ? `?comment=${comment}` : ""}`;
        const link = window.location.origin + (hasPage ? page : `${base}?thread=${number}`);
        try {
          await navigator.clipboard.writeText(link);
          toast.success("Link copied.");
        } catch {
          toast.show("The link could not be copied; here it is.", { description: link });
        }
      },
    };
  }, [store, base, hasPage]);
}

/** The thread on the screen is named in the address, so that a reload opens it again. */
function nameInAddress(number: number | null) {
  const url = new URL(window.location.href);
  const before = url.search;
  if (number === null) url.searchParams.delete("thread");
  else url.searchParams.set("thread", String(number));
  if (url.search !== before) window.history.replaceState(null, "", url);
}

type Showing = { store: ThreadStore; base: string; thread: Thread; here: string; push: (address: string) => void };

function showPlace({ store, base, thread, here, push }: Showing) {
  const { anchor, number } = thread;
  const location = store.read().locations.get(number);
  if (here === base) return showInDocument({ store, thread });
  if (anchor.kind === "question" || anchor.kind === "node" || anchor.kind === "edge")
    return showAside({ base, thread, here, push });
  const path = location?.path ?? anchor.path;
  if (here === `${base}/diagrams` && path.startsWith("architecture.diagrams.")) return showDiagram(path, number);
  const isDocument = here.startsWith(`${base}/versions/`);
  if (!location?.range) flashSoon(isDocument ? viewId(path) : path);
  const isForm = here.startsWith(`${base}/spec/`);
  if (location?.range) store.reveal(path, location.range);
  if (isDocument) return scrollToId(viewId(path), Boolean(location?.range));
  const address = `${base}/spec/${path.split(".", 1)[0]}?thread=${number}#${path}`;
  if (!isForm) return push(location ? address : threadAddress(base, thread));
  const { pathname, hash } = window.location;
  // What is on the screen already gets no place of its own in the history.
  const isHere = pathname + hash === address.replace(/\?[^#]*/, "");
  window.history[isHere ? "replaceState" : "pushState"](null, "", address);
  window.dispatchEvent(new HashChangeEvent("hashchange"));
  if (!path.includes(".")) window.scrollTo({ top: 0, behavior: "smooth" });
}

/** Where there is one page alone, every place is on it. */
function showInDocument({ store, thread: { anchor, number } }: Pick<Showing, "store" | "thread">) {
  const location = store.read().locations.get(number);
  if (anchor.kind === "node" || anchor.kind === "edge") return scrollToId(anchor.diagram, false);
  if (!location?.path || location.state === "detached" || anchor.kind === "question") return;
  if (location.range) store.reveal(location.path, location.range);
  scrollToId(viewId(location.path), Boolean(location.range));
}

function showAside({ base, thread, here, push }: Omit<Showing, "store">) {
  const { anchor, number } = thread;
  const address = threadAddress(base, thread);
  if (anchor.kind === "question" && here === `${base}/checklist/${anchor.lens}`) {
    window.history.replaceState(null, "", address);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else if ((anchor.kind === "node" || anchor.kind === "edge") && here === `${base}/diagrams`)
    showDiagram(anchor.diagram, number);
  else push(address);
}

/** The diagrams page shows the one its address names. */
function showDiagram(diagram: string, thread: number) {
  const url = new URL(window.location.href);
  url.searchParams.set("diagram", diagramName(diagram));
  url.searchParams.set("thread", String(thread));
  window.history.replaceState(null, "", url);
}

/** What was closed is drawn in the next frames; only then can it be pointed out. */
const flashAfterMs = 250;

/** Points out a place for a moment, so that the eye finds it after the page has moved. */
function flashSoon(id: string) {
  setTimeout(() => {
    const shades = ["color-mix(in oklch, var(--warn) 30%, transparent)", "transparent"];
    document
      .getElementById(id)
      ?.animate({ backgroundColor: shades, boxShadow: shades.map((shade) => `0 0 0 6px ${shade}`) }, 1600);
  }, flashAfterMs);
}

/** A passage is shown by its text itself; only a whole place is scrolled to here. */
function scrollToId(id: string, hasPassage: boolean) {
  const element = document.getElementById(id);
  if (element && !hasPassage) element.scrollIntoView({ block: "center", behavior: "smooth" });
}

/** What the words under a thread say of where it stands: exactly, moved with how sure that is, or nowhere. */
export function standingWords(location: Location | undefined, isVersion: boolean): string | null {
  if (!location || location.state === "here") return null;
  if (location.state === "detached") return isVersion ? "not in this version" : "detached";
  return `moved, ${Math.round(location.certainty * 100)} % sure`;
}
