"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { useCreateReview } from "@/client/review-changes";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { Segmented } from "@/components/ui/segmented";
import { type TemplateKey, templateList } from "@/core/spec/templates/template-list";
import { ImportForm } from "./import-form";

type NewReviewDialogProps = { team: string; startsWith?: Way; onClose: () => void };
type Way = "template" | "import";

/** Begins a review: from a template, or from a document somebody already has. */
export default function NewReviewDialog({ team, startsWith = "template", onClose }: NewReviewDialogProps) {
  const router = useRouter();
  const form = useId();
  const [way, setWay] = useState<Way>(startsWith);
  const [isBusy, setIsBusy] = useState(false);
  const open = (number: number) => {
    onClose();
    router.push(`/${team}/reviews/${number}`);
  };
  const parts = { form, team, onBusy: setIsBusy, onCreated: open };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      keepOnOutsideClick
      size="lg"
      title="New review"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={isBusy}>
            {way === "template" ? "Create review" : "Import and create"}
          </Button>
        </>
      }
    >
      <Segmented
        label="Begin with"
        className="mb-4"
        value={way}
        onValueChange={setWay}
        options={[
          { value: "template", label: "A template" },
          { value: "import", label: "A document of yours" },
        ]}
      />
      {way === "template" ? <TemplateForm {...parts} /> : <ImportForm {...parts} />}
    </Dialog>
  );
}

export type NewReviewFormProps = {
  form: string;
  team: string;
  onBusy: (isBusy: boolean) => void;
  onCreated: (number: number) => void;
};

function TemplateForm({ form, team, onBusy, onCreated }: NewReviewFormProps) {
  const [title, setTitle] = useState("");
  const [template, setTemplate] = useState<TemplateKey>("blank");
  const create = useCreateReview(team);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    onBusy(true);
    const review = await create.mutateAsync({ title, template }).catch(() => undefined);
    onBusy(false);
    if (review) onCreated(review.number);
  };
  const error = create.error;
  return (
    <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
      {error && !error.field("title") && <Notice tone="danger">{error.message}</Notice>}
      <Field label="Title" required error={error?.field("title")}>
        <Input
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          placeholder="What is being designed?"
          autoFocus
        />
      </Field>
      <Field label="Template" group>
        <RadioGroup
          look="cards"
          className="grid sm:grid-cols-2"
          value={template}
          onValueChange={setTemplate}
          options={templateList.map(({ key, title: name, description, when }) => ({
            value: key,
            label: <span className="text-sm font-medium">{name}</span>,
            description: (
              <>
                {description} <span className="text-faint">{when}</span>
              </>
            ),
          }))}
        />
      </Field>
    </form>
  );
}
