"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { accountQuery } from "@/client/account";
import { useChangePassword } from "@/client/account-changes";
import { PasswordInput } from "@/components/sign-in/password-input";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";

const nothing = { current: "", next: "" };

/** Changes the password, or sets a first one for somebody who came through a provider. */
export function PasswordCard() {
  const { data: account } = useQuery(accountQuery);
  const [form, setForm] = useState(nothing);
  const change = useChangePassword();
  if (!account) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = account.hasPassword ? form : { next: form.next };
    const isDone = await change.mutateAsync(body).then(
      () => true,
      () => false,
    );
    if (!isDone) return;
    setForm(nothing);
    toast.success("Password changed", { description: "Every other browser was signed out." });
  };
  const error = change.error;
  return (
    <form method="post" onSubmit={submit} noValidate>
      <Card
        title={account.hasPassword ? "Password" : "Set a password"}
        description="A new password signs you out everywhere else."
        footer={
          <Button
            type="submit"
            variant="primary"
            className="ml-auto"
            busy={change.isPending}
            disabledReason={form.next === "" ? "Write the new password first." : null}
          >
            {account.hasPassword ? "Change password" : "Set password"}
          </Button>
        }
      >
        {error && error.fields.length === 0 && (
          <Notice tone="danger" className="mb-4">
            {error.message}
          </Notice>
        )}
        {/* Password managers want to know whose password it is. */}
        <input type="hidden" name="username" autoComplete="username" value={account.email} readOnly />
        <div className="grid gap-4 sm:grid-cols-2">
          {account.hasPassword && (
            <Field label="Present password" error={error?.field("current")}>
              <PasswordInput
                autoComplete="current-password"
                value={form.current}
                onChange={(event) => setForm({ ...form, current: event.target.value })}
              />
            </Field>
          )}
          <Field label="New password" error={error?.field("next")}>
            <PasswordInput
              autoComplete="new-password"
              value={form.next}
              onChange={(event) => setForm({ ...form, next: event.target.value })}
            />
          </Field>
        </div>
      </Card>
    </form>
  );
}
