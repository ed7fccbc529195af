import { Skeleton } from "@/components/ui/skeleton";

/** The page while its draft is on the way. */
export function DiagramsSkeleton() {
  return (
    <div
      role="status"
      aria-label="Opening the draft"
      className="page-frame grid gap-6 py-5 lg:grid-cols-[15rem_minmax(0,1fr)]"
    >
      <div className="flex flex-col gap-2 max-lg:hidden">
        {[36, 44, 40, 28].map((width) => (
          <Skeleton key={width} className={`h-6 ${width > 36 ? "w-44" : "w-36"}`} />
        ))}
      </div>
      <Skeleton className="h-[60dvh] rounded-md" />
    </div>
  );
}
