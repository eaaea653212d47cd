import { setTimeout } from 'node:timers/promises';

/** Waits so many milliseconds, or until the signal is aborted. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { ...(signal && { signal }) });
  } catch {
    // It was aborted, which is no failure: whoever waits looks at the signal.
  }
}
