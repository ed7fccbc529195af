"use client";

import { Search } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Kbd } from "@/components/ui/kbd";
import { useShortcut } from "@/components/ui/use-shortcut";

const CommandPalette = lazy(() => import("./command-palette"));
const NewReviewDialog = lazy(() => import("@/components/board/new-review-dialog"));

/** The way to everything: opens the palette, which is fetched when it is first wanted. */
export function SearchButton({ team }: { team: string }) {
  const [opened, setOpened] = useState<"none" | "palette" | "review">("none");
  const toggle = () => setOpened(opened === "palette" ? "none" : "palette");
  const close = () => setOpened("none");
  useShortcut("mod+k", "Go to or do anything", toggle);
  return (
    <>
      <button
        type="button"
        aria-label="Search or go to"
        aria-haspopup="dialog"
        onClick={toggle}
        className="flex size-8 items-center justify-center gap-2 rounded-md text-sm text-muted hover:bg-hover hover:text-text lg:w-52 lg:justify-start lg:border lg:border-line lg:bg-bg lg:px-2.5 pointer-coarse:size-10 lg:pointer-coarse:w-52"
      >
        <Search aria-hidden="true" className="size-4 shrink-0" />
        <span className="hidden flex-1 text-left lg:block">Search</span>
        <span className="hidden lg:block">
          <Kbd keys="mod+k" />
        </span>
      </button>
      <Suspense>
        {opened === "palette" && <CommandPalette team={team} onNewReview={() => setOpened("review")} onClose={close} />}
        {opened === "review" && <NewReviewDialog team={team} onClose={close} />}
      </Suspense>
    </>
  );
}
