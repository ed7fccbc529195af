"use client";

import { type FormEvent, useId, useState } from "react";
import { useCreateInvitation } from "@/client/team-changes";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { type Role, roleLabels, roles } from "@/core/permissions";

type InviteDialogProps = {
  team: string;
  /** Of the one who invites: nobody gives more than they have. */
  role: Role;
  onClose: () => void;
};

const days = [
  { value: "1", label: "One day" },
  { value: "7", label: "One week" },
  { value: "30", label: "30 days" },
];

/** Makes an invitation link and shows it, once. */
export default function InviteDialog({ team, role, onClose }: InviteDialogProps) {
  const form = useId();
  const [given, setGiven] = useState<{ role: Role; email: string; days: string }>({
    role: "editor",
    email: "",
    days: "7",
  });
  const invite = useCreateInvitation(team);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const email = given.email.trim();
    invite.mutate({ role: given.role, days: Number(given.days), ...(email ? { email } : {}) });
  };
  const change = (part: Partial<typeof given>) => setGiven({ ...given, ...part });
  const error = invite.error;
  if (invite.data) return <LinkDialog token={invite.data.token} email={invite.data.email} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Invite somebody"
      description="You get a link to send by whatever way you talk to each other."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={invite.isPending}>
            Make the link
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {error && error.fields.length === 0 && <Notice tone="danger">{error.message}</Notice>}
        <Field label="Role" group>
          <RadioGroup
            value={given.role}
            onValueChange={(next) => change({ role: next })}
            options={roles
              .filter((each) => each !== "owner" || role === "owner")
              .map((each) => ({ value: each, label: roleLabels[each].label, description: roleLabels[each].help }))}
          />
        </Field>
        <Field label="E-mail" hint="If given, only this address can use the link." error={error?.field("email")}>
          <Input type="email" value={given.email} onChange={(event) => change({ email: event.target.value })} />
        </Field>
        <Field label="Works for">
          <NativeSelect options={days} value={given.days} onChange={(event) => change({ days: event.target.value })} />
        </Field>
      </form>
    </Dialog>
  );
}

type LinkDialogProps = { token: string; email: string | null; onClose: () => void };

function LinkDialog({ token, email, onClose }: LinkDialogProps) {
  const link = new URL(`/invitations/${token}`, window.location.href).href;
  return (
    <Dialog
      open
      keepOnOutsideClick
      onOpenChange={onClose}
      title="The invitation is ready"
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <Field label="Invitation link" hint="It is shown only now and works once. Whoever has it can join.">
        <Input readOnly value={link} onFocus={(event) => event.target.select()} className="font-mono text-sm" />
      </Field>
      <div className="mt-3 flex items-center gap-2">
        <CopyButton text={link} label="Copy link" withLabel />
        {email && <span className="text-sm text-muted">Only for {email}.</span>}
      </div>
    </Dialog>
  );
}
