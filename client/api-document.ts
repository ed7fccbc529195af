import { queryOptions } from "@tanstack/react-query";

export type Schema = {
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  default?: unknown;
  $ref?: string;
};
type Content = { content?: Record<string, { schema?: Schema }> };
export type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: Schema };
export type Operation = {
  operationId: string;
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: Parameter[];
  requestBody?: Content;
  responses: Record<string, Content & { description?: string }>;
};
export type ApiDocument = {
  info: { title: string; version: string; description?: string };
  tags?: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
};

/** The OpenAPI document of this Lintel. It changes only with the release. */
export const apiDocumentQuery = queryOptions({
  queryKey: ["api-document"],
  queryFn: async ({ signal }): Promise<ApiDocument> => (await fetch("/api/v1/openapi.json", { signal })).json(),
  staleTime: Number.POSITIVE_INFINITY,
});
