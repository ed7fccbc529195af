"use client";

import { Search as SearchIcon } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Segmented } from "@/components/ui/segmented";
import { useShortcut } from "@/components/ui/use-shortcut";
import { elementKindLabels, elementKinds } from "@/core/search/element-kinds";
import { ElementResults } from "./element-results";
import { readSearch, type SearchState, searchAddress } from "./search-address";
import { TextResults } from "./text-results";

/** Long enough not to ask for every letter, short enough to feel immediate. */
const typingMilliseconds = 200;

/** Everything a team has written, by its words or by what its designs touch. */
export function Search({ team }: { team: string }) {
  const isHere = usePathname() === `/${team}/search`;
  const state = readSearch(useSearchParams());
  const show = (next: SearchState) => {
    if (isHere) window.history.replaceState(null, "", searchAddress(team, next));
  };
  useResultKeys();
  return (
    <main className="flex flex-1 flex-col">
      <header className="border-b border-line bg-surface px-4 pt-3 pb-3 sm:px-6">
        <h1 className="sr-only">Search</h1>
        <search className="flex w-full max-w-4xl flex-wrap items-center gap-2">
          <SearchField key={state.what} state={state} onChange={(q) => show({ ...state, q })} />
          <Segmented
            label="Search in"
            value={state.what}
            onValueChange={(what) => show({ what, q: state.q, kind: "" })}
            options={[
              { value: "text", label: "Text" },
              { value: "elements", label: "Elements" },
            ]}
          />
          {state.what === "elements" && (
            <NativeSelect
              aria-label="Kind of element"
              placeholder="Any kind"
              value={state.kind}
              options={elementKinds.map((kind) => ({ value: kind, label: elementKindLabels[kind].many }))}
              onChange={({ target }) =>
                show({ ...state, kind: elementKinds.find((kind) => kind === target.value) ?? "" })
              }
            />
          )}
        </search>
      </header>
      <div className="w-full max-w-4xl px-4 py-4 sm:px-6">
        {state.what === "text" ? (
          <TextResults team={team} state={state} onChange={show} />
        ) : (
          <ElementResults team={team} state={state} onChange={show} />
        )}
      </div>
    </main>
  );
}

const hints = {
  text: "Words, “phrases in quotes”, -exclusions",
  elements: "table orders, POST /orders, OrderPlaced, Redis",
};

function SearchField({ state, onChange }: { state: SearchState; onChange: (q: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(state.q);
  const [asked, setAsked] = useState(state.q);
  const ask = useEffectEvent((next: string) => {
    setAsked(next);
    onChange(next);
  });
  // The address changed from elsewhere: a suggestion, or the browser's back.
  if (state.q !== asked) {
    setAsked(state.q);
    setTyped(state.q);
  }
  useEffect(() => {
    if (typed === asked) return;
    const timer = setTimeout(() => ask(typed), typingMilliseconds);
    return () => clearTimeout(timer);
  }, [typed, asked]);
  useShortcut("/", "Search", () => input.current?.select());
  return (
    <Input
      ref={input}
      size="lg"
      type="search"
      aria-label={
        state.what === "text" ? "Search titles, drafts, versions and comments" : "Find designs by what they touch"
      }
      placeholder={hints[state.what]}
      maxLength={200}
      autoComplete="off"
      autoFocus={state.q === ""}
      prefix={<SearchIcon aria-hidden="true" />}
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      onKeyDown={({ key, nativeEvent }) => {
        if (key !== "Enter" || nativeEvent.isComposing) return;
        ask(typed);
      }}
      className="min-w-48 flex-1"
    />
  );
}

/** Moves the focus from result to result with `j` and `k`; Enter then opens, as on any link. */
function useResultKeys() {
  const move = (step: 1 | -1) => {
    const links = [...document.querySelectorAll<HTMLElement>("[data-result]")];
    // Compared by identity only, so the type of the focused element does not matter.
    const here = links.indexOf(document.activeElement as HTMLElement);
    const next = here < 0 ? links[step > 0 ? 0 : links.length - 1] : links[here + step];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  useShortcut("j", "Next result", () => move(1));
  useShortcut("k", "Previous result", () => move(-1));
}
