import { FederationError } from '../model/federation-error';
import { type Problem } from '../model/problem';
import { sha256 } from './hashed-files';
import { type OutputFolder, folderOf } from './output-folder';

/**
 * The files of earlier runs that the new tree does not have. They go after the new files are written, so that an object that
 * moves to another file is never in none of them; only what stands in the way of a new file goes before.
 *
 * A stale file that was edited since stays, with a warning. A file that is still written is simply written over: its hand
 * edits were never going to last, and git shows them. But who copies a generated file, edits it and takes it out of the
 * program wants to own it from now on, and removing it might lose what no program can make again.
 */
export class StaleFiles {
  private readonly stale: Map<string, string | undefined>;
  private readonly emptied = new Set<string>();
  private readonly warnings: Problem[] = [];
  private count = 0;

  /**
   * @param earlier paths with the hash of their bytes, if known.
   * @param current the paths of the new tree.
   */
  public constructor(
    private readonly folder: OutputFolder,
    earlier: ReadonlyMap<string, string | undefined>,
    private readonly current: ReadonlySet<string>,
  ) {
    this.stale = new Map([...earlier].filter(([path]) => !current.has(path)));
  }

  /** How many files were removed. */
  public get removed(): number {
    return this.count;
  }

  /** On files that were kept. */
  public get problems(): readonly Problem[] {
    return this.warnings;
  }

  /**
   * Removes what stands in the way of new files: a file where a folder is needed, files in a folder where a file is needed, and
   * names that differ from a new one only in case, which some systems take for it.
   *
   * @returns in lower case, the new paths that must be written whatever they seem to hold.
   * @throws FederationError `foreign-file` where something else is in the way as well.
   */
  public removeObstacles(): ReadonlySet<string> {
    const rewritten = new Set<string>();
    if (this.stale.size === 0) return rewritten;
    const files = new Map([...this.current].map((path) => [path.toLowerCase(), path]));
    const folders = new Set([...files.keys()].flatMap(foldersAbove));
    const blocked = new Set<string>();
    for (const path of [...this.stale.keys()]) {
      const name = path.toLowerCase();
      if (files.has(name)) rewritten.add(name);
      const above = foldersAbove(name).find((folder) => files.has(folder));
      if (above !== undefined) blocked.add(files.get(above) as string);
      if (files.has(name) || folders.has(name) || above !== undefined) this.remove(path);
    }
    this.removeEmptied();
    for (const path of blocked) {
      if (this.folder.standing(path) !== 'folder') continue;
      throw new FederationError({
        code: 'foreign-file',
        severity: 'error',
        message: `${path} must be a file, and is a folder that holds what fed8s did not write.`,
        remedy: 'Move the folder away, or remove it.',
      });
    }
    return rewritten;
  }

  /** Removes the rest, and the folders that are empty then. */
  public removeRest(): void {
    for (const path of [...this.stale.keys()]) this.remove(path);
    this.removeEmptied();
  }

  private remove(path: string): void {
    const hash = this.stale.get(path);
    this.stale.delete(path);
    const standing = this.folder.standing(path);
    if (standing === 'absent') {
      // An earlier run may have been killed before it removed the folder.
      this.noteEmptied(path);
      return;
    }
    // What is no file is none of ours, and below a link nothing is.
    if (standing !== 'file') return;
    if (hash !== undefined && !this.isUnedited(path, hash)) {
      this.warnings.push({
        code: 'stale-file-edited',
        severity: 'warning',
        message: `${path} is not written any more, and was edited since fed8s wrote it, so it is kept; fed8s will not look at it again.`,
        remedy: 'Remove it if nobody needs it: whoever applies the folder applies it too.',
        cluster: path.slice(0, path.indexOf('/')),
      });
      return;
    }
    this.folder.remove(path);
    this.count += 1;
    this.noteEmptied(path);
  }

  private isUnedited(path: string, hash: string): boolean {
    const content = this.folder.content(path);
    if (content === undefined) return false;
    if (sha256(content) === hash) return true;
    // git on Windows may have changed the line ends, which is no edit.
    const text = content.toString('latin1');
    return text.includes('\r\n') && sha256(Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1')) === hash;
  }

  private noteEmptied(path: string): void {
    for (const folder of foldersAbove(path)) this.emptied.add(folder);
  }

  private removeEmptied(): void {
    // The deepest first: a folder is empty only after those in it are gone.
    for (const folder of [...this.emptied].sort().reverse()) {
      if (this.folder.standing(folder) === 'folder') this.folder.removeIfEmpty(folder);
    }
    this.emptied.clear();
  }
}

function foldersAbove(path: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) folders.push(folder);
  return folders;
}
