/** Answers whether one more is allowed: `burst` at once, then `perSecond`. A clock that is set back takes nothing away. */
export function rateLimit(burst: number, perSecond: number): () => boolean {
  let left = burst;
  let last = performance.now();
  return () => {
    const now = performance.now();
    left = Math.min(burst, left + ((now - last) / 1000) * perSecond);
    last = now;
    if (left < 1) return false;
    left--;
    return true;
  };
}
