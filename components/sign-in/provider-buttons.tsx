"use client";

import { useQuery } from "@tanstack/react-query";
import { LogIn } from "lucide-react";
import { getProviders, signIn } from "next-auth/react";
import { Button } from "@/components/ui/button";

/** One button for each outside provider that is configured; nothing where there is none. */
export function ProviderButtons({ next }: { next: string }) {
  const { data } = useQuery({
    queryKey: ["providers"],
    queryFn: () => getProviders(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const providers = Object.values(data ?? {}).filter((provider) => provider.id !== "credentials");
  if (providers.length === 0) return null;
  return (
    <>
      <div className="my-4 flex items-center gap-3 text-xs text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </div>
      <div className="flex flex-col gap-2">
        {providers.map((provider) => (
          <Button
            key={provider.id}
            size="lg"
            icon={<LogIn aria-hidden="true" />}
            onClick={() => void signIn(provider.id, { redirectTo: next })}
          >
            Continue with {provider.name}
          </Button>
        ))}
      </div>
    </>
  );
}
