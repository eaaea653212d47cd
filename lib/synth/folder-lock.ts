import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { threadId } from 'node:worker_threads';
import { FederationError } from '../model/federation-error';
import { isSystemError } from './write-failure';

/** So long, in milliseconds, the removal of a lock may take; whoever has begun it longer ago was killed. */
const REMOVAL = 5000;

/**
 * Keeps other runs of this user and machine from writing to a folder, until the function that is returned is called. The lock
 * lies beside other temporary files, so that a run that changes nothing does not touch the folder either. One that a killed
 * run has left does not count. Where temporary files cannot be made there is no lock.
 *
 * @throws FederationError `folder-busy`.
 */
export function lockFolder(path: string): () => void {
  const lock = lockFile(path);
  const owner = `${process.pid} ${threadId} ${randomBytes(8).toString('hex')}`;
  if (lock === undefined) return () => undefined;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const made = make(lock, owner);
    if (made === 'made') {
      return () => {
        if (contentOf(lock) === owner) fs.rmSync(lock, { force: true });
      };
    }
    if (made === 'impossible') return () => undefined;
    const held = contentOf(lock);
    if (held === undefined) continue;
    if (isHeld(held)) throw busy(path, held, lock);
    removeStale(lock, held);
  }
  throw busy(path, '', lock);
}

/** Where the lock of a folder lies: in a folder that is this user's alone. Undefined where there can be none. */
export function lockFile(path: string): string | undefined {
  const user = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `fed8s-locks-${user}`);
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = fs.lstatSync(folder);
    if (!found.isDirectory() || (process.getuid !== undefined && found.uid !== user)) return undefined;
  } catch {
    return undefined;
  }
  return join(folder, createHash('sha256').update(canonical(path)).digest('hex').slice(0, 32));
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

/** Makes a file that is whole from its first moment on, unless there is one. */
function make(file: string, content: string): 'made' | 'there' | 'impossible' {
  const draft = `${file}.${content.replaceAll(' ', '-')}`;
  try {
    fs.writeFileSync(draft, content, { flag: 'wx' });
    fs.linkSync(draft, file);
    return 'made';
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.code === 'EEXIST' ? 'there' : 'impossible';
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/** Removes the lock of a run that is gone, if nobody else has yet: one removes at a time, so that no lock of the living goes. */
function removeStale(lock: string, held: string): void {
  const removal = `${lock}.removal`;
  if (make(removal, `${process.pid} ${threadId} ${randomBytes(8).toString('hex')}`) !== 'made') {
    const since = fs.statSync(removal, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > REMOVAL) fs.rmSync(removal, { force: true });
    else pause();
    return;
  }
  try {
    if (contentOf(lock) === held) fs.rmSync(lock, { recursive: true, force: true });
  } finally {
    fs.rmSync(removal, { force: true });
  }
}

function contentOf(lock: string): string | undefined {
  try {
    // Not to be read if it is anything but a file: a pipe would wait for somebody to write to it.
    return fs.lstatSync(lock).isFile() ? fs.readFileSync(lock, 'utf8') : '';
  } catch {
    return undefined;
  }
}

/** Whether the run that has written a lock is still at work. */
function isHeld(content: string): boolean {
  const [, pid = '', thread] = /^([1-9][0-9]*) ([0-9]+) [0-9a-f]+$/.exec(content) ?? [];
  if (pid === '') return false;
  // Everything here is synchronous: a lock of this very thread was left by an earlier process of its number.
  if (Number(pid) === process.pid) return Number(thread) !== threadId;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return isSystemError(error) && error.code === 'EPERM';
  }
}

function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

function busy(path: string, content: string, lock: string): FederationError {
  const [, pid] = /^([0-9]+) /.exec(content) ?? [];
  return new FederationError({
    code: 'folder-busy',
    severity: 'error',
    message: `Another run${pid === undefined ? '' : ` (process ${pid})`} is writing to ${path}.`,
    remedy: `Wait for it, or give each run a folder of its own; if there is none, remove ${lock}.`,
  });
}
