import { Compass } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

export default function TeamNotFound() {
  return (
    <main className="flex flex-1 items-center justify-center">
      {/* The page that would have had a title was not found. */}
      <title>Not found · Lintel</title>
      <EmptyState
        icon={<Compass />}
        title={<h1>There is nothing at this address</h1>}
        actions={<LinkButton href="/">Go to your team</LinkButton>}
      >
        It may have been moved or removed, or it belongs to a team you are not a member of.
      </EmptyState>
    </main>
  );
}
