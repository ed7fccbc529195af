"use client";

import { buttonLooks } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <ErrorState
        title="This page could not be shown"
        onRetry={reset}
        correlationId={error.digest}
        actions={
          // A plain link: after a failure a fresh start is wanted, and not the state that led here.
          <a href="/" className={buttonLooks()}>
            Go to your team
          </a>
        }
      >
        Nothing you saved is affected. Try again; if it stays, give the reference below to whoever runs this server.
      </ErrorState>
    </main>
  );
}
