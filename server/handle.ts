import type { BroughtAlong, Profile, ProfileRefusal, SignIn } from "@/server/accounts";
import type { Caller } from "@/server/api/route";
import type { Api } from "@/server/api/routes";

/**
 * What the process lends to Next, which runs in it but is bundled apart: the API without a network between, and the few
 * questions of next-auth that reach the database. Nothing of the server is imported by pages, only this is asked.
 */
export type Handle = {
  fetch: (request: Request) => Response | Promise<Response>;
  auth: {
    checkPassword: (input: { email: string; password: string }, caller: Caller) => Promise<SignIn>;
    findOrCreateByProfile: (
      profile: Profile,
      brought: BroughtAlong,
    ) => Promise<{ userId: string } | { refused: ProfileRefusal }>;
    /** `cookie` is the Cookie header of the browser that signs in: the session in it ends. */
    startSession: (userId: string, caller: Caller, cookie: string) => Promise<string>;
    isSessionAlive: (sessionId: string) => Promise<boolean>;
    endSession: (sessionId: string) => Promise<void>;
    userOfCookie: (cookie: string) => Promise<string | null>;
  };
};

declare global {
  var lintel: Handle | undefined;
}

export type { Api };
