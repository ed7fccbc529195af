"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { useCreateTeam } from "@/client/team-changes";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

export default function NewTeamDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const form = useId();
  const [name, setName] = useState("");
  const create = useCreateTeam();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const team = await create.mutateAsync(name).catch(() => undefined);
    if (!team) return;
    onClose();
    router.push(`/${team.slug}`);
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title="New team"
      description="A team has its own reviews, members and settings. You will own it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={create.isPending}>
            Create team
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate>
        <Field label="Name" required error={create.error?.field("name") ?? create.error?.message}>
          <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={80} autoFocus />
        </Field>
      </form>
    </Dialog>
  );
}
