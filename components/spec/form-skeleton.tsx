import { Skeleton } from "@/components/ui/skeleton";
import { findSection, specDefinition } from "@/core/spec/definition";

/** The form while its draft is on the way: everything that does not depend on what was written. */
export function FormSkeleton({ section: key }: { section: string }) {
  const section = findSection(key);
  const number = specDefinition.sections.findIndex((each) => each.key === key) + 1;
  return (
    <div aria-busy="true" className="page-frame grid gap-x-8 pt-5 pb-24 lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <p role="status" className="sr-only">
        Opening the draft
      </p>
      <div className="-ml-2 flex flex-col gap-px pt-7 max-lg:hidden lg:col-start-1">
        {specDefinition.sections.map((each) => (
          <span key={each.key} className="flex min-h-8 items-center gap-2 px-2 text-sm text-muted">
            <Skeleton className="size-3.5 rounded-full" />
            {each.title}
          </span>
        ))}
      </div>
      <main className="min-w-0 max-w-[62rem]">
        <h2 className="text-xl font-semibold tracking-[-0.01em]">
          <span className="mr-1 font-normal text-faint tabular-nums">{number}</span> {section?.title}
        </h2>
        <p className="mt-0.5 mb-5 max-w-prose text-sm text-muted">{section?.help}</p>
        <div className="flex flex-col gap-6">
          {Object.entries(section?.fields ?? {})
            .slice(0, 6)
            .map(([name, field]) => (
              <div key={name} className="flex flex-col gap-1.5">
                <span className="text-sm font-medium">{field.label}</span>
                <Skeleton className="h-20 rounded-md" />
              </div>
            ))}
        </div>
      </main>
    </div>
  );
}
