"use client";

import { MessagesSquare } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { useThreadCommands } from "./thread-commands";
import { ThreadList } from "./thread-list";
import { useThreadState } from "./thread-store";
import { ThreadView } from "./thread-view";

/** All threads of a review as a page: the list, and the one that is open beside it. */
export function ThreadsPage() {
  const commands = useThreadCommands();
  const open = useThreadState(({ view }) => (view.kind === "thread" ? view.number : null));
  if (!commands) return null;
  return (
    <main className="page-frame grid min-h-0 gap-4 py-4 md:grid-cols-[minmax(20rem,26rem)_minmax(0,1fr)]">
      <section
        aria-label="All threads"
        className={`flex h-[calc(100dvh-13rem)] min-h-80 flex-col overflow-hidden rounded-lg border border-line bg-surface ${open === null ? "" : "max-md:hidden"}`}
      >
        <ThreadList place={null} current={open} onOpen={(number) => commands.openThread(number)} />
      </section>
      <section
        aria-label="The open thread"
        className={`flex h-[calc(100dvh-13rem)] min-h-80 flex-col overflow-hidden rounded-lg border border-line bg-surface ${open === null ? "max-md:hidden" : ""}`}
      >
        {open === null ? (
          <EmptyState icon={<MessagesSquare aria-hidden="true" />} title="No thread is open" className="m-auto">
            Choose one from the list, or go through them with N and P.
          </EmptyState>
        ) : (
          <ThreadView key={open} number={open} onBack={() => commands.openList()} />
        )}
      </section>
    </main>
  );
}
