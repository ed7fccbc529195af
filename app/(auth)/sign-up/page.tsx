import { HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { signUpStateQuery } from "@/client/account";
import { prefetch } from "@/client/server";
import { SignUp } from "@/components/sign-in/sign-up";

export const metadata: Metadata = { title: "Sign up" };

export default async function SignUpPage() {
  const { state } = await prefetch("/sign-up", signUpStateQuery);
  return (
    <HydrationBoundary state={state}>
      <SignUp />
    </HydrationBoundary>
  );
}
