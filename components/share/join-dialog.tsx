"use client";

import { type FormEvent, type ReactNode, useId, useRef, useState } from "react";
import { useJoinAsGuest } from "@/client/shared-changes";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";

type Waiting = { joined: () => void; left: (reason: Error) => void };

/** Asks a guest for their name before they write for the first time. `join` resolves when they have given it. */
export function useJoining(isGuest: boolean): { join: () => Promise<void>; dialog: ReactNode } {
  const waiting = useRef<Waiting[]>([]);
  const [isAsking, setIsAsking] = useState(false);
  const join = () => {
    if (isGuest) return Promise.resolve();
    setIsAsking(true);
    return new Promise<void>((joined, left) => {
      waiting.current.push({ joined, left });
    });
  };
  const end = (tell: (each: Waiting) => void) => {
    setIsAsking(false);
    waiting.current.splice(0).forEach(tell);
  };
  const dialog = isAsking && (
    <JoinDialog
      onJoined={() => end(({ joined }) => joined())}
      onCancel={() => end(({ left }) => left(new Error("Say who you are to comment.")))}
    />
  );
  return { join, dialog };
}

function JoinDialog({ onJoined, onCancel }: { onJoined: () => void; onCancel: () => void }) {
  const form = useId();
  const [name, setName] = useState("");
  const join = useJoinAsGuest();
  const { error } = join;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The dialog may lie over a form of which it is a part for React, though not for the page.
    event.stopPropagation();
    join.mutate(name, { onSuccess: onJoined });
  };
  return (
    <Dialog
      open
      keepOnOutsideClick
      onOpenChange={onCancel}
      size="sm"
      title="Who are you?"
      description="Your name stands over what you write, marked as a guest’s. This browser remembers it."
      footer={
        <>
          <Button onClick={onCancel}>Cancel</Button>
          <Button type="submit" form={form} variant="primary" busy={join.isPending}>
            Go on
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {error && error.fields.length === 0 && <Notice tone="danger">{error.message}</Notice>}
        <Field label="Name" required error={error?.field("name")}>
          <Input
            value={name}
            maxLength={60}
            autoFocus
            autoComplete="name"
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
