import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { type Diagrams, diagramsQuery } from "@/client/diagrams";
import type { ReviewAt } from "@/client/reviews";
import { useDraftSession } from "@/components/spec/draft-session";
import { useDraft, useDraftText } from "@/components/spec/use-draft";
import { containersDiagram } from "@/core/diagrams/containers";
import { contextDiagram } from "@/core/diagrams/context";
import type { GeneratedDiagram } from "@/core/diagrams/mermaid-text";
import { readSpec } from "@/core/spec/draft";

const pauseMilliseconds = 400;

export type Generated = { diagrams: GeneratedDiagram[]; ddl: Diagrams["ddl"] | null };

/**
 * The generated diagrams, true to the draft as it stands here: context and containers are drawn from the open document, the tables
 * by the server, which has PostgreSQL's parser, as soon as a change of the DDL is saved.
 */
export function useGenerated({ team, number }: ReviewAt, system: string): Generated {
  const { doc } = useDraft();
  const { savedSeq } = useDraftSession();
  const { value: ddl } = useDraftText("data.ddl");
  const client = useQueryClient();
  const { data } = useQuery(diagramsQuery({ team, number }));
  const [model, setModel] = useState(() => modelDiagrams(doc, system));

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const draw = () => setModel(modelDiagrams(doc, system));
    const onUpdate = () => {
      clearTimeout(timer);
      timer = setTimeout(draw, pauseMilliseconds);
    };
    draw();
    doc.on("update", onUpdate);
    return () => {
      clearTimeout(timer);
      doc.off("update", onUpdate);
    };
  }, [doc, system]);

  const seen = useRef({ ddl, savedSeq });
  useEffect(() => {
    if (seen.current.ddl === ddl || seen.current.savedSeq === savedSeq) return;
    seen.current = { ddl, savedSeq };
    void client.invalidateQueries({ queryKey: diagramsQuery({ team, number }).queryKey });
  }, [client, team, number, ddl, savedSeq]);

  const tables = data?.diagrams.find(({ kind }) => kind === "er");
  const waiting: GeneratedDiagram = { kind: "er", title: "Entity relationships", source: "", notes: [], empty: "" };
  return { diagrams: [...model, tables ?? waiting], ddl: data?.ddl ?? null };
}

function modelDiagrams(doc: Parameters<typeof readSpec>[0], system: string): GeneratedDiagram[] {
  const spec = readSpec(doc);
  return [contextDiagram(spec, system), containersDiagram(spec, system)];
}
