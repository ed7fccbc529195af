"use client";

import type { ReactNode } from "react";
import { MarkedText } from "@/components/comments/marked-text";
import { ThreadMark } from "@/components/comments/thread-mark";
import { MermaidView } from "@/components/diagrams/mermaid-view";
import { Badge, type Tone } from "@/components/ui/badge";
import { Markdown } from "@/components/ui/markdown";
import { specDefinition } from "@/core/spec/definition";
import type { Definition, Field, Fields, FieldValues, ListField, ListItem, Section } from "@/core/spec/field";
import { isEmptyValue } from "@/core/spec/value";
import { CodeView } from "./view/code-view";
import { FactList, isFact } from "./view/fact-list";
import { ItemTable } from "./view/item-table";
import { type AnySpec, SpecNames } from "./view/spec-names";

type SpecViewProps = { spec: AnySpec; definition?: Definition };

/** A whole specification as a document to be read or printed. What was left empty is not there. */
export function SpecView({ spec, definition = specDefinition }: SpecViewProps) {
  return (
    <div className="flex flex-col gap-10">
      {definition.sections.map((section, index) => (
        <section key={section.key} aria-labelledby={`view-${section.key}`} className="print:break-before-auto">
          <div className="group/place mb-4 flex items-center gap-2 border-b border-line pb-1.5">
            <h2
              id={`view-${section.key}`}
              className="scroll-mt-24 text-xl font-semibold tracking-[-0.01em] print:break-after-avoid"
            >
              <span className="mr-1 font-normal text-faint tabular-nums">{index + 1}</span> {section.title}
            </h2>
            <ThreadMark anchor={{ kind: "place", path: section.key }} label={section.title} />
          </div>
          <SpecSectionView spec={spec} section={section} />
        </section>
      ))}
    </div>
  );
}

/** One section of it, without its heading. */
export function SpecSectionView({ spec, section }: { spec: AnySpec; section: Section }) {
  const values = spec[section.key] ?? {};
  const isEmpty = Object.entries(section.fields).every(([key, field]) => isEmptyValue(field, values[key]));
  if (isEmpty) return <p className="text-sm text-muted">Nothing was written here.</p>;
  return (
    <SpecNames value={spec}>
      <div className="max-w-[52rem]">
        <FieldsView fields={section.fields} values={values} path={section.key} depth={3} />
      </div>
    </SpecNames>
  );
}

type FieldsViewProps = { fields: Fields; values: FieldValues; path: string; depth: number; without?: string };

/** Short facts that follow each other share one list; everything else has a heading and its own block. */
function FieldsView({ fields, values, path, depth, without }: FieldsViewProps) {
  const filled = Object.entries(fields).filter(([key, field]) => key !== without && !isEmptyValue(field, values[key]));
  const blocks: [string, Field][][] = [];
  for (const entry of filled) {
    const last = blocks.at(-1);
    if (last?.[0] && isFact(entry[1]) && isFact(last[0][1])) last.push(entry);
    else blocks.push([entry]);
  }
  return (
    <div className="flex flex-col gap-5">
      {blocks.map((block) => {
        const [key, field] = block[0] as [string, Field];
        if (isFact(field)) return <FactList key={key} facts={block} values={values} path={path} />;
        return <BlockView key={key} field={field} value={values[key]} path={`${path}.${key}`} depth={depth} />;
      })}
    </div>
  );
}

type BlockViewProps = { field: Field; value: FieldValues[string] | undefined; path: string; depth: number };

function BlockView({ field, value, path, depth }: BlockViewProps) {
  return (
    <div id={path} data-place={path} className="min-w-0 scroll-mt-24">
      <Heading depth={depth} aside={<ThreadMark anchor={{ kind: "place", path }} label={field.label} />}>
        {field.label}
        {field.kind === "group" && <Confidence values={value as FieldValues} field={field} />}
      </Heading>
      {field.kind === "markdown" && (
        <MarkedText path={path} source={value as string}>
          <Markdown source={value as string} />
        </MarkedText>
      )}
      {field.kind === "code" && field.language === "mermaid" && (
        <MermaidView
          source={value as string}
          diagram={path.slice(0, path.lastIndexOf("."))}
          name={field.label}
          className="h-96 print:h-auto"
        />
      )}
      {field.kind === "code" && field.language !== "mermaid" && (
        <CodeView code={value as string} language={field.language} label={field.label} path={path} />
      )}
      {field.kind === "group" && (
        <FieldsView
          fields={field.fields}
          values={value as FieldValues}
          path={path}
          depth={depth + 1}
          without={"rationale" in field.fields ? "confidence" : undefined}
        />
      )}
      {field.kind === "list" && field.layout === "table" && (
        <ItemTable field={field} items={value as ListItem[]} path={path} />
      )}
      {field.kind === "list" && field.layout === "cards" && (
        <Items field={field} items={value as ListItem[]} path={path} depth={depth} />
      )}
    </div>
  );
}

const confidenceTones: Record<string, Tone> = { low: "warn", medium: "neutral", high: "ok" };

/** How sure the team is of a choice stands beside its name, where a reader looks for it first. */
function Confidence({ values, field }: { values: FieldValues; field: Field }) {
  if (field.kind !== "group" || !("rationale" in field.fields)) return null;
  const { confidence } = values;
  if (typeof confidence !== "string" || confidence === "") return null;
  return (
    <Badge tone={confidenceTones[confidence] ?? "neutral"} className="ml-2 align-middle">
      {`${confidence} confidence`}
    </Badge>
  );
}

type ItemsProps = { field: ListField; items: readonly ListItem[]; path: string; depth: number };

function Items({ field, items, path, depth }: ItemsProps) {
  return (
    <div className="flex flex-col gap-3">
      {items.map((item) => (
        <div
          key={item.id}
          id={`${path}.${item.id}`}
          data-place={`${path}.${item.id}`}
          className="min-w-0 scroll-mt-24 rounded-lg border border-line bg-surface px-4 py-3 print:border-x-0 print:border-b-0 print:px-0"
        >
          <Heading
            depth={depth + 1}
            aside={
              <ThreadMark
                anchor={{ kind: "place", path: `${path}.${item.id}` }}
                label={String(item[field.title] ?? "").trim() || field.item}
              />
            }
          >
            <MarkedText path={`${path}.${item.id}.${field.title}`} source={String(item[field.title] ?? "")} isInline>
              {String(item[field.title] ?? "").trim() || `Unnamed ${field.item}`}
            </MarkedText>
          </Heading>
          <FieldsView
            fields={field.fields}
            values={item}
            path={`${path}.${item.id}`}
            depth={depth + 2}
            without={field.title}
          />
        </div>
      ))}
    </div>
  );
}

const headingLooks: Record<number, string> = {
  3: "mb-1.5 text-lg font-semibold",
  4: "mb-1.5 text-base font-semibold",
  5: "mb-1 text-sm font-medium text-muted",
};

/** A heading; what stands beside it is no part of its name. */
function Heading({ depth, aside, children }: { depth: number; aside?: ReactNode; children: ReactNode }) {
  const Tag = `h${Math.min(depth, 6)}` as "h3" | "h4" | "h5" | "h6";
  return (
    <div className="group/place flex items-baseline gap-2">
      <Tag className={`${headingLooks[depth] ?? headingLooks[5]} print:break-after-avoid`}>{children}</Tag>
      {aside}
    </div>
  );
}
