import { Skeleton } from "@/components/ui/skeleton";
import { findSection, specDefinition } from "@/core/spec/definition";
import type { Field, FieldValue, FieldValues, ListItem } from "@/core/spec/field";
import { promptOf, withoutGuidance } from "@/core/spec/guidance";
import { isEmptyValue, optionLabel } from "@/core/spec/value";

/** Longer texts are cut: the form is there before anybody has read so far. */
const mostCharacters = 4000;
const mostItems = 30;

/** A section of the form while its draft is on the way: what is saved can be read at once, and is edited a moment later. */
export function FormPreview({ section: key, values }: { section: string; values: FieldValues }) {
  const section = findSection(key);
  const number = specDefinition.sections.findIndex((each) => each.key === key) + 1;
  return (
    <div aria-busy="true" className="page-frame grid gap-x-8 pt-5 pb-24 lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <p role="status" className="sr-only">
        Opening the draft
      </p>
      <div className="-ml-2 flex flex-col gap-px pt-7 max-lg:hidden lg:col-start-1">
        {specDefinition.sections.map((each) => (
          <span key={each.key} className="flex min-h-8 items-center gap-2 px-2 text-sm text-muted">
            <Skeleton className="size-3.5 rounded-full" />
            {each.title}
          </span>
        ))}
      </div>
      <main className="min-w-0 max-w-[62rem]">
        <h2 className="text-xl font-semibold tracking-[-0.01em]">
          <span className="mr-1 font-normal text-faint tabular-nums">{number}</span> {section?.title}
        </h2>
        <p className="mt-0.5 mb-5 max-w-prose text-sm text-muted">{section?.help}</p>
        <div className="flex flex-col gap-6">
          {Object.entries(section?.fields ?? {}).map(([name, field]) => (
            <FieldPreview key={name} field={field} value={values[name]} />
          ))}
        </div>
      </main>
    </div>
  );
}

function FieldPreview({ field, value }: { field: Field; value: FieldValue | undefined }) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <span className="text-sm font-medium">{field.label}</span>
      {field.help && <span className="-mt-1 text-xs text-muted">{field.help}</span>}
      {field.kind === "group" ? (
        <div className="flex flex-col gap-3 border-l border-line pl-3">
          {Object.entries(field.fields).map(([name, inner]) => (
            <FieldPreview key={name} field={inner} value={(value as FieldValues | undefined)?.[name]} />
          ))}
        </div>
      ) : (
        <div className="min-h-8 rounded-md border border-line-strong bg-surface px-2.5 py-1.75 text-base break-words whitespace-pre-wrap">
          <ValuePreview field={field} value={value} />
        </div>
      )}
    </div>
  );
}

function ValuePreview({ field, value }: { field: Field; value: FieldValue | undefined }) {
  if (isEmptyValue(field, value) || value === undefined) return null;
  switch (field.kind) {
    case "list": {
      const items = value as ListItem[];
      return (
        <ul>
          {items.slice(0, mostItems).map((item) => (
            <li key={item.id}>{String(item[field.title] || `Unnamed ${field.item}`)}</li>
          ))}
          {items.length > mostItems && <li className="text-muted">and {items.length - mostItems} more</li>}
        </ul>
      );
    }
    case "choice":
      return optionLabel(field, value as string);
    case "choices":
      return (value as string[]).map((choice) => optionLabel(field, choice)).join(", ");
    case "flag":
      return "Yes";
    case "number":
      return `${value}${field.unit ? ` ${field.unit}` : ""}`;
    case "reference":
      return "…";
    default: {
      const text = value as string;
      // What a template asks stands where the author's words will, paler.
      if (withoutGuidance(text) === "") return <span className="text-faint">{promptOf(text)}</span>;
      return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
    }
  }
}
