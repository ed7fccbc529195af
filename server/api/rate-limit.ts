import { LintelError } from "@/core/errors";
import type { Config } from "@/server/config";

type Bucket = { tokens: number; at: number };
const buckets = new Map<string, Bucket>();
const mostBuckets = 20_000;

/**
 * Takes one request from the caller's bucket, which refills evenly over a minute and holds a minute's worth: a page may ask in
 * bursts, a loop may not. Kept in memory and per process; throws `rate_limited` with the seconds to wait.
 */
export function takeToken(config: Pick<Config, "requestsPerMinute">, caller: string, now: number = Date.now()): void {
  const most = config.requestsPerMinute;
  if (most === 0) return;
  if (buckets.size >= mostBuckets) buckets.clear();
  const bucket = buckets.get(caller) ?? { tokens: most, at: now };
  bucket.tokens = Math.min(most, bucket.tokens + ((now - bucket.at) / 60_000) * most);
  bucket.at = now;
  buckets.set(caller, bucket);
  if (bucket.tokens < 1) {
    const retryAfter = Math.ceil(((1 - bucket.tokens) * 60) / most);
    throw new LintelError("rate_limited", `More than ${most} requests in a minute. Wait ${retryAfter} s.`, {
      retryAfter,
    });
  }
  bucket.tokens -= 1;
}
