import type { Operation, Parameter, Schema } from "@/client/api-document";

/** One operation: what it takes, what it answers, and with which refusals. */
export function OperationDetails({ operation }: { operation: Operation }) {
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const [status, reply] = Object.entries(operation.responses).find(([code]) => code.startsWith("2")) ?? [];
  const [media, content] = Object.entries(reply?.content ?? {})[0] ?? [];
  const refusals = Object.entries(operation.responses).filter(([code]) => !code.startsWith("2"));
  return (
    <div className="flex flex-col gap-3 text-sm">
      {operation.description && <p className="max-w-prose text-muted">{operation.description}</p>}
      {operation.parameters && <Rows title="Parameters" rows={operation.parameters.map(parameterRow)} />}
      {body && <Rows title="Body" rows={schemaRows(body)} />}
      <Rows
        title={`Reply ${status ?? ""}${media && media !== "application/json" ? ` (${media})` : ""}`}
        rows={content?.schema ? schemaRows(content.schema) : []}
      />
      <p className="text-xs text-muted">
        Refusals: {refusals.map(([code, { description }]) => `${code} ${description ?? ""}`).join(" ")}
      </p>
    </div>
  );
}

type Row = { name: string; type: string; isRequired: boolean; description: string };

function Rows({ title, rows }: { title: string; rows: Row[] }) {
  return (
    <div>
      <h3 className="mb-1 text-xs font-medium text-muted">{title}</h3>
      {rows.length === 0 ? (
        <p className="text-faint">Nothing.</p>
      ) : (
        <dl className="divide-y divide-line border-y border-line">
          {rows.map(({ name, type, isRequired, description }) => (
            <div key={name} className="grid gap-x-4 py-1.5 sm:grid-cols-[minmax(10rem,16rem)_1fr]">
              <dt className="font-mono text-sm break-all">
                {name}
                {isRequired && <span className="text-muted"> · required</span>}
              </dt>
              <dd className="text-muted">
                <span className="font-mono text-xs">{type}</span>
                {description && <span> {description}</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function parameterRow({ name, in: place, required = false, description = "", schema }: Parameter): Row {
  const type = [typeOf(schema), place === "path" ? "" : `in ${place}`].filter(Boolean).join(", ");
  return { name, type, isRequired: required, description: description || schema?.description || "" };
}

/** The members of an object, one level of lists and objects below them in dotted names; deeper ones are in the document. */
function schemaRows(schema: Schema, prefix = "", depth = 0): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, member]) => {
    const name = `${prefix}${key}`;
    const row: Row = {
      name,
      type: typeOf(member),
      isRequired: schema.required?.includes(key) ?? false,
      description: member.description ?? "",
    };
    const inner = member.items ?? member;
    if (depth >= 1 || !inner.properties) return [row];
    return [row, ...schemaRows(inner, `${name}${member.items ? "[]" : ""}.`, depth + 1)];
  });
}

function typeOf(schema: Schema | undefined): string {
  if (!schema) return "any";
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" | ");
  if (schema.items) return `${typeOf(schema.items)}[]`;
  const type = Array.isArray(schema.type) ? schema.type.join(" | ") : (schema.type ?? "any");
  const limits = [
    schema.format,
    schema.maxLength === undefined ? "" : `at most ${schema.maxLength} characters`,
    schema.default === undefined ? "" : `default ${JSON.stringify(schema.default)}`,
  ].filter(Boolean);
  return limits.length > 0 ? `${type} (${limits.join(", ")})` : type;
}
