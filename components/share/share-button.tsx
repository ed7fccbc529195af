"use client";

import { Share2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { ReviewAt } from "@/client/reviews";
import { Button } from "@/components/ui/button";

const ShareDialog = lazy(() => import("./share-dialog"));

type ShareButtonProps = ReviewAt & {
  lastVersion: number;
  /** Why one may not share, as a sentence; null where one may. */
  refusal: string | null;
};

/** Opens the links of a review. */
export function ShareButton({ team, number, lastVersion, refusal }: ShareButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        icon={<Share2 aria-hidden="true" />}
        disabledReason={refusal}
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
      >
        Share
      </Button>
      {isOpen && (
        <Suspense>
          <ShareDialog team={team} number={number} lastVersion={lastVersion} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
