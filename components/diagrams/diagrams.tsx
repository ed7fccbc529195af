"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { type ReviewAt, reviewQuery } from "@/client/reviews";
import { useListEditing } from "@/components/spec/list/use-list-editing";
import type { Starter } from "@/core/diagrams/starters";
import { findPlace } from "@/core/spec/path";
import { AuthoredDiagram } from "./authored-diagram";
import { DiagramList } from "./diagram-list";
import { GeneratedView } from "./generated-view";
import { useGenerated } from "./use-generated";

const path = "architecture.diagrams";

function diagramsField() {
  const place = findPlace(path);
  if (place?.kind !== "field" || place.field.kind !== "list") throw new Error(`${path} is no list`);
  return place.field;
}

/** Every diagram of a review: those its authors drew, with editor and preview, and those that follow from the specification. */
export function Diagrams({ team, number }: ReviewAt) {
  const { data: review } = useSuspenseQuery(reviewQuery({ team, number }));
  const list = useListEditing(diagramsField(), path);
  const generated = useGenerated({ team, number }, review.title);
  const [asked, select] = useAsked();
  const chosen = generated.diagrams.find(({ kind }) => kind === asked);
  const authored = chosen ? undefined : (list.ids.find((id) => id === asked) ?? list.ids[0]);
  const shown = chosen ?? (authored ? undefined : generated.diagrams.find(({ kind }) => kind === "containers"));

  const add = ({ name, source }: Pick<Starter, "name" | "source">) => {
    const [id] = list.insert([{ name, source }]);
    if (id) select(id);
  };
  const remove = (id: string) => select(list.remove(id) ?? null);
  return (
    <div ref={list.root} className="page-frame grid gap-x-6 gap-y-4 pt-5 pb-16 lg:grid-cols-[15rem_minmax(0,1fr)]">
      <DiagramList
        list={list}
        generated={generated.diagrams}
        selected={authored ?? shown?.kind ?? ""}
        onSelect={select}
        onAdd={add}
      />
      <div className="min-w-0">
        {authored && <AuthoredDiagram key={authored} list={list} id={authored} onRemove={remove} onAdded={select} />}
        {shown && (
          <GeneratedView
            key={shown.kind}
            diagram={shown}
            ddl={shown.kind === "er" ? generated.ddl : null}
            base={`/${team}/reviews/${number}`}
            onCopy={list.isReadOnly ? undefined : add}
          />
        )}
      </div>
      <p role="status" className="sr-only">
        {list.news}
      </p>
    </div>
  );
}

/** The diagram named in the address, so that a link to it can be sent. */
function useAsked() {
  const asked = useSearchParams().get("diagram");
  const select = (id: string | null | undefined) => {
    const url = new URL(window.location.href);
    if (id) url.searchParams.set("diagram", id);
    else url.searchParams.delete("diagram");
    window.history.replaceState(null, "", url);
  };
  return [asked, select] as const;
}
