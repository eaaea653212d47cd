import { pause } from '../pause';

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2000;

/**
 * Asks again and again, at growing intervals, until it is so.
 *
 * @param until.timeout in milliseconds.
 * @returns what was found last; undefined where the signal was aborted before anything was.
 */
export async function waitUntil<T>(
  ask: () => Promise<T>,
  isSo: (found: T) => boolean,
  until: { readonly timeout: number; readonly signal?: AbortSignal | undefined },
): Promise<T | undefined> {
  const end = performance.now() + until.timeout;
  let length = FIRST_PAUSE;
  let found: T | undefined;
  while (until.signal?.aborted !== true) {
    found = await ask();
    const left = end - performance.now();
    if (isSo(found) || left <= 0) return found;
    await pause(Math.min(length, left), until.signal);
    length = Math.min(length * 1.5, LONGEST_PAUSE);
  }
  return found;
}
