"use client";

import { type FormEvent, useId, useState } from "react";
import { useCreateToken } from "@/client/account-changes";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";

type Given = { name: string; scope: "read" | "write"; days: string };

const days = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "366", label: "A year" },
];

/** Makes a token and shows its secret, once. */
export default function TokenDialog({ onClose }: { onClose: () => void }) {
  const form = useId();
  const [given, setGiven] = useState<Given>({ name: "", scope: "read", days: "90" });
  const create = useCreateToken();
  const change = (part: Partial<Given>) => setGiven({ ...given, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name: given.name, scope: given.scope, days: Number(given.days) });
  };
  const error = create.error;
  if (create.data)
    return (
      <Dialog
        open
        keepOnOutsideClick
        onOpenChange={onClose}
        title="Your new token"
        footer={
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        }
      >
        <Field label="Token" hint="It is shown only now. Whoever has it can act as you.">
          <Input readOnly value={create.data.secret} onFocus={(event) => event.target.select()} className="font-mono" />
        </Field>
        <div className="mt-3">
          <CopyButton text={create.data.secret} label="Copy token" withLabel />
        </div>
      </Dialog>
    );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="New API token"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={create.isPending}>
            Make the token
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {error && error.fields.length === 0 && <Notice tone="danger">{error.message}</Notice>}
        <Field label="Name" hint="What it is for, such as “pipeline”." required error={error?.field("name")}>
          <Input
            value={given.name}
            maxLength={100}
            autoFocus
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Field label="Scope" group>
          <RadioGroup
            value={given.scope}
            onValueChange={(scope) => change({ scope })}
            options={[
              { value: "read", label: "Read", description: "Sees what you see." },
              { value: "write", label: "Read and write", description: "Does what you may do." },
            ]}
          />
        </Field>
        <Field label="Expires after">
          <NativeSelect options={days} value={given.days} onChange={(event) => change({ days: event.target.value })} />
        </Field>
      </form>
    </Dialog>
  );
}
