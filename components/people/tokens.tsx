"use client";

import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { tokensQuery } from "@/client/account";
import { useRevokeToken } from "@/client/account-changes";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { toast } from "@/components/ui/toast";

const TokenDialog = lazy(() => import("./token-dialog"));

/** Keys for programs that act as oneself. */
export function Tokens() {
  const { data } = useQuery(tokensQuery);
  const [isMaking, setIsMaking] = useState(false);
  const revoke = useRevokeToken();
  if (!data) return null;
  return (
    <Card
      flush
      title="API tokens"
      description="For programs: they may do what you may, or only read."
      actions={
        <Button size="sm" icon={<Plus aria-hidden="true" />} onClick={() => setIsMaking(true)}>
          New token
        </Button>
      }
    >
      {data.items.length === 0 && <p className="px-4 py-4 text-sm text-muted">You have no tokens.</p>}
      <ul aria-label="API tokens">
        {data.items.map((token) => (
          <li key={token.id} className="flex items-center gap-3 border-b border-line px-4 py-2 last:border-0">
            <KeyRound aria-hidden="true" className="size-4 shrink-0 text-muted" />
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm font-medium">{token.name}</p>
              <p className="truncate text-xs text-muted">
                {token.scope === "read" ? "May only read" : "May read and write"}
                {token.expiresAt && (
                  <>
                    , expires <RelativeTime at={token.expiresAt} />
                  </>
                )}
                ,{" "}
                {token.lastUsedAt ? (
                  <>
                    used <RelativeTime at={token.lastUsedAt} />
                  </>
                ) : (
                  "never used"
                )}
              </p>
            </div>
            <Button
              size="sm"
              variant="danger-quiet"
              onClick={() => revoke.mutate(token.id, { onError: (error) => toast.error(error.message) })}
            >
              Revoke
            </Button>
          </li>
        ))}
      </ul>
      {isMaking && (
        <Suspense>
          <TokenDialog onClose={() => setIsMaking(false)} />
        </Suspense>
      )}
    </Card>
  );
}
