"use client";

import { ErrorState } from "@/components/ui/error-state";
import { LinkButton } from "@/components/ui/link-button";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function WorkspaceError({ error, reset }: ErrorPageProps) {
  return (
    <main className="flex flex-1 items-center justify-center">
      <ErrorState
        title="This page could not be shown"
        onRetry={reset}
        correlationId={error.digest}
        actions={<LinkButton href="/">Go to your team</LinkButton>}
      >
        Nothing you saved is affected. Try again; if it stays, give the reference below to whoever runs this server.
      </ErrorState>
    </main>
  );
}
