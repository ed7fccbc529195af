"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { getSession } from "next-auth/react";
import { useEffect } from "react";
import { invitationQuery } from "@/client/account";
import { useAcceptInvitation } from "@/client/account-changes";
import { ProviderButtons } from "@/components/sign-in/provider-buttons";
import { SignInFrame } from "@/components/sign-in/sign-in-frame";
import { SignUpForm } from "@/components/sign-in/sign-up-form";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { roleLabels } from "@/core/permissions";

/** What an invitation link opens: join as oneself, or make an account that joins. */
export function Invitation({ token }: { token: string }) {
  const { data: invitation, error } = useQuery({ ...invitationQuery(token), retry: false });
  // Asked of the sign-in routes, which answer "nobody" to a stranger where the account would be a refusal.
  const { data: session, isPending } = useQuery({ queryKey: ["session"], queryFn: () => getSession() });
  const account = session?.user;
  const joined = invitation?.joined;
  useEffect(() => {
    if (joined) window.location.replace(`/${joined}`);
  }, [joined]);
  if (error)
    return (
      <SignInFrame title="This invitation cannot be used">
        <Notice tone="warn">{error.message}</Notice>
        <LinkButton href="/" className="mt-4 w-full" size="lg">
          Go to Lintel
        </LinkButton>
      </SignInFrame>
    );
  if (!invitation || isPending || joined) return null;
  const { label, help } = roleLabels[invitation.role];
  return (
    <SignInFrame
      title={`Join ${invitation.team}`}
      description={`${invitation.invitedBy} invites you as ${label.toLowerCase()}. ${help}`}
      footer={
        !account && (
          <>
            Have an account?{" "}
            <Link
              href={`/sign-in?next=${encodeURIComponent(`/invitations/${token}`)}`}
              className="font-medium text-accent-ink hover:underline"
            >
              Sign in to join
            </Link>
          </>
        )
      }
    >
      {account ? (
        <JoinAs token={token} name={account.name ?? "yourself"} email={account.email ?? ""} />
      ) : (
        <>
          <SignUpForm invitation={token} email={invitation.email} />
          <ProviderButtons next={`/invitations/${token}`} />
        </>
      )}
    </SignInFrame>
  );
}

function JoinAs({ token, name, email }: { token: string; name: string; email: string }) {
  const accept = useAcceptInvitation();
  const join = async () => {
    const joined = await accept.mutateAsync(token).catch(() => undefined);
    if (joined) window.location.assign(`/${joined.team}`);
  };
  return (
    <div className="flex flex-col gap-4">
      {accept.error && <Notice tone="danger">{accept.error.message}</Notice>}
      <p className="text-sm text-muted">
        You are signed in as <span className="font-medium text-text">{name}</span> ({email}).
      </p>
      <Button variant="primary" size="lg" busy={accept.isPending} onClick={() => void join()}>
        Join the team
      </Button>
    </div>
  );
}
