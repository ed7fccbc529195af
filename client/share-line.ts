import { liveCode, type ShareMessage, type ShowLink, sharePath } from "@/core/live";

export type ShareNews = {
  /** The link may show something else than before; said too when the line was cut and is back. */
  changed: () => void;
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
      if (message.share === "open" || message.share === "changed") news.changed();
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
