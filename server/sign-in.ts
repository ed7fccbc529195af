import * as accounts from "@/server/accounts";
import { actorOfCookie } from "@/server/actor";
import type { Context } from "@/server/context";
import type { Handle } from "@/server/handle";

/** What next-auth may ask of the database. */
export function signInHandle(context: Context): Handle["auth"] {
  return {
    checkPassword: (input, caller) => accounts.checkPassword(context, input, caller),
    findOrCreateByProfile: (profile, brought) => accounts.findOrCreateByProfile(context, profile, brought),
    startSession: async (userId, caller, cookie) => {
      const before = await actorOfCookie(context, cookie);
      const replaces = before?.via.kind === "session" ? before.via.sessionId : null;
      return accounts.startSession(context, userId, caller, replaces);
    },
    isSessionAlive: (sessionId) => accounts.isSessionAlive(context, sessionId),
    endSession: (sessionId) => accounts.endSession(context, sessionId),
    userOfCookie: async (cookie) => (await actorOfCookie(context, cookie))?.userId ?? null,
  };
}
