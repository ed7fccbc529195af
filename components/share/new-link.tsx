"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { ReviewAt } from "@/client/reviews";
import { useCreateShareLink } from "@/client/share-link-changes";
import { versionsQuery } from "@/client/versions";
import { PasswordInput } from "@/components/sign-in/password-input";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { expiryOptions, linkPromise } from "./link-words";

type NewLinkProps = ReviewAt & {
  lastVersion: number;
  onMade: (token: string) => void;
  onCancel: () => void;
  onClose: () => void;
};
type Given = {
  name: string;
  mayComment: boolean;
  showsThreads: boolean;
  showsScore: boolean;
  version: number | null;
  days: string;
  password: string;
};

const usual: Given = {
  name: "",
  mayComment: false,
  showsThreads: false,
  showsScore: false,
  version: null,
  days: "30",
  password: "",
};

/** Makes a link, and says in plain words what it will show. */
export function NewLink({ team, number, lastVersion, onMade, onCancel, onClose }: NewLinkProps) {
  const form = useId();
  const [given, setGiven] = useState(usual);
  const create = useCreateShareLink({ team, number });
  const change = (part: Partial<Given>) => setGiven({ ...given, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { days, password, ...rest } = given;
    create.mutate(
      { ...rest, days: days === "" ? null : Number(days), password: password === "" ? null : password },
      { onSuccess: ({ token }) => onMade(token) },
    );
  };
  const { error } = create;
  return (
    <Dialog
      open
      keepOnOutsideClick
      onOpenChange={onClose}
      size="lg"
      title="New share link"
      footer={
        <>
          <Button onClick={onCancel}>Back</Button>
          <Button type="submit" form={form} variant="primary" busy={create.isPending}>
            Make the link
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} noValidate className="flex flex-col gap-4">
        {error && error.fields.length === 0 && <Notice tone="danger">{error.message}</Notice>}
        <Field
          label="Name"
          hint="Whom it is for, such as “Payment provider”. Only your team sees it."
          required
          error={error?.field("name")}
        >
          <Input
            value={given.name}
            maxLength={80}
            autoFocus
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Field label="With the link one may" group>
          <RadioGroup
            value={given.mayComment ? "comment" : "read"}
            onValueChange={(value) => change({ mayComment: value === "comment" })}
            options={[
              { value: "read", label: "Read" },
              { value: "comment", label: "Read and comment" },
            ]}
          />
        </Field>
        <VersionChoice
          team={team}
          number={number}
          {...{ given, change, lastVersion }}
          error={error?.field("version")}
        />
        <Field label="It also shows" group>
          <Checkbox
            label="Threads on that version"
            description="What members and other guests say about it. Threads on the draft stay inside the team."
            checked={given.showsThreads}
            onChange={(event) => change({ showsThreads: event.target.checked })}
          />
          <Checkbox
            label="Scores"
            description="The numbers of the checklists, without the answers."
            checked={given.showsScore}
            onChange={(event) => change({ showsScore: event.target.checked })}
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Works for">
            <NativeSelect
              options={expiryOptions}
              value={given.days}
              onChange={(event) => change({ days: event.target.value })}
            />
          </Field>
          <Field label="Password" hint="Left empty, the link is enough." error={error?.field("password")}>
            <PasswordInput
              value={given.password}
              maxLength={200}
              autoComplete="new-password"
              onChange={(event) => change({ password: event.target.value })}
            />
          </Field>
        </div>
        <Notice>
          {linkPromise({ ...given, hasPassword: false }, lastVersion).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      </form>
    </Dialog>
  );
}

type VersionChoiceProps = ReviewAt & {
  given: Given;
  change: (part: Partial<Given>) => void;
  lastVersion: number;
  error: string | undefined;
};

function VersionChoice({ team, number, given, change, lastVersion, error }: VersionChoiceProps) {
  const { data } = useInfiniteQuery({ ...versionsQuery({ team, number }), enabled: lastVersion > 0 });
  const versions = data?.pages.flatMap(({ items }) => items) ?? [];
  const options = versions.map((version) => ({
    value: String(version.number),
    label: `Version ${version.number}: ${version.message.split("\n")[0]?.slice(0, 60)}`,
  }));
  return (
    <Field label="It shows" group error={error}>
      <RadioGroup
        value={given.version === null ? "newest" : "one"}
        onValueChange={(value) => change({ version: value === "one" ? lastVersion : null })}
        options={[
          { value: "newest", label: "The newest published version, whichever that is" },
          { value: "one", label: "One version, for good", disabled: lastVersion === 0 },
        ]}
      />
      {given.version !== null && (
        <NativeSelect
          aria-label="Version"
          className="ml-6"
          options={options.length > 0 ? options : [{ value: String(lastVersion), label: `Version ${lastVersion}` }]}
          value={String(given.version)}
          onChange={(event) => change({ version: Number(event.target.value) })}
        />
      )}
    </Field>
  );
}
