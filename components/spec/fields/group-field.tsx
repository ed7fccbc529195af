"use client";

import { ThreadMark } from "@/components/comments/thread-mark";
import type { Field, GroupField } from "@/core/spec/field";
import { FieldEditor } from "../field-editor";
import { FieldGrid } from "../field-grid";
import type { FieldEditorProps } from "../field-props";
import { type Pattern, PatternFields } from "./pattern-fields";

/** Fields that belong together, in a frame with their heading. */
export function GroupFieldEditor({ field, path }: FieldEditorProps<GroupField>) {
  const pattern = asPattern(field);
  if (isCompact(field)) return <CompactGroup field={field} path={path} />;
  return (
    <section
      id={path}
      aria-labelledby={`${path}-title`}
      className="min-w-0 scroll-mt-32 rounded-lg border border-line bg-surface p-4"
    >
      {pattern ? (
        <PatternFields field={field} {...pattern} path={path} />
      ) : (
        <>
          <GroupHeading field={field} path={path} />
          <div className="mt-3">
            <FieldGrid fields={field.fields} path={path} />
          </div>
        </>
      )}
    </section>
  );
}

function GroupHeading({ field, path }: { field: GroupField; path: string }) {
  return (
    <div className="group/place">
      <div className="flex items-center gap-2">
        <h3 id={`${path}-title`} className="text-base font-semibold">
          {field.label}
        </h3>
        <ThreadMark anchor={{ kind: "place", path }} label={field.label} />
      </div>
      {field.help && <p className="text-xs text-muted">{field.help}</p>}
    </div>
  );
}

/** A group of two or three short fields takes one line: its heading at the left, its fields at the right. */
function CompactGroup({ field, path }: { field: GroupField; path: string }) {
  return (
    <section
      id={path}
      aria-labelledby={`${path}-title`}
      className="grid min-w-0 scroll-mt-32 gap-3 rounded-lg border border-line bg-surface p-4 lg:grid-cols-[13rem_1fr]"
    >
      <GroupHeading field={field} path={path} />
      <div className="grid min-w-0 gap-x-4 gap-y-3 sm:grid-cols-2">
        {Object.entries(field.fields).map(([key, child]) => (
          <div key={key} className={child.kind === "choice" ? "min-w-0 sm:col-span-2" : "min-w-0"}>
            <FieldEditor field={child} path={`${path}.${key}`} look="form" />
          </div>
        ))}
      </div>
    </section>
  );
}

const isCompact = (field: GroupField) => {
  const fields = Object.values(field.fields);
  return fields.length <= 3 && fields.every(({ kind }) => kind === "choice" || kind === "text" || kind === "date");
};

/** The three fields of a choice of patterns, where the group is one. */
function asPattern({ fields }: GroupField): Pattern | null {
  const { selected, rationale, confidence }: Record<string, Field | undefined> = fields;
  const isPattern = selected?.kind === "choices" && rationale?.kind === "markdown" && confidence?.kind === "choice";
  return isPattern ? { selected, rationale, confidence } : null;
}
