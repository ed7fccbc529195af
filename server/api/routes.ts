import { accountRoutes } from "@/server/api/account";
import { checklistRoutes } from "@/server/api/checklists";
import { reviewRoutes } from "@/server/api/reviews";
import type { Route, RouteMap } from "@/server/api/route";
import { teamRoutes } from "@/server/api/teams";

const all = [...accountRoutes, ...teamRoutes, ...reviewRoutes, ...checklistRoutes] as const;

/** Every route of `/api/v1`. */
export const routes: readonly Route[] = all;

/** What each takes and gives, for the typed client. */
export type Api = RouteMap<typeof all>;
