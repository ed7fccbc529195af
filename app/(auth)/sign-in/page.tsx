import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { signUpStateQuery } from "@/client/account";
import type { Reply } from "@/client/api";
import { prefetch } from "@/client/server";
import { SignIn } from "@/components/sign-in/sign-in";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage() {
  const { read } = await prefetch("/sign-in", signUpStateQuery);
  // A new Lintel has nobody to sign in yet.
  if (read<Reply<"GET /sign-up">>(signUpStateQuery).isFirst) redirect("/sign-up");
  return <SignIn />;
}
