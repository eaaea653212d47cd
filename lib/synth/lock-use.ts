import { resolve } from 'node:path';
import { FederationError } from '../model/federation-error';
import { LOCK_FILE, type LockedDecisions } from '../model/locked-decisions';
import { type LockSection } from '../plan/lock/lock';
import { sectionDifferences } from '../plan/lock/section-differences';
import { keptDecisions } from './kept-decisions';
import { lockedOutput, readLockFile } from './lock-file';

/**
 * What a run does with the lock. `keep`: what was decided stays as far as it can, and what is new is written. `refresh`: everything
 * is decided anew. `frozen`: it is an error where the lock would change.
 */
export type LockMode = 'keep' | 'refresh' | 'frozen';

/** Stands for a lock that is not wanted. */
export const NO_LOCK = 'none';

/** The lock of one output folder, as a run has found it. */
export interface LockUse {
  readonly file: string;
  /** The section of it. */
  readonly output: string;
  readonly mode: LockMode;
  /** Undefined where the lock has nothing of this output folder. */
  readonly before: LockSection | undefined;
}

/**
 * The lock of an output folder. Where none is named it is `fed8s.lock.json` in the current folder, for output folders below that
 * one: what is written elsewhere, to be looked at, leaves no trace. Undefined where there is none.
 *
 * @throws FederationError `invalid-call` where it is to be frozen and there can be none, and whatever `readLockFile` throws.
 */
export function useLock(asked: {
  readonly outdir: string;
  readonly file: string | undefined;
  readonly mode: LockMode;
}): LockUse | undefined {
  const { outdir, mode } = asked;
  const isBelow = !lockedOutput(LOCK_FILE, outdir).startsWith('..') && resolve(outdir) !== resolve('.');
  const file = asked.file ?? (isBelow ? LOCK_FILE : NO_LOCK);
  if (file !== NO_LOCK) {
    const output = lockedOutput(file, outdir);
    return { file, output, mode, before: readLockFile(file)?.outputs.get(output) };
  }
  if (mode === 'keep') return undefined;
  throw new FederationError({
    code: 'invalid-call',
    severity: 'error',
    message: `The lock is to be ${mode === 'frozen' ? 'frozen' : 'refreshed'}, and ${outdir} has none.`,
    remedy: `Name the lock (--lock, FED8S_LOCK), or write to a folder below the current one, whose lock is ${LOCK_FILE}.`,
  });
}

/** What is to stay as it was. */
export function decisionsToKeep(use: LockUse | undefined): LockedDecisions | undefined {
  return use?.before === undefined || use.mode === 'refresh' ? undefined : keptDecisions(use.before);
}

/**
 * Reads the lock again, where no other run can write to the output folder any more.
 *
 * @throws FederationError `folder-busy` where it is not what the run was resolved with, and whatever `readLockFile` throws.
 */
export function refuseOtherLock({ file, output, before }: LockUse): void {
  const now = readLockFile(file)?.outputs.get(output);
  const isSame = now === undefined ? before === undefined : sectionDifferences(before, now).length === 0;
  if (isSame) return;
  throw new FederationError({
    code: 'folder-busy',
    severity: 'error',
    message: 'Another run has written the lock meanwhile, so that this one has not kept what is decided there.',
    remedy: 'Run again.',
    origin: file,
  });
}
