import { WebSocket as NodeSocket } from "ws";
import { cookieOf, type TestMember } from "@/server/live/testing";
import { type OpenDraft, openDraft } from "./open-draft";

export type TestPage = {
  draft: OpenDraft;
  /** Loses the connection, and every further one until it is mended. */
  cut: () => void;
  mend: () => void;
};

/** A page with an open draft, in all but the browser. */
export async function openPage(server: { port: number }, member: TestMember, reviewId: string): Promise<TestPage> {
  const cookie = await cookieOf(member);
  const origin = `http://127.0.0.1:${server.port}`;
  let isCut = false;
  const sockets = new Set<NodeSocket>();
  const draft = openDraft({
    reviewId,
    user: { id: member.userId, name: member.name },
    url: `ws://127.0.0.1:${server.port}/live`,
    makeSocket: (url) => {
      const socket = new NodeSocket(isCut ? "ws://127.0.0.1:1/" : url, { headers: { cookie, origin } });
      socket.on("error", () => {});
      sockets.add(socket);
      // A browser's socket in all that is used here.
      return socket as unknown as WebSocket;
    },
  });
  return {
    draft,
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.terminate();
    },
    mend: () => {
      isCut = false;
      draft.retry();
    },
  };
}
