import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { FederationError } from '../model/federation-error';
import { isSystemError } from './write-failure';

/**
 * Keeps other runs of this user and machine from writing to a folder, until the function that is returned is called. The lock
 * lies beside other temporary files, so that a run that changes nothing does not touch the folder either. One that a killed
 * run has left does not count. Where temporary files cannot be made there is no lock.
 *
 * @throws FederationError `folder-busy`.
 */
export function lockFolder(path: string): () => void {
  const user = process.getuid?.() ?? 0;
  const key = createHash('sha256').update(canonical(path)).digest('hex').slice(0, 32);
  const lock = join(tmpdir(), `fed8s-${user}-${key}.lock`);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => fs.rmSync(lock, { force: true });
    } catch (error) {
      if (!isSystemError(error)) throw error;
      if (error.code !== 'EEXIST') return () => undefined;
    }
    const owner = ownerOf(lock);
    if (owner !== undefined && isAlive(owner)) throw busy(path, owner, lock);
    fs.rmSync(lock, { force: true });
  }
  throw busy(path, undefined, lock);
}

/** The path by which everybody knows a folder, whether it is there already or not. */
function canonical(path: string): string {
  const full = resolve(path);
  try {
    return fs.realpathSync(full);
  } catch {
    return dirname(full) === full ? full : join(canonical(dirname(full)), basename(full));
  }
}

/** The process that holds a lock; undefined where it says none, or is gone. */
function ownerOf(lock: string): number | undefined {
  try {
    const text = fs.readFileSync(lock, 'utf8');
    return /^[1-9][0-9]*$/.test(text) ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  // Everything here is synchronous: a lock of this very process was left by an earlier one of its number.
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isSystemError(error) && error.code === 'EPERM';
  }
}

function busy(path: string, owner: number | undefined, lock: string): FederationError {
  return new FederationError({
    code: 'folder-busy',
    severity: 'error',
    message: `Another run${owner === undefined ? '' : ` (process ${owner})`} is writing to ${path}.`,
    remedy: `Wait for it, or give each run a folder of its own; if there is none, remove ${lock}.`,
  });
}
