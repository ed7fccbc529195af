import { SignInFrame } from "@/components/sign-in/sign-in-frame";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";

export default function UnknownSubscription() {
  return (
    <SignInFrame title="This link cannot be used">
      <Notice tone="warn">It is not whole, or the account is gone. Sign in to choose what you are told of.</Notice>
      <LinkButton href="/account#notifications" className="mt-4 w-full">
        All settings
      </LinkButton>
    </SignInFrame>
  );
}
