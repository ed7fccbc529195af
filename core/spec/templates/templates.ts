import type { Spec } from "../definition";
import { emptySpec } from "../value";
import { databaseChange } from "./database-change";
import { monolithToMicroservices } from "./monolith-to-microservices";
import { restApi } from "./rest-api";
import { rfc } from "./rfc";
import { saasBackend } from "./saas-backend";
import { shop } from "./shop/shop";
import { slowUnderLoad } from "./slow-under-load";
import type { Template } from "./template";
import { type TemplateKey, templateList } from "./template-list";

// About 300 KB of text: import this file only on the server, on demand. The browser has `template-list.ts`.
const specs: Record<TemplateKey, Spec> = {
  blank: emptySpec(),
  "saas-backend": saasBackend,
  "monolith-to-microservices": monolithToMicroservices,
  "rest-api": restApi,
  "slow-under-load": slowUnderLoad,
  "database-change": databaseChange,
  rfc,
  "e-commerce": shop,
};

/** Every template with its specification, in the order in which they are offered. Shared values: copy before changing one. */
export const templates: readonly Template[] = templateList.map((info) => ({ ...info, spec: specs[info.key] }));

/** The template with this key, or `undefined`; keys come from requests. */
export function findTemplate(key: string): Template | undefined {
  return templates.find((template) => template.key === key);
}
