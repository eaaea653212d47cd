import { pause } from '../pause';

/** Milliseconds between two looks: one in twenty of a long soak, else this. */
const PAUSE = 5000;
const LOOKS = 20;

/**
 * Looks again and again for a time, and at its end, as long as all is well.
 *
 * @param isWell looks.
 * @returns whether all was well at every look. Where the signal was aborted, it ends at once with what was seen last.
 */
export async function soak(
  isWell: () => Promise<boolean>,
  { milliseconds, signal }: { readonly milliseconds: number; readonly signal?: AbortSignal | undefined },
): Promise<boolean> {
  const end = performance.now() + milliseconds;
  const length = Math.max(PAUSE, milliseconds / LOOKS);
  const isAborted = (): boolean => signal?.aborted === true;
  for (;;) {
    const left = end - performance.now();
    if (left <= 0 || isAborted()) return true;
    await pause(Math.min(length, left), signal);
    if (!isAborted() && !(await isWell())) return false;
  }
}
