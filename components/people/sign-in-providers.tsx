"use client";

import { useQuery } from "@tanstack/react-query";
import { getProviders, signIn } from "next-auth/react";
import { accountQuery } from "@/client/account";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

/** Other ways in, where the server offers any. */
export function SignInProviders() {
  const { data: account } = useQuery(accountQuery);
  const { data } = useQuery({
    queryKey: ["providers"],
    queryFn: () => getProviders(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const providers = Object.values(data ?? {}).filter((provider) => provider.id !== "credentials");
  if (!account || providers.length === 0) return null;
  return (
    <Card title="Other ways to sign in" description="A linked provider signs you in to this account.">
      <ul className="flex flex-col gap-2">
        {providers.map(({ id, name }) => (
          <li key={id} className="flex min-h-8 items-center gap-3 text-sm">
            <span className="flex-1">{name}</span>
            {account.providers.includes(id) ? (
              <Badge tone="ok">Linked</Badge>
            ) : (
              <Button size="sm" onClick={() => void signIn(id, { redirectTo: "/account" })}>
                Link
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
