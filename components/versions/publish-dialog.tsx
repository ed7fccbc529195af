"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { ReviewAt } from "@/client/reviews";
import { usePublishVersion } from "@/client/version-changes";
import { versionQuery } from "@/client/versions";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import type { Spec } from "@/core/spec/definition";
import { countChanges, diffSpecs } from "@/core/versions/diff";
import { useDraftSpec } from "./use-draft-spec";

type PublishDialogProps = ReviewAt & { lastVersion: number; onClose: () => void };

/** Freezes the draft as the next version. */
export default function PublishDialog({ team, number, lastVersion, onClose }: PublishDialogProps) {
  const form = useId();
  const [message, setMessage] = useState("");
  const publish = usePublishVersion({ team, number });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const version = await publish.mutateAsync(message).catch(() => undefined);
    if (!version) return;
    onClose();
    toast.success(`Version ${version.number} published`);
  };
  const { error } = publish;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      keepOnOutsideClick
      title={`Publish version ${lastVersion + 1}`}
      description="A version never changes again. The draft stays open for the next one."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={publish.isPending}>
            Publish
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {error && !error.field("message") && <Notice tone="danger">{error.message}</Notice>}
        <Field label="What is new?" required error={error?.field("message")}>
          <Textarea
            value={message}
            onChange={(event) => setMessage(event.target.value)}
            maxLength={2000}
            placeholder={lastVersion === 0 ? "First complete design" : "What changed, and why"}
            autoFocus
          />
        </Field>
        {lastVersion > 0 && <ChangesSince team={team} number={number} version={lastVersion} />}
      </form>
    </Dialog>
  );
}

/** What the new version would change, by section. */
function ChangesSince({ team, number, version }: ReviewAt & { version: number }) {
  const draft = useDraftSpec();
  const { data: last } = useQuery(versionQuery({ team, number }, version));
  if (!draft || !last) return <p className="text-sm text-muted">Comparing with version {version}…</p>;
  const diff = diffSpecs(last.spec as Spec, draft);
  if (diff.length === 0)
    return <Notice>The specification is the same as in version {version}. Only answers may differ.</Notice>;
  return (
    <section aria-label={`Changes since version ${version}`}>
      <h3 className="mb-1.5 text-xs font-medium text-muted">
        {changesText(countChanges(diff))} since version {version}
      </h3>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {diff.map(({ key, title, changes }) => (
          <li key={key}>
            {title} <span className="text-faint tabular-nums">{changes.length}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const changesText = (count: number) => (count === 1 ? "1 change" : `${count.toLocaleString("en")} changes`);
