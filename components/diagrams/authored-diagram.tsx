"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { ThreadMark } from "@/components/comments/thread-mark";
import { useTextThreads } from "@/components/comments/use-text-threads";
import { CodeEditor } from "@/components/editor/code-editor";
import { FieldEditor } from "@/components/spec/field-editor";
import { controlId } from "@/components/spec/field-frame";
import type { ListEditing } from "@/components/spec/list/use-list-editing";
import { useDraft, useDraftText } from "@/components/spec/use-draft";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { MenuItem, MenuSeparator } from "@/components/ui/menu-item";
import { SplitPane } from "@/components/ui/split-pane";
import type { DiagramProblem } from "@/core/diagrams/syntax-error";
import { maxLength } from "@/core/spec/field";
import { MermaidView } from "./mermaid-view";

type AuthoredDiagramProps = {
  list: ListEditing;
  id: string;
  onRemove: (id: string) => void;
  onAdded: (id: string | undefined) => void;
};

/** One diagram: its name, its source beside the live picture, and its note. */
export function AuthoredDiagram({ list, id, onRemove, onAdded }: AuthoredDiagramProps) {
  const { name: nameField, note: noteField } = list.field.fields;
  const path = `${list.path}.${id}`;
  return (
    <section aria-label="Diagram" data-section={path} className="group/place flex min-w-0 flex-col gap-4">
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          {nameField && <FieldEditor field={nameField} path={`${path}.name`} look="form" />}
        </div>
        <ThreadMark anchor={{ kind: "place", path }} label="this diagram" isSteady className="h-8!" />
        {!list.isReadOnly && <DiagramMenu list={list} id={id} onRemove={onRemove} onAdded={onAdded} />}
      </div>
      <SourceAndPicture path={path} />
      {noteField && <FieldEditor field={noteField} path={`${path}.note`} look="form" />}
    </section>
  );
}

function SourceAndPicture({ path }: { path: string }) {
  const { awareness, undoManager, isReadOnly } = useDraft();
  const { text, value: source } = useDraftText(`${path}.source`);
  const { value: name } = useDraftText(`${path}.name`);
  const passages = useTextThreads(`${path}.source`);
  const [problem, setProblem] = useState<DiagramProblem | null>(null);
  return (
    <SplitPane
      label="Width of the editor"
      remember="diagram"
      initial={42}
      min={25}
      max={75}
      className="gap-2 md:h-[max(26rem,calc(100dvh-25rem))]"
      first={
        <div className="flex h-64 min-w-0 flex-col md:h-full md:pr-1.5">
          <CodeEditor
            text={text}
            awareness={awareness}
            undoManager={undoManager ?? undefined}
            language="mermaid"
            label="Mermaid source"
            id={controlId(`${path}.source`)}
            readOnly={isReadOnly}
            maxLength={maxLength.code}
            placeholder="flowchart LR"
            passages={passages}
            diagnostics={problem ? [{ ...problem, severity: "error" }] : []}
            fill
          />
        </div>
      }
      second={
        <div className="flex h-80 min-w-0 flex-col md:h-full md:pl-1.5">
          <MermaidView
            source={source}
            diagram={path}
            name={name || "Unnamed diagram"}
            onProblem={setProblem}
            placeholder="Write Mermaid source, and it is drawn here."
            className="flex-1"
          />
        </div>
      }
    />
  );
}

function DiagramMenu({ list, id, onRemove, onAdded }: AuthoredDiagramProps) {
  const index = list.ids.indexOf(id);
  return (
    <DropdownMenu
      trigger={
        <IconButton label="Actions for this diagram" variant="secondary" size="md">
          <Ellipsis aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => onAdded(list.duplicate(id))}>Duplicate</MenuItem>
      <MenuItem
        keys="alt+arrowup"
        disabledReason={index === 0 ? "Already the first." : null}
        onSelect={() => list.step(id, -1)}
      >
        Move up
      </MenuItem>
      <MenuItem
        keys="alt+arrowdown"
        disabledReason={index === list.ids.length - 1 ? "Already the last." : null}
        onSelect={() => list.step(id, 1)}
      >
        Move down
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger onSelect={() => onRemove(id)}>
        Delete diagram
      </MenuItem>
    </DropdownMenu>
  );
}
