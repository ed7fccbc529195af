"use client";

import { useQuery } from "@tanstack/react-query";
import { useUnsubscribe } from "@/client/notification-changes";
import { unsubscribeQuery } from "@/client/notifications";
import { SignInFrame } from "@/components/sign-in/sign-in-frame";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { notificationKindLabels } from "@/core/notification-words";

/**
 * What the link of a mail opens. It changes nothing by itself: mail filters open every link. Whoever has the mail may press,
 * signed in or not.
 */
export function Unsubscribe({ token }: { token: string }) {
  const { data } = useQuery(unsubscribeQuery(token));
  const { mutate, isPending, isSuccess, variables, error: refusal } = useUnsubscribe(token);
  if (!data) return null;
  const kinds = data.kinds.map((kind) => notificationKindLabels[kind].label.toLowerCase());
  const isOff = data.mail === "never" || (isSuccess && variables === "all");
  const isKindOff = isSuccess || data.kinds.every((kind) => data.unmailedKinds.includes(kind));
  if (isOff || (isSuccess && isKindOff))
    return (
      <SignInFrame title={isOff ? "You get no more mail" : "Done"} description={data.email}>
        <p role="status" className="text-sm">
          {isOff
            ? "Lintel sends no mail to this address. You are still told in the inbox."
            : `You get no more mail about: ${kinds.join(", ")}. You are still told in the inbox.`}
        </p>
        <SettingsLink />
      </SignInFrame>
    );
  return (
    <SignInFrame title="Less mail from Lintel" description={data.email}>
      {refusal && (
        <Notice tone="danger" className="mb-4">
          {refusal.message}
        </Notice>
      )}
      <div className="flex flex-col gap-3">
        <Button variant="primary" size="lg" busy={isPending && variables === "all"} onClick={() => mutate("all")}>
          Stop all mail
        </Button>
        {kinds.length > 0 && !isKindOff && (
          <Button
            size="lg"
            className="h-auto min-h-10 py-1.5 whitespace-normal"
            busy={isPending && variables === "kinds"}
            onClick={() => mutate("kinds")}
          >
            Stop only: {kinds.join(", ")}
          </Button>
        )}
      </div>
      <p className="mt-4 text-sm text-muted">The inbox in Lintel goes on as before.</p>
      <SettingsLink />
    </SignInFrame>
  );
}

function SettingsLink() {
  return (
    <LinkButton href="/account#notifications" className="mt-4 w-full">
      All settings
    </LinkButton>
  );
}
