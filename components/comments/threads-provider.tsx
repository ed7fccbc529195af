"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { useShortcut } from "@/components/ui/use-shortcut";
import { describePath } from "@/core/spec/path";
import { compareOrder, threadOrder } from "./document-order";
import { SelectionButton } from "./selection-button";
import { anchorOf, readTextSelection, setTextSelection } from "./text-selection";
import { type ThreadCommands, ThreadCommandsContext, useCommands } from "./thread-commands";
import { type AnySpec, DocumentContext } from "./thread-document";
import { createLocator } from "./thread-locations";
import { type ThreadSource, ThreadSourceContext } from "./thread-source";
import { ThreadStore, ThreadStoreContext, useThreadState } from "./thread-store";

const ThreadPanel = lazy(() => import("./thread-panel"));

type ThreadsProviderProps = {
  source: ThreadSource;
  /** The specification on the screen, as far as it is here. */
  spec: AnySpec | null;
  /** The version it is; null for the draft. */
  version: number | null;
  /** The address of the review, or of what a guest sees of it. */
  base: string;
  /** Whether there is a page of all threads at `base`/threads. */
  hasPage?: boolean;
  children: ReactNode;
};

/** Threads in a page: the panel at its side, the marks at its places, and the keys. */
export function ThreadsProvider({ source, spec, version, base, hasPage = false, children }: ThreadsProviderProps) {
  const [store] = useState(() => new ThreadStore());
  const commands = useCommands(store, base, hasPage);
  const { items } = source.threads;
  const [locate] = useState(createLocator);
  const located = useMemo(() => locate(items, spec), [locate, items, spec]);
  const order = useMemo(() => {
    const keys = new Map(items.map((thread) => [thread.number, threadOrder(spec, thread, located.get(thread.number))]));
    return [...keys].sort(([, a], [, b]) => compareOrder(a, b)).map(([number]) => number);
  }, [items, spec, located]);
  useEffect(() => store.setThreads(items, located, order), [store, items, located, order]);
  const document = useMemo(
    () => ({ spec, version, base, labelOf: (path: string) => describePath(spec ?? {}, path) }),
    [spec, version, base],
  );
  return (
    <ThreadSourceContext value={source}>
      <ThreadStoreContext value={store}>
        <DocumentContext value={document}>
          <ThreadCommandsContext value={commands}>
            <Beside hasPage={hasPage} base={base}>
              {children}
            </Beside>
            <ThreadKeys commands={commands} canWrite={source.refusals.write === null} />
            <SelectionButton />
            <Suspense>
              <AskedThread commands={commands} isReady={spec !== null} />
            </Suspense>
          </ThreadCommandsContext>
        </DocumentContext>
      </ThreadStoreContext>
    </ThreadSourceContext>
  );
}

/** The page makes room for the panel where there is any. */
function Beside({ hasPage, base, children }: { hasPage: boolean; base: string; children: ReactNode }) {
  const isOnPage = usePathname().startsWith(`${base}/threads`);
  const isOpen = useThreadState(({ view }) => view.kind !== "closed") && !(isOnPage && hasPage);
  return (
    <>
      <div className={cn("flex min-h-0 flex-1 flex-col print:pr-0", isOpen && "xl:pr-[25rem]")}>{children}</div>
      {isOpen && (
        <Suspense>
          <ThreadPanel hasPage={hasPage} />
        </Suspense>
      )}
    </>
  );
}

/** The thread the address names is opened once it is known, and whenever the address names another. */
function AskedThread({ commands, isReady }: { commands: ThreadCommands; isReady: boolean }) {
  const asked = Number(useSearchParams().get("thread"));
  const isKnown = useThreadState(({ byNumber }) => byNumber.has(asked)) ?? false;
  const isOpen = useThreadState(({ view }) => view.kind === "thread" && view.number === asked) ?? false;
  const answered = useRef(0);
  useEffect(() => {
    if (asked === 0) answered.current = 0;
    if (asked === 0 || !isKnown || !isReady) return;
    // The router tells of an address a little later; by then the reader may have gone on to another thread.
    const isCurrent = new URLSearchParams(window.location.search).get("thread") === String(asked);
    if (isCurrent && !isOpen && answered.current !== asked) commands.openThread(asked);
    answered.current = asked;
  }, [asked, isKnown, isReady, isOpen, commands]);
  return null;
}

function ThreadKeys({ commands, canWrite }: { commands: ThreadCommands; canWrite: boolean }) {
  const isOpen = useThreadState(({ view }) => view.kind !== "closed") ?? false;
  const comment = () => {
    const selection = readTextSelection();
    const anchor = selection && anchorOf(selection);
    const path = focusedPath();
    setTextSelection(null);
    if (anchor) commands.start(anchor);
    else if (path) commands.start({ kind: "place", path });
    else commands.openList();
  };
  useShortcut("t", isOpen ? "Close the threads" : "Open the threads", () =>
    isOpen ? commands.close() : commands.openList(),
  );
  useShortcut("n", "Next thread", () => commands.step(1));
  useShortcut("p", "Previous thread", () => commands.step(-1));
  useShortcut("c", "Comment on the selection or the place in focus", comment, { enabled: canWrite });
  useShortcut("mod+alt+m", "Comment, also while typing", comment, { enabled: canWrite });
  return null;
}

/** The field or item the focus is in; else the section on the screen. */
function focusedPath(): string | null {
  const place = document.activeElement?.closest<HTMLElement>("[data-path], [data-place]");
  const around = place ?? document.querySelector<HTMLElement>("[data-section]");
  return around?.dataset.path ?? around?.dataset.place ?? around?.dataset.section ?? null;
}
