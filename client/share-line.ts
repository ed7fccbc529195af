import { liveCode, type ShareMessage, type ShowLink, sharePath } from "@/core/live";

export type ShareNews = {
  /** The link may show something else than before: all of it, also where the line was cut and is back, or its threads alone. */
  changed: (what: "all" | "threads") => void;
  /** The link has ended for this browser. */
  ended: () => void;
  /** Its password is wanted, again or for the first time. */
  locked: () => void;
};

const shortestWait = 500;
const longestWait = 15_000;

/** Keeps a line to the server for the page of a link, again and again after it is cut. Gives the way to close it. */
export function openShareLine(token: string, news: ShareNews): () => void {
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  let wait = shortestWait;

  const open = () => {
    const url = new URL(sharePath, window.location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(url);
    socket.onopen = () => socket?.send(JSON.stringify({ token } satisfies ShowLink));
    socket.onmessage = ({ data }) => {
      const message: ShareMessage = JSON.parse(data);
      wait = shortestWait;
      news.changed(message.share === "threads" ? "threads" : "all");
    };
    socket.onclose = ({ code }) => {
      if (isClosed) return;
      if (code === liveCode.notFound) news.ended();
      else if (code === liveCode.signedOut) news.locked();
      else if (code !== liveCode.badMessage) {
        timer = setTimeout(open, wait);
        wait = Math.min(wait * 2, longestWait);
      }
    };
  };
  open();
  return () => {
    isClosed = true;
    clearTimeout(timer);
    socket?.close();
  };
}
