"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { accountQuery } from "@/client/account";
import { useUpdateAccount } from "@/client/account-changes";
import { NotificationSettings } from "@/components/notifications/notification-settings";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PageHeader } from "@/components/ui/page-header";
import { toast } from "@/components/ui/toast";
import { PasswordCard } from "./password-card";
import { Sessions } from "./sessions";
import { SignInProviders } from "./sign-in-providers";
import { Tokens } from "./tokens";

/** One's own name, password, sign-ins and tokens. */
export function Account() {
  const { data: account } = useQuery(accountQuery);
  return (
    <main className="flex-1">
      <PageHeader title="Account" description={account?.email} />
      <div className="flex w-full max-w-3xl flex-col gap-5 px-4 py-6 sm:px-6">
        <Profile />
        <NotificationSettings />
        <PasswordCard />
        <SignInProviders />
        <Sessions />
        <Tokens />
      </div>
    </main>
  );
}

function Profile() {
  const { data: account } = useQuery(accountQuery);
  const [typed, setTyped] = useState<string>();
  const update = useUpdateAccount();
  if (!account) return null;
  const name = typed ?? account.name;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await update.mutateAsync(name).then(
      () => true,
      () => false,
    );
    if (!saved) return;
    setTyped(undefined);
    toast.success("Name saved");
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card
        title="Profile"
        footer={
          <Button
            type="submit"
            variant="primary"
            className="ml-auto"
            busy={update.isPending}
            disabledReason={name === account.name ? "The name is as it was." : null}
          >
            Save
          </Button>
        }
      >
        <div className="flex items-start gap-4">
          <Avatar name={name || "?"} size="lg" decorative />
          <div className="grid min-w-0 flex-1 gap-4 sm:grid-cols-2">
            <Field label="Name" error={update.error?.field("name") ?? update.error?.message}>
              <Input
                value={name}
                maxLength={100}
                autoComplete="name"
                onChange={(event) => setTyped(event.target.value)}
              />
            </Field>
            <Field label="E-mail" hint="You sign in with it.">
              <Input value={account.email} readOnly />
            </Field>
          </div>
        </div>
      </Card>
    </form>
  );
}
