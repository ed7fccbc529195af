import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/client/api";
import { lensesQuery } from "@/client/lenses";

/** Takes in the text of a lens file. */
export function useImportLens(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (text: string) =>
      api("POST /teams/{team}/lenses", { params: { team }, body: { text }, idempotencyKey: crypto.randomUUID() }),
    onSuccess: () => refresh(client, team),
  });
}

export function useArchiveLens(team: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (lens: string) => api("DELETE /teams/{team}/lenses/{lens}", { params: { team, lens } }),
    onSuccess: () => refresh(client, team),
  });
}

/** Every review of the team is scored by the lenses as they are now. */
async function refresh(client: QueryClient, team: string): Promise<void> {
  client.removeQueries({
    predicate: ({ queryKey: [noun, of, , part] }) => noun === "review" && of === team && part === "checklist",
  });
  await client.invalidateQueries({ queryKey: lensesQuery(team).queryKey });
}
