"use client";

import { type FormEvent, useState } from "react";
import { useUnlock } from "@/client/shared-changes";
import { PasswordInput } from "@/components/sign-in/password-input";
import { SignInFrame } from "@/components/sign-in/sign-in-frame";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";

/** Asks for the password of a link. Nothing is said of what is behind it. */
export function LinkPassword() {
  const [password, setPassword] = useState("");
  const unlock = useUnlock();
  const { error } = unlock;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    unlock.mutate(password, { onSuccess: () => window.location.reload() });
  };
  return (
    <SignInFrame title="This link asks for a password" description="Whoever sent you the link has it.">
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {error && error.fields.length === 0 && <Notice tone="danger">{error.message}</Notice>}
        <Field label="Password" error={error?.field("password")}>
          <PasswordInput
            value={password}
            autoComplete="off"
            maxLength={200}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <Button type="submit" variant="primary" size="lg" busy={unlock.isPending || unlock.isSuccess}>
          Open
        </Button>
      </form>
    </SignInFrame>
  );
}
