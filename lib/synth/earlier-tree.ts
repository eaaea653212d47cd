import { FederationError } from '../model/federation-error';
import { type OutputFolder, isTemporary } from './output-folder';
import { INDEX_FILE, type TreeIndex, readTreeIndex } from './tree-index';
import { readUnfinished, unfinishedNumber } from './unfinished-tree';

/** What earlier runs left in a folder. */
export interface EarlierTree {
  /**
   * The files that are ours, by their path below the output folder, with the SHA-256 of their bytes; undefined where a run
   * ended before it could say.
   */
  readonly files: ReadonlyMap<string, string | undefined>;
  /** The clusters that have a folder, if nobody has taken it away. */
  readonly clusters: readonly string[];
  /** The text of the index. */
  readonly index: string | undefined;
  /** What it says. */
  readonly tree: TreeIndex | undefined;
  /** The numbers of the notes of runs that did not end well, ascending. */
  readonly unfinished: readonly number[];
}

/** What `cdk8s synth` writes itself, and what git and desktops put into folders that are otherwise empty. */
const HARMLESS: ReadonlySet<string> = new Set([
  'construct-metadata.json',
  '.git',
  '.gitattributes',
  '.gitignore',
  '.gitkeep',
  '.DS_Store',
]);

/**
 * Finds out what is ours in a folder.
 *
 * @throws FederationError `foreign-folder` where the folder holds something and fed8s never wrote to it, `invalid-index`.
 */
export function readEarlierTree(folder: OutputFolder): EarlierTree {
  const names = [...folder.entries.keys()];
  const unfinished = names
    .map(unfinishedNumber)
    .filter((number) => number !== undefined)
    .sort((a, b) => a - b);
  const notes = names.filter((name) => unfinishedNumber(name) !== undefined);
  const indexed = folder.entries.has(INDEX_FILE);
  if (!indexed && notes.length === 0) {
    const foreign = names.filter((name) => !HARMLESS.has(name) && !isTemporary(name)).sort();
    if (foreign.length > 0) throw foreignFolder(folder.path, foreign);
  }
  const files = new Map<string, string | undefined>();
  const index = indexed ? textOf(folder, INDEX_FILE) : undefined;
  const tree = index === undefined ? undefined : readTreeIndex(index);
  for (const { path, sha256, clusters } of tree?.files ?? []) {
    for (const cluster of clusters) files.set(`${cluster}/${path}`, sha256);
  }
  // Of these the bytes may be those of the index, or those of a run that never wrote one.
  for (const name of notes) for (const path of readUnfinished(name, textOf(folder, name))) files.set(path, undefined);
  return { files, clusters: tree?.clusters ?? [], index, tree, unfinished };
}

function textOf(folder: OutputFolder, name: string): string {
  const content = folder.content(name);
  if (content !== undefined) return content.toString();
  throw new FederationError({
    code: 'invalid-index',
    severity: 'error',
    message: `${name} in ${folder.path} is no plain file.`,
    remedy: 'Restore it from version control, or empty the folder, and run again.',
  });
}

function foreignFolder(path: string, names: readonly string[]): FederationError {
  const some = names.slice(0, 3).join(', ');
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return new FederationError({
    code: 'foreign-folder',
    severity: 'error',
    message: `${path} holds what fed8s did not make (${some}${more}), and no ${INDEX_FILE} that says what fed8s may change.`,
    remedy: 'Name an empty or new folder; each app needs one of its own.',
  });
}
