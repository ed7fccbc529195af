/** Answers whether one more is allowed: `burst` at once, then `perSecond`. */
export function rateLimit(burst: number, perSecond: number): () => boolean {
  let left = burst;
  let last = Date.now();
  return () => {
    const now = Date.now();
    left = Math.min(burst, left + ((now - last) / 1000) * perSecond);
    last = now;
    if (left < 1) return false;
    left--;
    return true;
  };
}
