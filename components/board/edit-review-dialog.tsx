"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { type ReviewDetails, useUpdateReview } from "@/client/review-changes";
import { labelsQuery, type ReviewCard } from "@/client/reviews";
import { teamQuery } from "@/client/teams";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MultiCombobox } from "@/components/ui/multi-combobox";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";

type EditReviewDialogProps = { team: string; review: ReviewCard; onClose: () => void };

/** Title, owner, labels and due date of a review. */
export default function EditReviewDialog({ team, review, onClose }: EditReviewDialogProps) {
  const form = useId();
  const { data: teamData } = useQuery(teamQuery(team));
  const { data: labels } = useQuery(labelsQuery(team));
  const [details, setDetails] = useState<ReviewDetails>({
    title: review.title,
    ownerId: review.owner.id,
    labels: review.labels,
    dueOn: review.dueOn,
  });
  const update = useUpdateReview({ team, number: review.number });
  const change = (changes: Partial<ReviewDetails>) => setDetails({ ...details, ...changes });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await update.mutateAsync({ ...details, revision: review.revision }).catch(() => undefined);
    if (!saved) return;
    onClose();
    toast.success(`#${review.number} saved`);
  };
  const error = update.error;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      keepOnOutsideClick
      title={`Review #${review.number}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={update.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {error && error.fields.length === 0 && <Notice tone="danger">{error.message}</Notice>}
        <Field label="Title" required error={error?.field("title")}>
          <Input value={details.title} onChange={(event) => change({ title: event.target.value })} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Owner" error={error?.field("ownerId")}>
            <Combobox
              clearable={false}
              options={(teamData?.members ?? []).map(({ id, name, email }) => ({
                value: id,
                label: name,
                description: email,
              }))}
              value={details.ownerId}
              onValueChange={(ownerId) => change({ ownerId })}
            />
          </Field>
          <Field label="Due" error={error?.field("dueOn")}>
            <Input
              type="date"
              value={details.dueOn ?? ""}
              onChange={(event) => change({ dueOn: event.target.value || null })}
            />
          </Field>
        </div>
        <Field label="Labels" hint="Up to 20, each of at most 40 characters." error={error?.field("labels")}>
          <MultiCombobox
            allowOther
            options={(labels?.items ?? []).map((label) => ({ value: label, label }))}
            values={details.labels}
            onValuesChange={(next) => change({ labels: next })}
            placeholder="Add a label…"
          />
        </Field>
      </form>
    </Dialog>
  );
}
