import * as fs from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { FederationError } from '../model/federation-error';
import { makeFolders } from './make-folders';
import { folderFailure, isSystemError, writeFailure } from './write-failure';

/** What stands at a path. */
export type Standing = 'absent' | 'file' | 'folder' | 'link' | 'other';

/** Files that are being written; no file of a tree starts with a dot. */
const TEMPORARY = /^\.fed8s-[0-9a-f]+\.tmp$/;

// A link is not followed, and a pipe that somebody put in place of a file does not stop us. Windows knows neither flag, and
// nothing added to a number by `|` leaves it as it is.
const READ = fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW | fs.constants.O_NONBLOCK;

/**
 * The folder that is written to. Paths are relative to it, with slashes. All calls are synchronous, which for many small
 * files is the fastest that Node has, and a failure of any of them is a FederationError `write-failed` with path and reason.
 *
 * Nothing is flushed to the disk: a process that is killed leaves whole files only, a machine that loses power may not, and
 * the next run mends what it finds.
 */
export class OutputFolder {
  private readonly root: Map<string, Standing>;
  private readonly temporary = `.fed8s-${process.pid.toString(16)}${randomBytes(6).toString('hex')}.tmp`;
  /** Folders that are there for sure; in those that this run made there can be nothing that it did not write. */
  private readonly folders = new Map<string, 'found' | 'made'>();
  private buffer = Buffer.allocUnsafe(64 * 1024);

  /** @throws FederationError `output-not-a-folder`, `write-failed`. */
  public constructor(public readonly path: string) {
    this.root = readRoot(path);
  }

  /** What the root held when it was opened, less what was removed since. */
  public get entries(): ReadonlyMap<string, Standing> {
    return this.root;
  }

  /** What stands at a path; no link is followed, so that nothing stands below one. */
  public standing(relative: string): Standing {
    if (this.folders.has(relative)) return 'folder';
    const parent = folderOf(relative);
    let standing: Standing;
    if (parent === '') standing = this.root.get(relative) ?? 'absent';
    else if (this.folders.get(parent) === 'made' || this.standing(parent) !== 'folder') return 'absent';
    else standing = this.attempt(relative, (full) => standingOf(fs.lstatSync(full, { throwIfNoEntry: false })));
    if (standing === 'folder') this.folders.set(relative, 'found');
    return standing;
  }

  /** Makes a folder, and those above it, where they are missing. */
  public makeFolder(relative: string): void {
    if (this.folders.has(relative)) return;
    const parent = folderOf(relative);
    if (parent !== '') this.makeFolder(parent);
    const standing = this.standing(relative);
    if (standing === 'folder') return;
    if (standing !== 'absent') throw inTheWay(relative, standing);
    // One that is there after all is there in another case, on a system that does not tell cases apart.
    const made = this.attempt(relative, makeFolders);
    this.folders.set(relative, made ? 'made' : 'found');
  }

  /** Whether a file holds exactly these bytes. */
  public holds(relative: string, bytes: Buffer): boolean {
    return this.content(relative, bytes.length)?.equals(bytes) ?? false;
  }

