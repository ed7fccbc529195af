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
import { NativeSelect } from "@/components/ui/native-select";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { useSeenRevision } from "@/components/ui/use-seen-revision";
import { phaseLabels, phases } from "@/core/phases";

type EditReviewDialogProps = { team: string; review: ReviewCard; onClose: () => void };

/** What the head of a review says: title, people, phase, labels and due date. */
export default function EditReviewDialog({ team, review, onClose }: EditReviewDialogProps) {
  const form = useId();
  const { data: teamData } = useQuery(teamQuery(team));
  const { data: labels } = useQuery(labelsQuery(team));
  const [details, setDetails] = useState<ReviewDetails>({
    title: review.title,
    ownerId: review.owner.id,
    labels: review.labels,
    dueOn: review.dueOn,
    phase: review.phase,
    reviewerIds: review.reviewers.map(({ id }) => id),
  });
  const seen = useSeenRevision(review.revision);
  const update = useUpdateReview({ team, number: review.number });
  const change = (changes: Partial<ReviewDetails>) => setDetails({ ...details, ...changes });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await update.mutateAsync({ ...details, revision: seen.revision }).catch(seen.refused);
    if (!saved) return;
    onClose();
    toast.success(`#${review.number} saved`);
  };
  const error = update.error;
  const people = (teamData?.members ?? []).map(({ id, name, email }) => ({
    value: id,
    label: name,
    description: email,
  }));
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
              options={people}
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
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="Reviewers"
            hint="It is their turn while the review is in review."
            error={error?.field("reviewerIds")}
          >
            <MultiCombobox
              options={withNamed(people, review.reviewers)}
              values={details.reviewerIds}
              onValuesChange={(reviewerIds) => change({ reviewerIds })}
              placeholder="Add a reviewer…"
            />
          </Field>
          <Field label="Phase" error={error?.field("phase")}>
            <NativeSelect
              value={details.phase}
              onChange={(event) => change({ phase: phaseOf(event.target.value) })}
              options={phases.map((phase) => ({ value: phase, label: phaseLabels[phase] }))}
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

const phaseOf = (value: string) => phases.find((phase) => phase === value) ?? "discovery";

/** Somebody who has left the team stays a reviewer until taken out, and so must be on offer. */
function withNamed(people: { value: string; label: string }[], named: readonly { id: string; name: string }[]) {
  const gone = named.filter(({ id }) => !people.some(({ value }) => value === id));
  return [...people, ...gone.map(({ id, name }) => ({ value: id, label: name }))];
}
