import { accountRoutes } from "@/server/api/account";
import { checklistRoutes } from "@/server/api/checklists";
import { diagramRoutes } from "@/server/api/diagrams";
import { draftRoutes } from "@/server/api/drafts";
import { exchangeRoutes } from "@/server/api/exchange";
import { lensRoutes } from "@/server/api/lenses";
import { notificationRoutes } from "@/server/api/notifications";
import { publicBoardRoutes } from "@/server/api/public-board";
import { reviewRoutes } from "@/server/api/reviews";
import type { Route, RouteMap } from "@/server/api/route";
import { searchRoutes } from "@/server/api/search";
import { shareLinkRoutes } from "@/server/api/share-links";
import { sharedRoutes } from "@/server/api/shared";
import { teamRoutes } from "@/server/api/teams";
import { threadRoutes } from "@/server/api/threads";
import { versionRoutes } from "@/server/api/versions";
import { viewRoutes } from "@/server/api/views";

const all = [
  ...accountRoutes,
  ...teamRoutes,
  ...reviewRoutes,
  ...checklistRoutes,
  ...lensRoutes,
  ...draftRoutes,
  ...versionRoutes,
  ...threadRoutes,
  ...diagramRoutes,
  ...exchangeRoutes,
  ...searchRoutes,
  ...notificationRoutes,
  ...viewRoutes,
  ...publicBoardRoutes,
  ...shareLinkRoutes,
  ...sharedRoutes,
] as const;

/** Every route of `/api/v1`. */
export const routes: readonly Route[] = all;

/** What each takes and gives, for the typed client. */
export type Api = RouteMap<typeof all>;
