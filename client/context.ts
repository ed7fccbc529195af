import { QueryClient } from "@tanstack/react-query";
import { ApiError, api, type Caller } from "@/client/api";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: ApiError;
  }
}

/**
 * How queries reach the API: over the network in a browser, through the in-process handle while a page is rendered on the
 * server, where the caller with that request's cookies is kept with its own query client.
 */
const callers = new WeakMap<QueryClient, Caller>();

export function callerFor(client: QueryClient): Caller {
  return callers.get(client) ?? api;
}

/** A query client of a browser, or of one request on the server (`caller` given). */
export function createQueryClient(caller?: Caller): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A refusal will be the same the next time; only a lost connection or an ailing server is tried again.
        retry: (failures, error) =>
          failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
      },
      mutations: { retry: false },
    },
  });
  if (caller) callers.set(client, caller);
  return client;
}
