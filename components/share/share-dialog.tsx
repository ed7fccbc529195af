"use client";

import { useQuery } from "@tanstack/react-query";
import { Link2, Plus } from "lucide-react";
import { useState } from "react";
import type { ReviewAt } from "@/client/reviews";
import { shareLinksQuery } from "@/client/share-links";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SkeletonLines } from "@/components/ui/skeleton";
import { EditLink } from "./edit-link";
import { LinkRow } from "./link-row";
import { NewLink } from "./new-link";

type ShareDialogProps = ReviewAt & { lastVersion: number; onClose: () => void };
type View = { kind: "list" } | { kind: "new" } | { kind: "edit"; id: string } | { kind: "made"; token: string };

/** The links by which a review is shared, and the way to make another. */
export default function ShareDialog({ team, number, lastVersion, onClose }: ShareDialogProps) {
  const at = { team, number };
  const [view, setView] = useState<View>({ kind: "list" });
  const { data } = useQuery(shareLinksQuery(at));
  const toList = () => setView({ kind: "list" });
  const edited = view.kind === "edit" ? data?.items.find(({ id }) => id === view.id) : undefined;
  if (view.kind === "new")
    return (
      <NewLink
        {...at}
        lastVersion={lastVersion}
        onMade={(token) => setView({ kind: "made", token })}
        onCancel={toList}
        onClose={onClose}
      />
    );
  if (view.kind === "made") return <MadeLink token={view.token} onDone={toList} onClose={onClose} />;
  if (edited) return <EditLink {...at} link={edited} onDone={toList} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title="Share"
      description="Whoever has a link can open it, without an account. It shows one published version, never the draft."
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setView({ kind: "new" })}>
            New link
          </Button>
        </>
      }
    >
      <Links {...at} onEdit={(id) => setView({ kind: "edit", id })} />
    </Dialog>
  );
}

function Links({ team, number, onEdit }: ReviewAt & { onEdit: (id: string) => void }) {
  const { data, error, refetch } = useQuery(shareLinksQuery({ team, number }));
  if (error)
    return (
      <ErrorState title="The links could not be read" onRetry={() => void refetch()}>
        {error.message}
      </ErrorState>
    );
  if (!data) return <SkeletonLines lines={4} label="Reading the links" />;
  if (data.items.length === 0)
    return (
      <EmptyState icon={<Link2 />} title="No link yet" className="py-6">
        Make one for each group of people, so that you can take it back from one of them alone.
      </EmptyState>
    );
  const open = data.items.filter(({ state }) => state === "open");
  const ended = data.items.filter(({ state }) => state !== "open");
  return (
    <div className="flex flex-col gap-5">
      {open.length > 0 && (
        <ul aria-label="Links that work" className="divide-y divide-line rounded-md border border-line">
          {open.map((link) => (
            <LinkRow key={link.id} team={team} number={number} link={link} onEdit={() => onEdit(link.id)} />
          ))}
        </ul>
      )}
      {ended.length > 0 && (
        <section aria-label="Links that have ended">
          <h3 className="mb-1.5 text-sm font-medium text-muted">Ended</h3>
          <ul className="divide-y divide-line rounded-md border border-line">
            {ended.map((link) => (
              <LinkRow key={link.id} team={team} number={number} link={link} onEdit={() => onEdit(link.id)} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function MadeLink({ token, onDone, onClose }: { token: string; onDone: () => void; onClose: () => void }) {
  const link = new URL(`/share/${token}`, window.location.href).href;
  return (
    <Dialog
      open
      keepOnOutsideClick
      onOpenChange={onClose}
      title="The link is ready"
      footer={
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      }
    >
      <Field label="Share link" hint="It is shown only now. Whoever has it can open it; to take it back, revoke it.">
        <Input readOnly value={link} onFocus={(event) => event.target.select()} className="font-mono text-sm" />
      </Field>
      <div className="mt-3">
        <CopyButton text={link} label="Copy link" withLabel />
      </div>
    </Dialog>
  );
}
