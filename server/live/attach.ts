import type { Server } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { eventsPath, livePath, sharePath } from "@/core/live";
import type { Context } from "@/server/context";
import { followEdits } from "@/server/draft-projection";
import { draftChannel } from "@/server/draft-store";
import { listen } from "@/server/listen";
import { createDraftSockets } from "@/server/live/draft-sockets";
import { createEventStream } from "@/server/live/event-stream";
import { openGate } from "@/server/live/gate";
import { createShareSockets } from "@/server/live/share-sockets";
import { presenceChannel, sharePresence } from "@/server/live/shared-presence";
import { eventChannel, inboxChannel } from "@/server/publish";
import { shareChannel } from "@/server/share-links";

export type Live = {
  /** Tells every socket to come back later (1012) and waits for the commits under way. Whatever was acknowledged is stored. */
  close: () => Promise<void>;
};

/** On which the operations that end sessions or change members tell of it. */
const accessChannel = "lintel_access";

/** Rights that were lost are noticed within this time even where nobody tells of it. */
const rightsMilliseconds = 800;
const missedMilliseconds = 5000;
const presenceMilliseconds = 15_000;

export const isLivePath = (url: string | undefined) => {
  const path = url?.split("?", 1)[0];
  return path === livePath || path === eventsPath || path === sharePath;
};

/** Takes the WebSocket upgrades at `/live`, `/live/events` and `/live/share`, and keeps their sockets in step with the other processes. */
export function attachLive(server: Server, context: Context): Live {
  const presence = sharePresence(context);
  const drafts = createDraftSockets(context, presence);
  const stream = createEventStream(context);
  const shared = createShareSockets(context);
  const following = followEdits(context);
  const gate = openGate(server, context, [drafts.entrance, stream.entrance, shared.entrance]);

  const look = quietly(context, () =>
    Promise.all([drafts.lookForMissed(), stream.lookForMissed(), shared.lookForMissed()]),
  );
  const check = quietly(context, () => Promise.all([drafts.checkRights(), stream.checkRights(), shared.checkRights()]));
  const beat = quietly(context, presence.beat);
  const timers = [
    setInterval(check, rightsMilliseconds),
    setInterval(look, missedMilliseconds),
    setInterval(beat, presenceMilliseconds),
  ];
  const channels = [
    listen(context, draftChannel, look, drafts.hear),
    listen(context, eventChannel, look, (payload) => {
      stream.hear(payload);
      shared.hearEvents(payload);
    }),
    listen(context, shareChannel, check, shared.hearLink),
    listen(context, inboxChannel, stream.tellEverybody, stream.tellInbox),
    listen(context, presenceChannel, beat, presence.hear),
    listen(context, accessChannel, check, check),
  ];

  return {
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      following.stop();
      await gate.close(drafts.settle());
      drafts.close();
      stream.close();
      // With the database away there is nobody to tell.
      await Promise.race([
        Promise.all([presence.close().catch(() => {}), ...channels.map((channel) => channel.stop())]),
        wait(500, undefined, { ref: false }),
      ]);
    },
  };
}

/**
 * The same work, one at a time, and once more where it was asked for meanwhile; it is tried again soon, so a failure is only
 * noted.
 */
function quietly({ log }: Context, work: () => Promise<unknown>): () => void {
  let isRunning = false;
  let isWanted = false;
  return function run() {
    isWanted = true;
    if (isRunning) return;
    isRunning = true;
    isWanted = false;
    work()
      .catch((error) => log.debug({ err: error }, "a look at the database failed"))
      .finally(() => {
        isRunning = false;
        if (isWanted) run();
      });
  };
}
