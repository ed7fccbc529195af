/**
 * The milliseconds since it was started, by whichever of two clocks says more: one stands still while the device sleeps, and the
 * other may be set back.
 */
export function startStopwatch(): { restart: () => void; elapsed: () => number } {
  let steady = performance.now();
  let wall = Date.now();
  return {
    restart: () => {
      steady = performance.now();
      wall = Date.now();
    },
    elapsed: () => Math.max(performance.now() - steady, Date.now() - wall),
  };
}
