"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { getProviders, signIn } from "next-auth/react";
import { accountQuery } from "@/client/account";
import { problemOf } from "@/components/sign-in/sign-in-with";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";

/** Other ways in, where the server offers any. */
export function SignInProviders() {
  const { data: account } = useQuery(accountQuery);
  const { data } = useQuery({
    queryKey: ["providers"],
    queryFn: () => getProviders(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const problem = problemOf(useSearchParams().get("error"));
  const providers = Object.values(data ?? {}).filter((provider) => provider.id !== "credentials");
  if (!account || providers.length === 0) return null;
  return (
    <Card title="Other ways to sign in" description="A linked provider signs you in to this account.">
      {problem && (
        <Notice tone="danger" className="mb-3">
          {problem}
        </Notice>
      )}
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
