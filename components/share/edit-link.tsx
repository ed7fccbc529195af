"use client";

import { type FormEvent, useId, useState } from "react";
import type { ReviewAt } from "@/client/reviews";
import { useUpdateShareLink } from "@/client/share-link-changes";
import type { ShareLink } from "@/client/share-links";
import { PasswordInput } from "@/components/sign-in/password-input";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { expiryOptions } from "./link-words";

type EditLinkProps = ReviewAt & { link: ShareLink; onDone: () => void; onClose: () => void };
type PasswordChoice = "keep" | "set" | "remove";

const unchanged = "unchanged";

/** Changes a link's name, expiry or password; what it shows stays as it was made. */
export function EditLink({ team, number, link, onDone, onClose }: EditLinkProps) {
  const form = useId();
  const [name, setName] = useState(link.name);
  const [days, setDays] = useState(unchanged);
  const [choice, setChoice] = useState<PasswordChoice>("keep");
  const [password, setPassword] = useState("");
  // The change is made on what is seen here; a newer revision is a conflict and is shown as one.
  const [revision] = useState(link.revision);
  const update = useUpdateShareLink({ team, number });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate(
      {
        id: link.id,
        revision,
        ...(name === link.name ? {} : { name }),
        ...(days === unchanged ? {} : { days: days === "" ? null : Number(days) }),
        ...(choice === "keep" ? {} : { password: choice === "set" ? password : null }),
      },
      { onSuccess: onDone },
    );
  };
  const { error } = update;
  return (
    <Dialog
      open
      keepOnOutsideClick
      onOpenChange={onClose}
      title="Change the link"
      description="What it shows stays as it is; for something else make another link."
      footer={
        <>
          <Button onClick={onDone}>Back</Button>
          <Button type="submit" form={form} variant="primary" busy={update.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {error && error.fields.length === 0 && <Notice tone="danger">{error.message}</Notice>}
        <Field label="Name" required error={error?.field("name")}>
          <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Works for">
          <NativeSelect
            options={[{ value: unchanged, label: "As it is" }, ...expiryOptions]}
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        </Field>
        <Field label="Password" group error={error?.field("password")}>
          <RadioGroup
            value={choice}
            onValueChange={setChoice}
            options={[
              { value: "keep", label: link.hasPassword ? "Keep the one it has" : "None" },
              {
                value: "set",
                label: link.hasPassword ? "Another one" : "Ask for one",
                description: "Whoever has the link open now must give it too.",
              },
              ...(link.hasPassword ? [{ value: "remove" as const, label: "None any more" }] : []),
            ]}
          />
          {choice === "set" && (
            <PasswordInput
              aria-label="New password"
              className="ml-6"
              value={password}
              maxLength={200}
              autoComplete="new-password"
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
