"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ApiError } from "@/client/api";

export type Connection = "connected" | "offline" | "unreachable" | "signed-out";

/** While the server does not answer, it is asked this often whether it does again. */
const ASK_AGAIN_MS = 3000;

/**
 * Whether the server can be reached and still knows who one is: the browser's own word, and what happened to the last
 * requests. When it is back, whatever could not be loaded is loaded.
 */
export function useConnection(): Connection {
  const queryClient = useQueryClient();
  const [connection, setConnection] = useState<Connection>("connected");
  useEffect(() => {
    const listen = () => setConnection(navigator.onLine ? "connected" : "offline");
    listen();
    window.addEventListener("online", listen);
    window.addEventListener("offline", listen);
    const stopWatching = queryClient.getQueryCache().subscribe((event) => {
      if (event.type !== "updated" || !navigator.onLine) return;
      if (event.action.type === "error") {
        const trouble = troubleOf(event.action.error);
        if (trouble) setConnection(trouble);
      }
      if (event.action.type === "success" && !event.action.manual) setConnection("connected");
    });
    return () => {
      window.removeEventListener("online", listen);
      window.removeEventListener("offline", listen);
      stopWatching();
    };
  }, [queryClient]);
  useEffect(() => {
    if (connection !== "unreachable") return;
    const timer = setInterval(async () => {
      const isBack = await fetch("/readyz", { cache: "no-store" }).then(
        (reply) => reply.ok,
        () => false,
      );
      if (!isBack) return;
      setConnection("connected");
      void queryClient.invalidateQueries();
    }, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [connection, queryClient]);
  return connection;
}

/** What a failure says of the connection; other refusals say nothing of it. */
function troubleOf(error: Error): Connection | undefined {
  if (!(error instanceof ApiError)) return undefined;
  if (error.status === 401) return "signed-out";
  return error.status === 0 || error.status === 503 ? "unreachable" : undefined;
}
