import { mkdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../error-code';

/** Milliseconds between two signs of life. */
const HEARTBEAT = 2_000;
/** Milliseconds without a sign of life, after which whoever held the lock is taken for dead. */
const STALE = 30_000;
/** Milliseconds between two looks at a lock that is held. */
const PATIENCE = 500;

/** How long is waited for whom; shorter in tests. */
export interface LockTimes {
  readonly heartbeat: number;
  readonly stale: number;
  readonly patience: number;
}

/**
 * Does something while no other process does it. The lock is a folder whose time is renewed while it is held, so that one that
 * was left behind, on whatever machine, is known by its age. Should two ever hold it (one was suspended for longer than that),
 * they do the same work in folders of their own.
 *
 * @param onWait called once, if somebody else holds it.
 */
export async function withBuildLock<T>(
  lock: string,
  work: () => Promise<T>,
  {
    onWait = () => undefined,
    times = { heartbeat: HEARTBEAT, stale: STALE, patience: PATIENCE },
  }: { readonly onWait?: () => void; readonly times?: LockTimes } = {},
): Promise<T> {
  for (let hasWaited = false; !take(lock); hasWaited = true) {
    if (!hasWaited) onWait();
    removeStale(lock, times.stale);
    await sleep(times.patience);
  }
  const heartbeat = setInterval(() => renew(lock), times.heartbeat);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(lock, { recursive: true, force: true });
  }
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function renew(lock: string): void {
  try {
    const now = new Date();
    utimesSync(lock, now, now);
  } catch {
    // Somebody has removed it; the work goes on.
  }
}

function removeStale(lock: string, stale: number): void {
  const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
  if (since === undefined || Date.now() - since < stale) return;
  const aside = `${lock}.${process.pid}.stale`;
  try {
    // One process alone can move it.
    renameSync(lock, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch {
    // Another one was faster.
  }
}
