import autocannon, { type Request as Sent } from "autocannon";
import type { Round } from "./measure";
import type { Served } from "./processes";

export type Request = { path: string; method?: "GET" | "POST"; headers?: Record<string, string>; body?: string };

/**
 * Sends requests over so many connections for so many seconds, each connection as fast as its replies come. Every connection
 * begins at another place of the list, so that the same thing is rarely asked twice at once.
 */
export async function load(
  server: Served,
  requests: readonly Request[],
  options: { connections: number; seconds: number },
): Promise<Round> {
  const times: number[] = [];
  let bytes = 0;
  let failures = 0;
  let connection = 0;
  const begin = performance.now();
  const cpu = server.cpu();
  const instance = autocannon({
    url: server.base,
    connections: options.connections,
    duration: options.seconds,
    timeout: 30,
    setupClient: (client) => {
      const from = Math.floor((connection++ * requests.length) / options.connections);
      client.setRequests([...requests.slice(from), ...requests.slice(0, from)] as Sent[]);
    },
  });
  instance.on("response", (_client, status, size, milliseconds) => {
    times.push(milliseconds);
    bytes += size;
    if (status >= 300) failures++;
  });
  const result = await instance;
  const seconds = (performance.now() - begin) / 1000;
  return {
    rate: times.length / Math.min(seconds, result.duration || seconds),
    times,
    errors: failures + result.errors + result.timeouts,
    bytes: bytes / Math.max(1, times.length),
    cpu: (server.cpu() - cpu) / Math.max(1, times.length),
  };
}
