import { SearchX } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";

/** What stands where no review is; where filters are the reason, what to do about it. */
export default function NothingFound({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered) return <p className="px-6 py-8 text-center text-sm text-muted">Nothing here.</p>;
  return (
    <EmptyState icon={<SearchX aria-hidden="true" />} title="No review matches">
      Titles and numbers are searched. Take a filter away, or look among the archived ones.
    </EmptyState>
  );
}
