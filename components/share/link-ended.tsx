import { Unlink } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";

/** What is left to see where a link does not work: the same, whatever the reason. */
export function LinkEnded() {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <EmptyState icon={<Unlink />} title={<h1>This link does not work</h1>}>
        It may have expired or been taken back. Ask whoever sent it for a new one.
      </EmptyState>
    </main>
  );
}
