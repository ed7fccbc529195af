"use client";

import { type FormEvent, useState } from "react";
import { useSignUp } from "@/client/account-changes";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { PasswordInput } from "./password-input";
import { outcomeOf, signInWithPassword, typedInto } from "./sign-in-with";
import { useHydrated } from "./use-hydrated";

type SignUpFormProps = {
  asksForTeam?: boolean;
  /** Token of the invitation that lets one in, and the address it is for. */
  invitation?: string;
  email?: string | null;
  /** Where to go afterwards, unless a team was made or joined. */
  next?: string;
};

/** Name, address and password; signs in at once when the account is made. */
export function SignUpForm({ asksForTeam = false, invitation, email: invited, next = "/" }: SignUpFormProps) {
  const [refused, setRefused] = useState<string>();
  const [isLeaving, setIsLeaving] = useState(false);
  const signUp = useSignUp();
  const error = signUp.error;
  const isHydrated = useHydrated();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setRefused(undefined);
    const { name = "", email = "", password = "", team = "" } = typedInto(event.currentTarget);
    const body = {
      name,
      email,
      password,
      ...(asksForTeam && team ? { team } : {}),
      ...(invitation ? { invitation } : {}),
    };
    const made = await signUp.mutateAsync(body).catch(() => undefined);
    if (!made) return;
    setIsLeaving(true);
    const problem = outcomeOf(await signInWithPassword({ email, password }));
    if (!problem) return window.location.assign(made.team ? `/${made.team}` : next);
    setIsLeaving(false);
    setRefused(`Your account was made. ${problem}`);
  };
  const general = refused ?? (error?.fields.length === 0 ? error.message : undefined);
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {general && <Notice tone="danger">{general}</Notice>}
      <Field label="Name" hint="As your team knows you." error={error?.field("name")}>
        <Input size="lg" name="name" autoComplete="name" autoFocus />
      </Field>
      <Field label="E-mail" error={error?.field("email")}>
        <Input
          size="lg"
          type="email"
          name="email"
          autoComplete="username"
          readOnly={Boolean(invited)}
          defaultValue={invited ?? undefined}
        />
      </Field>
      <Field label="Password" hint="A sentence is easy to remember and hard to guess." error={error?.field("password")}>
        <PasswordInput size="lg" name="password" autoComplete="new-password" />
      </Field>
      {asksForTeam && (
        <Field
          label="Team"
          hint="The name of your team or organisation; it can be changed."
          error={error?.field("team")}
        >
          <Input size="lg" name="team" autoComplete="organization" placeholder="Payments team" />
        </Field>
      )}
      <Button type="submit" variant="primary" size="lg" busy={signUp.isPending || isLeaving} disabled={!isHydrated}>
        {asksForTeam ? "Make account and team" : "Make account"}
      </Button>
    </form>
  );
}
