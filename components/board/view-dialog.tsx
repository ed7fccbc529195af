"use client";

import { type FormEvent, useId, useState } from "react";
import { useSaveView, useUpdateView, type View } from "@/client/views";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { type Role, refusal } from "@/core/permissions";

type ViewDialogProps = {
  team: string;
  role: Role;
  query: string;
  /** The view to rename; a new one otherwise. */
  view: View | undefined;
  onClose: () => void;
  onSaved: (view: View) => void;
};

/** The name of a view, and for a new one whether the team shall have it too. */
export function ViewDialog({ team, role, query, view, onClose, onSaved }: ViewDialogProps) {
  const form = useId();
  const [name, setName] = useState(view?.name ?? "");
  const [isShared, setIsShared] = useState(false);
  const save = useSaveView(team);
  const update = useUpdateView(team);
  const denied = refusal(role, "view.share");
  const error = save.error ?? update.error;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await (view
      ? update.mutateAsync({ id: view.id, name, revision: view.revision })
      : save.mutateAsync({ name, query, isShared })
    ).catch(() => undefined);
    if (!saved) return;
    onSaved(saved);
    onClose();
    toast.success(`“${saved.name}” saved`);
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title={view ? "Rename the view" : "Save as a new view"}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={save.isPending || update.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {error && error.fields.length === 0 && <Notice tone="danger">{error.message}</Notice>}
        <Field label="Name" required error={error?.field("name")}>
          <Input autoFocus value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        {!view && (
          <Checkbox
            label="Share with the team"
            description={denied ?? "Everybody finds it under Views."}
            disabled={denied !== null}
            checked={isShared}
            onChange={(event) => setIsShared(event.target.checked)}
          />
        )}
      </form>
    </Dialog>
  );
}
