import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isFederationError, type FederationError } from '../../lib/model/federation-error';

/** A new folder for one test; `remove` it afterwards. */
export class TemporaryFolder {
  public readonly path = mkdtempSync(join(tmpdir(), 'fed8s-test-'));

  /** The path of something in it. */
  public at(...segments: readonly string[]): string {
    return join(this.path, ...segments);
  }

  /** Writes a file, and the folders above it. */
  public write(text: string, ...segments: readonly string[]): void {
    const path = this.at(...segments);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  public remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Every file below a folder by its path with slashes, with its text; empty folders end with a slash, links with `@`. */
export function contentsOf(folder: string): Readonly<Record<string, string>> {
  const found: [string, string][] = [];
  const visit = (relative: string): void => {
    const names = readdirSync(join(folder, relative)).sort();
    if (names.length === 0 && relative !== '') found.push([`${relative}/`, '']);
    for (const name of names) {
      const path = relative === '' ? name : `${relative}/${name}`;
      const entry = lstatSync(join(folder, path));
      if (entry.isDirectory()) visit(path);
      else if (entry.isSymbolicLink()) found.push([`${path}@`, '']);
      else found.push([path, readFileSync(join(folder, path), 'utf8')]);
    }
  };
  visit('');
  return Object.fromEntries(found);
}

/** The FederationError that a call throws; anything else fails the test. */
export function errorOf(call: () => unknown): FederationError {
  try {
    call();
  } catch (error) {
    if (isFederationError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
