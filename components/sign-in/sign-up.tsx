"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { signUpStateQuery } from "@/client/account";
import { Notice } from "@/components/ui/notice";
import { ProviderButtons } from "./provider-buttons";
import { SignInFrame } from "./sign-in-frame";
import { safeNext } from "./sign-in-with";
import { SignUpForm } from "./sign-up-form";

/** The sign-up page: the first person founds the team, later ones need an invitation unless the door is open. */
export function SignUp() {
  const next = safeNext(useSearchParams().get("next"));
  const { data: state } = useQuery(signUpStateQuery);
  const isFirst = state?.isFirst ?? false;
  return (
    <SignInFrame
      title={isFirst ? "Welcome to Lintel" : "Make an account"}
      description={
        isFirst
          ? "You are the first here: you make the team, own it, and find a complete example in it."
          : "Afterwards you can make a team of your own, or join one with an invitation."
      }
      footer={
        <>
          Have an account?{" "}
          <Link href="/sign-in" className="font-medium text-accent-ink hover:underline">
            Sign in
          </Link>
        </>
      }
    >
      {state && !state.isOpen ? (
        <Notice title="An invitation is needed">
          On this server accounts are made with an invitation. Ask an admin of your team for a link.
        </Notice>
      ) : (
        <>
          <SignUpForm asksForTeam={isFirst} next={next} />
          <ProviderButtons next={next} />
        </>
      )}
    </SignInFrame>
  );
}
