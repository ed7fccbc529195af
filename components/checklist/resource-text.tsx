import type { Resource } from "@/core/checklist/lens";

/** A text of a lens, linked where the lens gives an address. */
export function ResourceText({ resource }: { resource: Resource | undefined }) {
  if (!resource?.displayText) return null;
  if (!resource.url) return resource.displayText;
  return (
    <a
      href={resource.url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent-ink underline decoration-accent-line underline-offset-2 hover:decoration-current"
    >
      {resource.displayText}
    </a>
  );
}
