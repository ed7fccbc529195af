import { createContext, use } from "react";

export type FieldContextValue = {
  id: string;
  labelId: string;
  describedBy: string | undefined;
  isInvalid: boolean;
  isRequired: boolean;
};

export const FieldContext = createContext<FieldContextValue | null>(null);

type Given = { id?: string; "aria-describedby"?: string; "aria-invalid"?: unknown; required?: boolean };

/**
 * What a control inside a `Field` must carry so that its label, help and error belong to it.
 * Outside a field, or where the caller names a value, the caller's wins.
 */
export function useFieldControl(given: Given) {
  const field = use(FieldContext);
  const describedBy = [field?.describedBy, given["aria-describedby"]].filter(Boolean).join(" ");
  return {
    id: given.id ?? field?.id,
    "aria-describedby": describedBy || undefined,
    "aria-invalid": (given["aria-invalid"] ?? field?.isInvalid) ? (true as const) : undefined,
    required: given.required ?? (field?.isRequired || undefined),
  };
}
