type FaultListProps = { label: string; faults: readonly { path: string; message: string }[] };

/** What is wrong with a file, each fault under its place in it. */
export function FaultList({ label, faults }: FaultListProps) {
  return (
    <ul aria-label={label} className="flex flex-col gap-1.5 text-xs">
      {faults.map(({ path, message }) => (
        <li key={`${path} ${message}`} className="min-w-0">
          <code className="block font-mono text-2xs break-all text-muted">{path || "the whole file"}</code>
          {message}
        </li>
      ))}
    </ul>
  );
}
