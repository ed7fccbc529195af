"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { PasswordInput } from "./password-input";
import { ProviderButtons } from "./provider-buttons";
import { SignInFrame } from "./sign-in-frame";
import { outcomeOf, problemOf, safeNext, signInWithPassword, typedInto } from "./sign-in-with";
import { useHydrated } from "./use-hydrated";

/** The sign-in page. `next` in the address is where one wanted to go. */
export function SignIn() {
  const address = useSearchParams();
  const next = safeNext(address.get("next"));
  const isHydrated = useHydrated();
  const [problem, setProblem] = useState(problemOf(address.get("error"), address.get("code")));
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { email = "", password = "" } = typedInto(event.currentTarget);
    setIsBusy(true);
    setProblem(undefined);
    const refused = outcomeOf(await signInWithPassword({ email, password }));
    if (!refused) return window.location.assign(next);
    setProblem(refused);
    setIsBusy(false);
  };
  const query = next === "/" ? "" : `?next=${encodeURIComponent(next)}`;
  return (
    <SignInFrame
      title="Sign in"
      footer={
        <>
          New here?{" "}
          <Link href={`/sign-up${query}`} className="font-medium text-accent-ink hover:underline">
            Make an account
          </Link>
        </>
      }
    >
      <form method="post" onSubmit={submit} className="flex flex-col gap-4">
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Field label="E-mail">
          <Input size="lg" type="email" name="email" autoComplete="username" required autoFocus />
        </Field>
        <Field label="Password">
          <PasswordInput size="lg" name="password" autoComplete="current-password" required />
        </Field>
        <Button type="submit" variant="primary" size="lg" busy={isBusy} disabled={!isHydrated}>
          Sign in
        </Button>
      </form>
      <ProviderButtons next={next} />
    </SignInFrame>
  );
}
