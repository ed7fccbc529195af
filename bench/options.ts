export type Options = {
  /** Workloads to run; all of them if none is named. */
  names: string[];
  /** Numbers of reviews in the team. */
  sizes: number[];
  /** Short rounds: the figures say less, the run shows that everything works. */
  isQuick: boolean;
  /** Where to leave CPU profiles of Lintel, if anywhere. */
  profile: string | undefined;
  /** A data folder to keep the seeded databases in for the next run. */
  keep: string | undefined;
};

/** Reads `[name…] [--sizes 1000,10000] [--quick] [--profile folder] [--keep folder]`. */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const options: Options = { names: [], sizes: [1000, 10_000], isQuick: false, profile: undefined, keep: undefined };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (arg === "--quick") options.isQuick = true;
    else if (arg === "--sizes") options.sizes = (args[++at] ?? "").split(",").map(Number);
    else if (arg === "--profile") options.profile = args[++at];
    else if (arg === "--keep") options.keep = args[++at];
    else if (known.includes(arg)) options.names.push(arg);
    else throw new Error(`There is no bench “${arg}”. There are: ${known.join(", ")}.`);
  }
  if (options.sizes.some((size) => !Number.isInteger(size) || size < 100))
    throw new Error("--sizes takes numbers of reviews, 100 or more, with commas between them.");
  return options;
}
