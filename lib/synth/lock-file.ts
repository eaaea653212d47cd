import * as fs from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { FederationError, isFederationError } from '../model/federation-error';
import { type ProblemCode } from '../model/problem-codes';
import { type Lock, type LockSection } from '../plan/lock/lock';
import { lockText } from '../plan/lock/lock-text';
import { invalidLock, readLock } from '../plan/lock/read-lock';
import { lockFolder } from './folder-lock';
import { removeLeftovers, replaceFile } from './replace-file';
import { isSystemError, writeFailure } from './write-failure';

/** A larger file is not read, and so never written. */
const MAX_BYTES = 64 * 1024 * 1024;
/** So long, in milliseconds, one run waits for another that writes its section. */
const PATIENCE = 10_000;

// A pipe that stands in place of the file does not stop us. Windows does not know the flag.
const READ = fs.constants.O_RDONLY | fs.constants.O_NONBLOCK;

/** The name of an output folder in a lock: its path from the folder of the lock, with slashes; `.` for that folder itself. */
export function lockedOutput(lockFile: string, outdir: string): string {
  const path = relative(dirname(resolve(lockFile)), resolve(outdir));
  return path === '' ? '.' : path.split(sep).join('/');
}

/**
 * Reads a lock file, through links. Undefined only where nothing stands at its path.
 *
 * @throws FederationError `unreadable-file`, `file-too-large`, `invalid-lock`.
 */
export function readLockFile(path: string): Lock | undefined {
  const bytes = bytesOf(path);
  return bytes === undefined ? undefined : lockOf(bytes, path);
}

/**
 * Finds out whether {@link writeLockSection} can do its work, before anything else is written: where it cannot, a tree would be
 * without its lock. A lock that holds the text already need not be writable.
 *
 * @throws FederationError as {@link readLockFile}, `write-failed`.
 */
export function refuseUnwritable(path: string, output: string, section: LockSection): void {
  if (textOf(path, withSection(output, section)) === undefined) return;
  try {
    const isThere = fs.statSync(path, { throwIfNoEntry: false }) !== undefined;
    const file = isThere ? fs.realpathSync(path) : path;
    if (isThere) fs.accessSync(file, fs.constants.W_OK);
    fs.accessSync(dirname(file), fs.constants.W_OK | fs.constants.X_OK);
  } catch (error) {
    throw writeFailure(error, path);
  }
}

/**
 * Writes what a run leaves behind of one output folder, and leaves every other section as it is at that moment. A lock that
 * cannot be read is not written over, and one that holds the text already is not touched. A link is followed: the file that it
 * leads to is replaced.
 *
 * @param output see {@link lockedOutput}.
 * @throws FederationError as {@link readLockFile}; `folder-busy` where another run does not end its own writing; `write-failed`.
 */
export function writeLockSection(path: string, output: string, section: LockSection): 'written' | 'unchanged' {
  return rewrite(path, withSection(output, section));
}

/**
 * Keeps the id of an owner's inventories, as {@link writeLockSection} keeps a section. The id that is there wins.
 *
 * @returns the id that is kept.
 * @throws FederationError as {@link writeLockSection}.
 */
export function keepInventoryId(path: string, owner: string, id: string): string {
  let kept = id;
  rewrite(path, ({ outputs, inventories }) => {
    kept = inventories.get(owner) ?? id;
    return { outputs, inventories: new Map([...inventories, [owner, kept]]) };
  });
  return kept;
}

type Rewrite = (lock: Lock) => Lock;

function withSection(output: string, section: LockSection): Rewrite {
  return ({ outputs, inventories }) => ({ outputs: new Map([...outputs, [output, section]]), inventories });
}

function rewrite(path: string, change: Rewrite): 'written' | 'unchanged' {
  const unlock = lockWhenFree(path);
  try {
    const text = textOf(path, change);
    if (text === undefined) return 'unchanged';
    replace(path, text);
    return 'written';
  } finally {
    unlock();
  }
}

const EMPTY: Lock = { outputs: new Map(), inventories: new Map() };

/** The text of a lock after a change; undefined where it holds that text already. */
function textOf(path: string, change: Rewrite): Buffer | undefined {
  const found = bytesOf(path);
  const text = Buffer.from(lockText(change(found === undefined ? EMPTY : lockOf(found, path))));
  if (found?.equals(text) === true) return undefined;
  if (text.length > MAX_BYTES)
    throw tooLarge(path, 'the lock would be', 'Make several apps of it, each with a lock of its own.');
  return text;
}

function replace(path: string, text: Buffer): void {
  try {
    const found = fs.statSync(path, { throwIfNoEntry: false });
    const file = found === undefined ? path : fs.realpathSync(path);
    removeLeftovers(file);
    replaceFile(file, text, found?.mode);
  } catch (error) {
    throw writeFailure(error, path);
  }
}

/** Other runs write their sections in no time, so that they are waited for. */
function lockWhenFree(path: string): () => void {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return lockFolder(path);
    } catch (error) {
      if (!isFederationError(error) || error.code !== 'folder-busy' || Date.now() > end) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  }
}

function lockOf(bytes: Buffer, path: string): Lock {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalidLock('it is no text in UTF-8', { file: path });
  }
  return readLock(text, path);
}

function bytesOf(path: string): Buffer | undefined {
  const file = open(path);
  if (file === undefined) return undefined;
  try {
    const found = fs.fstatSync(file);
    if (found.isDirectory()) throw unreadable(path, 'it is a folder', 'Move it away, or remove it.');
    if (!found.isFile()) throw unreadable(path, 'it is no regular file', 'Move it away, or remove it.');
    if (found.size > MAX_BYTES) throw tooLarge(path, 'the file is', 'Restore it from version control.');
    return fs.readFileSync(file);
  } catch (error) {
    throw asUnreadable(error, path);
  } finally {
    fs.closeSync(file);
  }
}

function open(path: string): number | undefined {
  try {
    return fs.openSync(path, READ);
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ENOENT') throw asUnreadable(error, path);
    const isLink = fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
    if (!isLink) return undefined;
    throw unreadable(path, 'it is a symbolic link that leads nowhere', 'Mend the link, or remove it.');
  }
}

/** What the system says, as an error with a code; what it has not said comes back as it is. */
function asUnreadable(error: unknown, path: string): unknown {
  if (!isSystemError(error)) return error;
  return unreadable(path, error.message, 'Let the user who runs this read it, or restore it from version control.');
}

function unreadable(path: string, why: string, remedy: string): FederationError {
  return refused('unreadable-file', path, { message: `The lock cannot be read: ${why}.`, remedy });
}

function tooLarge(path: string, what: string, remedy: string): FederationError {
  return refused('file-too-large', path, { message: `${what} larger than ${MAX_BYTES / 1024 / 1024} MiB`, remedy });
}

function refused(
  code: ProblemCode,
  origin: string,
  told: { readonly message: string; readonly remedy: string },
): FederationError {
  return new FederationError({ code, severity: 'error', ...told, origin });
}
