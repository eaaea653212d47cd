import { setTimeout as delay } from 'node:timers/promises';

/** Time and chance as retries see them, so that tests need not wait. */
export interface Pacing {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to less than 1. */
  readonly random: () => number;
  /** Ends early, without an error, where the signal is aborted. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** The clock on the wall. */
export const realPacing: Pacing = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: async (milliseconds, signal) => {
    try {
      await delay(milliseconds, undefined, { ...(signal && { signal }) });
    } catch {
      // aborted: whoever sleeps looks at the signal
    }
  },
};
