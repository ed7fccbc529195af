import {
  type MutationOptions,
  type QueryClient,
  type QueryFilters,
  type QueryKey,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { ApiError } from "@/client/api";
import { renewAfterWrite } from "@/client/live-state";

/**
 * What the cached answers that match would hold once the write is done; the same value where they would not change. `back` takes
 * the change out of an answer that has changed otherwise since; without it such an answer is only asked for again.
 */
export type Change = QueryFilters & {
  to: (data: unknown) => unknown;
  back?: ((data: unknown, before: unknown) => unknown) | undefined;
};

/** Types a change by the data of its queries, all of which have the same form. */
export function changeOf<Data>(
  filters: QueryFilters,
  to: (data: Data) => Data,
  back?: (data: Data, before: Data) => Data,
): Change {
  // The key of a query says what form its data has, which its type does not.
  return { ...filters, to: to as Change["to"], back: back as Change["back"] };
}

export type OptimisticWrite<Input, Output> = {
  team: string;
  send: (input: Input) => Promise<Output>;
  changes: (input: Input) => Change[];
  /** Puts what the server answered in the place of what was guessed. */
  taken?: (output: Output, input: Input) => void;
  /** What else the write makes stale. */
  stale: (input: Input) => QueryFilters[];
};

/**
 * A write that shows before the server has answered. Where the server refuses, what was shown is taken back, the mutation fails
 * with the server's reason for the page to say, and the truth is asked for.
 */
export function useOptimistic<Input, Output>(write: OptimisticWrite<Input, Output>) {
  return useMutation(optimistic(useQueryClient(), write));
}

/** The same as a value, for whoever has no component. */
export function optimistic<Input, Output>(
  client: QueryClient,
  write: OptimisticWrite<Input, Output>,
): MutationOptions<Output, ApiError, Input, Shown> {
  return {
    mutationFn: write.send,
    onMutate: (input) => showAhead(client, write.changes(input)),
    onSuccess: (output, input) => write.taken?.(output, input),
    onError: (_reason, _input, shown) => shown?.takeBack(),
    onSettled: (_output, reason, input, shown) => {
      const stale = [...write.stale(input), ...(shown?.touched ?? [])];
      // A refusal makes no event: nobody else will say that the page is out of date.
      if (reason) void whenQuiet(client, () => stale.map((filters) => client.invalidateQueries(filters)));
      else void renewAfterWrite(client, write.team, ...stale);
    },
  };
}

export type Shown = { takeBack: () => void; touched: QueryFilters[] };

/** Shows changes in the cache; `takeBack` puts the old answers back where nothing newer has come. */
export async function showAhead(client: QueryClient, changes: readonly Change[]): Promise<Shown> {
  const hasData = ({ state }: { state: { data?: unknown } }) => state.data !== undefined;
  // An answer on its way would show the old state again. One that is the first of its query is needed and is let come.
  await Promise.all(
    changes.map(({ to: _, back: __, ...filters }) => client.cancelQueries({ ...filters, predicate: hasData })),
  );
  const shown: { queryKey: QueryKey; before: unknown; after: unknown; back: Change["back"] }[] = [];
  for (const { to, back, ...filters } of changes) {
    for (const { queryKey, state } of client.getQueryCache().findAll(filters)) {
      const before = state.data;
      const next = before === undefined ? undefined : to(before);
      if (next === before) continue;
      // It is as old as it was: a page shown later still asks whether it is true.
      client.setQueryData(queryKey, next, { updatedAt: state.dataUpdatedAt });
      shown.push({ queryKey, before, after: client.getQueryData(queryKey), back });
    }
  }
  return {
    touched: shown.map(({ queryKey }) => ({ queryKey, exact: true })),
    takeBack: () => {
      for (const { queryKey, before, after, back } of shown.reverse()) {
        const now = client.getQueryData(queryKey);
        if (now === after) client.setQueryData(queryKey, before);
        else if (now !== undefined && back) client.setQueryData(queryKey, back(now, before));
      }
    },
  };
}

const lookMilliseconds = 40;
const longestWrite = 3000;

/**
 * Does something when no write is under way, since an answer read in the middle of one would show for a moment what was there
 * before it. A write that takes long does not hold it up for ever.
 */
export async function whenQuiet(client: QueryClient, work: () => unknown): Promise<void> {
  const end = performance.now() + longestWrite;
  while (client.isMutating() > 0 && performance.now() < end)
    await new Promise((later) => setTimeout(later, lookMilliseconds));
  await work();
}
