import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { LOCK_FILE } from '../../model/locked-decisions';
import { type Problem } from '../../model/problem';
import { errorCode } from './read-bytes';

/** A file to read, and whether it was named itself or found in a folder. */
export interface ManifestPath {
  readonly path: string;
  readonly inFolder: boolean;
}

const EXTENSIONS: ReadonlySet<string> = new Set(['.json', '.yaml', '.yml']);

/**
 * The files that a path stands for, as `kubectl apply -f` takes it: a file whatever its name is, or of a folder the files
 * with the extension .json, .yaml or .yml, by name, and not those in folders below it.
 */
export function manifestPaths(path: string): readonly ManifestPath[] | Problem {
  try {
    if (!statSync(path).isDirectory()) return [{ path, inFolder: false }];
    const names = readdirSync(path, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && EXTENSIONS.has(extname(entry.name)))
      .map((entry) => entry.name)
      // It lies where apps are, and is no manifest.
      .filter((name) => name !== LOCK_FILE)
      .sort();
    if (names.length > 0) return names.map((name) => ({ path: join(path, name), inFolder: true }));
  } catch (error) {
    return unreadable(path, error);
  }
  return {
    code: 'no-manifest-files',
    severity: 'error',
    message: 'the folder has no file with the extension .yaml, .yml or .json',
    remedy: 'Name the folder that has them; folders below it are not searched, just as kubectl does.',
    origin: path,
  };
}

/** The problem of a file or folder that node:fs could not read. */
export function unreadable(path: string, error: unknown): Problem {
  const [message, remedy] = reason(path, errorCode(error));
  return { code: 'unreadable-file', severity: 'error', message, remedy, origin: path };
}

function reason(path: string, code: string | undefined): readonly [message: string, remedy: string] {
  if (/^https?:\/\//.test(path)) {
    return [
      'the path is a URL, and files are read from disk only',
      'Download it, and name the file, or pipe it in as -.',
    ];
  }
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return ['there is no such file or folder', 'Check the path; it is taken from the current folder.'];
    case 'EACCES':
    case 'EPERM':
      return ['it may not be read', 'Give the current user the permission to read it.'];
    case 'EISDIR':
      return ['it is a folder where a file is expected', 'Remove it, or name the folder itself.'];
    default:
      return [`it cannot be read (${code ?? 'unknown error'})`, 'Check the disk and the path.'];
  }
}