  /** The bytes of a plain file, valid until the next call; undefined where there is none, or none of the size. */
  public content(relative: string, size?: number): Buffer | undefined {
    const parent = folderOf(relative);
    if (parent !== '' && this.standing(parent) !== 'folder') return undefined;
    return this.attempt(relative, (full) => {
      let file: number;
      try {
        file = fs.openSync(full, READ);
      } catch (error) {
        if (isSystemError(error) && ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO'].includes(error.code)) return undefined;
        throw error;
      }
      try {
        const found = fs.fstatSync(file);
        if (!found.isFile() || (size !== undefined && found.size !== size)) return undefined;
        if (found.size > this.buffer.length) this.buffer = Buffer.allocUnsafe(found.size);
        let end = 0;
        while (end < found.size) {
          const read = fs.readSync(file, this.buffer, end, found.size - end, end);
          if (read === 0) return undefined;
          end += read;
        }
        return this.buffer.subarray(0, end);
      } finally {
        fs.closeSync(file);
      }
    });
  }

  /** Writes a file whole: under another name first, which then takes the place of what stood there. */
  public write(relative: string, bytes: Buffer | string): void {
    const folder = folderOf(relative);
    if (folder === '') this.attempt('', makeFolders);
    else this.makeFolder(folder);
    const temporary = join(this.path, folder, this.temporary);
    this.attempt(relative, (full) => {
      try {
        fs.writeFileSync(temporary, bytes, { flag: 'wx' });
        fs.renameSync(temporary, full);
      } catch (error) {
        fs.rmSync(temporary, { force: true });
        throw error;
      }
    });
  }

  /** Removes a file, or a link that stands in its place. */
  public remove(relative: string): void {
    this.attempt(relative, (full) => {
      try {
        fs.unlinkSync(full);
      } catch (error) {
        if (!isSystemError(error) || error.code !== 'ENOENT') throw error;
      }
    });
    this.root.delete(relative);
  }

  /** Removes a folder if nothing is in it. */
  public removeIfEmpty(relative: string): void {
    this.attempt(relative, (full) => {
      try {
        fs.rmdirSync(full);
      } catch (error) {
        if (isSystemError(error) && ['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'].includes(error.code)) return;
        throw error;
      }
      this.folders.delete(relative);
      this.root.delete(relative);
    });
  }

  /** Removes what a run that was killed was writing, in these folders and at the root. */
  public removeTemporary(folders: Iterable<string>): void {
    for (const name of [...this.root.keys()]) if (isTemporary(name)) this.remove(name);
    for (const folder of folders) {
      if (this.standing(folder) !== 'folder') continue;
      const names = this.attempt(folder, (full) => fs.readdirSync(full));
      for (const name of names) if (isTemporary(name)) this.remove(`${folder}/${name}`);
    }
  }

  private attempt<T>(relative: string, call: (full: string) => T): T {
    const full = join(this.path, relative);
    try {
      return call(full);
    } catch (error) {
      throw folderFailure(error, full);
    }
  }
}

/** Whether a name is that of a file which was being written when its run ended. */
export function isTemporary(name: string): boolean {
  return TEMPORARY.test(name);
}

/** The folder of a path, empty for the root. */
export function folderOf(relative: string): string {
  return relative.slice(0, Math.max(relative.lastIndexOf('/'), 0));
}

/** The error for a folder that cannot be made, since something that is not ours has its name. */
export function inTheWay(relative: string, standing: Standing): FederationError {
  return standing === 'link'
    ? new FederationError({
        code: 'linked-folder',
        severity: 'error',
        message: `${relative} is a symbolic link, and what is written there would land elsewhere.`,
        remedy: 'Remove the link, or write to the folder that it leads to.',
      })
    : new FederationError({
        code: 'foreign-file',
        severity: 'error',
        message: `${relative} must be a folder, and is none.`,
        remedy: 'Move it away, or remove it.',
      });
}

function readRoot(path: string): Map<string, Standing> {
  try {
    const root = fs.statSync(path, { throwIfNoEntry: false });
    if (root === undefined) {
      if (isBelowFile(path)) throw notAFolder(path);
      return new Map();
    }
    if (!root.isDirectory()) throw notAFolder(path);
    return new Map(
      fs.readdirSync(path, { withFileTypes: true }).map((entry) => {
        const standing = standingOf(entry);
        // Some file systems do not say in a listing what an entry is.
        return [entry.name, standing === 'other' ? standingOf(fs.lstatSync(join(path, entry.name))) : standing];
      }),
    );
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOTDIR') throw notAFolder(path);
    throw writeFailure(error, path);
  }
}

/** Asked of each folder above: since Node 22 a path below a file is merely absent to statSync. */
function isBelowFile(path: string): boolean {
  let above = dirname(resolve(path));
  let found = fs.statSync(above, { throwIfNoEntry: false });
  while (found === undefined && dirname(above) !== above) {
    above = dirname(above);
    found = fs.statSync(above, { throwIfNoEntry: false });
  }
  return found?.isDirectory() === false;
}

function notAFolder(path: string): FederationError {
  return new FederationError({
    code: 'output-not-a-folder',
    severity: 'error',
    message: `${path} is to be the output folder, and a file stands there or above it.`,
    remedy: 'Name another output folder, or move the file away.',
  });
}

function standingOf(entry: Pick<fs.Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink'> | undefined): Standing {
  if (entry === undefined) return 'absent';
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : 'other';
}
