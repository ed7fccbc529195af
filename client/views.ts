import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, type Reply } from "@/client/api";
import { callerFor } from "@/client/context";

export type View = Reply<"GET /teams/{team}/views">["items"][number];

/** The views of the board one may use: one's own, and those of the team. */
export const viewsQuery = (team: string) =>
  queryOptions({
    queryKey: ["team", team, "views"],
    queryFn: ({ client, signal }) => callerFor(client)("GET /teams/{team}/views", { params: { team }, signal }),
    staleTime: 60_000,
  });

function useViewMutation<Input, Output>(team: string, mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => client.invalidateQueries(viewsQuery(team)) });
}

export function useSaveView(team: string) {
  return useViewMutation(team, (body: { name: string; query: string; isShared: boolean }) =>
    api("POST /teams/{team}/views", { params: { team }, body, idempotencyKey: crypto.randomUUID() }),
  );
}

export function useUpdateView(team: string) {
  return useViewMutation(
    team,
    ({ id, ...body }: { id: string; name?: string; query?: string; isShared?: boolean; revision: number }) =>
      api("PATCH /teams/{team}/views/{id}", { params: { team, id }, body }),
  );
}

export function useDeleteView(team: string) {
  return useViewMutation(team, (id: string) => api("DELETE /teams/{team}/views/{id}", { params: { team, id } }));
}
