/** Building blocks of the shop's OpenAPI contract: what several operations share. */

export type Json = { readonly [key: string]: unknown };

export const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` });
export const parameterRef = (name: string) => ({ $ref: `#/components/parameters/${name}` });
const responseRef = (name: string) => ({ $ref: `#/components/responses/${name}` });

const errors = {
  "401": "Unauthenticated",
  "403": "Forbidden",
  "404": "NotFound",
  "409": "Conflict",
  "422": "Invalid",
  "429": "TooManyRequests",
  "503": "Unavailable",
} as const;
type ErrorStatus = keyof typeof errors;

const correlationHeader = { "X-Correlation-ID": { $ref: "#/components/headers/CorrelationId" } };

/** A successful answer; every one carries the correlation id. */
export function answer(description: string, schema?: string, headers: Json = {}): Json {
  return {
    description,
    headers: { ...correlationHeader, ...headers },
    ...(schema && { content: { "application/json": { schema: schemaRef(schema) } } }),
  };
}

export const location = { Location: { $ref: "#/components/headers/Location" } };

type Operation = {
  id: string;
  summary: string;
  description?: string;
  tag: string;
  /** Scopes, `public` where open on purpose, or the name of another scheme. */
  access: string[] | "public" | "paymentSignature" | "carrierSignature";
  parameters?: string[];
  body?: string;
  success: Json;
  /** Statuses beside 429 and 503, which every operation can answer. */
  errors?: ErrorStatus[];
};

/** One operation. 401 and 403 come with every access that is not public, 422 with every body or query. */
export function operation(given: Operation): Json {
  const isPublic = given.access === "public";
  const statuses = new Set<ErrorStatus>([...(given.errors ?? []), "429", "503"]);
  if (!isPublic) statuses.add("401");
  if (Array.isArray(given.access)) statuses.add("403");
  if (given.body || given.parameters?.length) statuses.add("422");
  const parameters = ["CorrelationId", ...(given.parameters ?? [])];
  return {
    operationId: given.id,
    summary: given.summary,
    ...(given.description && { description: given.description }),
    tags: [given.tag],
    security: isPublic
      ? []
      : [Array.isArray(given.access) ? { oauth2: given.access } : { [given.access as string]: [] }],
    parameters: parameters.map(parameterRef),
    ...(given.body && {
      requestBody: { required: true, content: { "application/json": { schema: schemaRef(given.body) } } },
    }),
    responses: {
      ...given.success,
      ...Object.fromEntries([...statuses].sort().map((status) => [status, responseRef(errors[status])])),
    },
  };
}
