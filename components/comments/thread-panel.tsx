"use client";

import { Anchor as AnchorIcon, X } from "lucide-react";
import Link from "next/link";
import { type KeyboardEvent, use, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { Anchor } from "@/core/comments/anchor";
import { Composer } from "./composer";
import { placeKey } from "./thread-address";
import { useThreadCommands } from "./thread-commands";
import { DocumentContext } from "./thread-document";
import { ThreadList } from "./thread-list";
import { useThreadSource } from "./thread-source";
import { QuotedText, useAnchorLabel } from "./thread-standing";
import { type PanelView, useThreadState } from "./thread-store";
import { ThreadView } from "./thread-view";
import { useAttempt } from "./use-attempt";
import { useBeginnings } from "./use-beginnings";

/** The threads beside the page; on a phone a sheet over it. */
export default function ThreadPanel({ hasPage }: { hasPage: boolean }) {
  const commands = useThreadCommands();
  const view = useThreadState((state) => state.view);
  const panel = useRef<HTMLElement>(null);
  const isOpen = view !== null && view.kind !== "closed";
  // What begins by keyboard goes on there: the panel takes the focus when it opens, but never from somebody who is typing.
  useEffect(() => {
    if (isOpen && !document.activeElement?.matches("input, textarea, select, [contenteditable=true]"))
      panel.current?.focus({ preventScroll: true });
  }, [isOpen]);
  if (!isOpen || !commands) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    // Out of a text first: what is written there is not meant to go with it.
    if (event.target instanceof HTMLTextAreaElement) panel.current?.focus();
    else commands.close();
  };
  return (
    <>
      <button
        type="button"
        aria-label="Close the threads"
        tabIndex={-1}
        onClick={commands.close}
        className="no-print fixed inset-0 z-30 bg-scrim md:hidden"
      />
      <aside
        ref={panel}
        tabIndex={-1}
        aria-label="Threads"
        onKeyDown={onKeyDown}
        className="no-print fixed z-30 flex flex-col bg-surface outline-none max-md:inset-x-0 max-md:top-20 max-md:bottom-0 max-md:animate-rise max-md:rounded-t-xl max-md:border-t md:top-12 md:right-0 md:bottom-0 md:w-[25rem] md:border-l md:border-line"
      >
        <PanelContent view={view} hasPage={hasPage} />
      </aside>
    </>
  );
}

function PanelContent({ view, hasPage }: { view: PanelView; hasPage: boolean }) {
  const commands = useThreadCommands();
  if (!commands) return null;
  if (view.kind === "thread")
    return (
      <ThreadView
        key={view.number}
        number={view.number}
        onBack={() => commands.openList()}
        onClose={() => commands.close()}
      />
    );
  if (view.kind === "new")
    return (
      <>
        <PanelBar title="New thread" />
        <NewThread key={placeKey(view.anchor)} anchor={view.anchor} />
      </>
    );
  if (view.kind === "reattach")
    return (
      <>
        <PanelBar title={`Thread ${view.number}`} />
        <Reattach number={view.number} anchor={view.anchor} />
      </>
    );
  return (
    <>
      <PanelBar title="Threads" hasPage={hasPage} />
      <ThreadList
        place={view.kind === "list" ? view.place : null}
        current={null}
        onOpen={(number) => commands.openThread(number)}
      />
    </>
  );
}

function PanelBar({ title, hasPage = false }: { title: string; hasPage?: boolean }) {
  const commands = useThreadCommands();
  const { base } = use(DocumentContext);
  return (
    <header className="flex min-h-11 shrink-0 items-center gap-2 border-b border-line py-1 pr-2 pl-3">
      <h2 className="flex-1 text-base font-semibold">{title}</h2>
      {hasPage && (
        <Link href={`${base}/threads`} className="rounded-sm px-1 text-xs text-muted hover:text-text hover:underline">
          As a page
        </Link>
      )}
      <IconButton label="Close the threads" onClick={commands?.close}>
        <X aria-hidden="true" />
      </IconButton>
    </header>
  );
}

function NewThread({ anchor }: { anchor: Anchor }) {
  const source = useThreadSource();
  const commands = useThreadCommands();
  const { version } = use(DocumentContext);
  const labelOf = useAnchorLabel();
  const { suggestion } = useBeginnings(anchor);
  const key = `${source.key}.new.${version ?? "draft"}.${placeKey(anchor)}`;
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
      <div className="border-b border-line bg-sunken/60 px-3 py-2 text-xs text-muted" dir="auto">
        on {labelOf(anchor)}
        {version !== null && `, version ${version}`}
        {anchor.kind === "text" && <QuotedText quote={anchor.quote} />}
      </div>
      <div className="p-3">
        {source.refusals.write ? (
          <p className="text-sm text-pretty text-muted">{source.refusals.write}</p>
        ) : (
          <Composer
            unsentKey={key}
            label="Comment"
            placeholder={`What should change, or what is not clear?${source.people.length > 0 ? " @ mentions somebody" : ""}`}
            sendLabel="Comment"
            autoFocus
            suggestion={suggestion}
            send={async (input) => {
              const thread = await source.actions.open({ ...input, anchor, version });
              commands?.openThread(thread.number);
            }}
          />
        )}
      </div>
    </div>
  );
}

/** A thread that lost its place is given another by hand. */
function Reattach({ number, anchor }: { number: number; anchor: Anchor | null }) {
  const { actions } = useThreadSource();
  const commands = useThreadCommands();
  const thread = useThreadState(({ byNumber }) => byNumber.get(number));
  const labelOf = useAnchorLabel();
  const { attempt, isBusy } = useAttempt();
  if (!thread) return null;
  const attach = async () => {
    if (anchor && (await attempt(() => actions.reattach(thread, anchor)))) commands?.openThread(number);
  };
  return (
    <div className="flex flex-col gap-3 p-3 text-sm">
      <p>Select the passage it speaks about now, or use the comment button of a field or an item.</p>
      {thread.anchor.kind === "text" && (
        <div className="text-xs text-muted">
          It spoke about
          <QuotedText quote={thread.anchor.quote} isGone />
        </div>
      )}
      {anchor && (
        <div className="rounded-md border border-accent-line bg-accent-soft/40 p-2 text-xs" role="status">
          It will stand on {labelOf(anchor)}.{anchor.kind === "text" && <QuotedText quote={anchor.quote} />}
        </div>
      )}
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onClick={() => commands?.openThread(number)}>
          Cancel
        </Button>
        <Button
          variant="primary"
          busy={isBusy}
          disabledReason={anchor ? null : "Choose a place first."}
          icon={<AnchorIcon aria-hidden="true" className="size-4" />}
          onClick={() => void attach()}
        >
          Attach here
        </Button>
      </div>
    </div>
  );
}
