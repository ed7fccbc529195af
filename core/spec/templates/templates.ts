import { buildSpec, type Template } from "./template";
import { type TemplateInfo, templateList } from "./template-list";

const specs: Partial<Record<TemplateInfo["key"], () => Template["spec"]>> = {
  blank: () => buildSpec({}),
};

/** The template with this key, or `undefined`; keys come from requests. */
export function findTemplate(key: string): Template | undefined {
  const info = templateList.find((template) => template.key === key);
  const spec = info && (specs[info.key] ?? specs.blank)?.();
  return info && spec ? { ...info, spec } : undefined;
}
