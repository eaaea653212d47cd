import { FederationError } from '../model/federation-error';
import { type Problem } from '../model/problem';
import { type EarlierTree, readEarlierTree } from './earlier-tree';
import { OutputFolder, folderOf, inTheWay } from './output-folder';
import { StaleFiles, sha256 } from './stale-files';
import { INDEX_FILE } from './tree-index';
import { unfinishedName, unfinishedText } from './unfinished-tree';

/** The folders to write. */
export interface FolderTree {
  readonly clusters: readonly string[];
  readonly files: readonly FolderFile[];
  /** The text of the index, from the SHA-256 of each file in hexadecimal digits. */
  readonly index: (hashes: readonly string[]) => string;
}

/** One file, as some clusters have it. */
export interface FolderFile {
  /** Below a cluster's folder, with slashes. */
  readonly path: string;
  /** Positions among the clusters. */
  readonly clusters: readonly number[];
  /** Its bytes. Called when they are needed and not kept, so that a tree may be larger than memory. */
  readonly render: () => Buffer;
}

/** What was done. The index is not counted. */
export interface TreeReport {
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
  /** Of all files of the tree, whether written or unchanged. */
  readonly bytes: number;
  /** Warnings. */
  readonly problems: readonly Problem[];
}

/**
 * Makes a folder hold exactly a tree, besides what others put there: writes what differs, removes what earlier runs wrote and
 * this tree lacks, and touches nothing else. The index comes last; a run that fails or is killed leaves whole files only,
 * and the next one completes its work.
 *
 * @throws FederationError `output-not-a-folder`, `foreign-folder`, `foreign-file`, `linked-folder`, `invalid-index` before
 *   anything is written; `write-failed` at any time.
 */
export function writeTree(tree: FolderTree, outdir: string): TreeReport {
  const folder = new OutputFolder(outdir);
  const earlier = readEarlierTree(folder);
  const current = pathsOf(tree);
  refuseObstacles(tree, folder, earlier);
  folder.removeTemporary(
    earlier.unfinished.length === 0 ? [] : new Set([...earlier.files.keys(), ...current].map(folderOf)),
  );

  const note = unfinishedName((earlier.unfinished.at(-1) ?? 0) + 1);
  let noted = false;
  const stale = new StaleFiles(folder, earlier.files, current);
  const rewritten = stale.removeObstacles();
  const hashes: string[] = [];
  let [written, unchanged, bytes] = [0, 0, 0];
  for (const file of tree.files) {
    const content = file.render();
    hashes.push(sha256(content));
    bytes += content.length * file.clusters.length;
    for (const cluster of file.clusters) {
      const path = pathOf(tree, file, cluster);
      if (!(rewritten.size > 0 && rewritten.has(path.toLowerCase())) && folder.holds(path, content)) {
        unchanged += 1;
        continue;
      }
      if (!noted) {
        folder.write(note, unfinishedText(tree.clusters, tree.files));
        noted = true;
      }
      folder.write(path, content);
      written += 1;
    }
  }
  stale.removeRest();
  const index = tree.index(hashes);
  if (index !== earlier.index) folder.write(INDEX_FILE, index);
  // From here on the index knows all files that are ours.
  for (const number of earlier.unfinished) folder.remove(unfinishedName(number));
  if (noted) folder.remove(note);
  return { written, unchanged, removed: stale.removed, bytes, problems: stale.problems };
}

function pathOf({ clusters }: FolderTree, { path }: FolderFile, cluster: number): string {
  return `${clusters[cluster]}/${path}`;
}

function pathsOf(tree: FolderTree): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const file of tree.files) for (const cluster of file.clusters) paths.add(pathOf(tree, file, cluster));
  return paths;
}

const MAX_NAMED = 5;

/** Refuses to write over what fed8s never wrote, and through links. Files that hold what we would write are taken over. */
function refuseObstacles(tree: FolderTree, folder: OutputFolder, { files }: EarlierTree): void {
  const problems: Problem[] = [];
  const foreign: string[] = [];
  const folders = new Set<string>();
  const ourFolders = new Set([...files.keys()].map(folderOf));
  for (const file of tree.files) {
    for (const cluster of file.clusters) {
      const path = pathOf(tree, file, cluster);
      for (let above = folderOf(path); above !== '' && !folders.has(above); above = folderOf(above)) {
        folders.add(above);
        const standing = folder.standing(above);
        if (standing === 'folder' || standing === 'absent' || (standing === 'file' && files.has(above))) continue;
        problems.push(...inTheWay(above, standing).problems);
      }
      if (files.has(path)) continue;
      const standing = folder.standing(path);
      if (standing === 'absent' || (standing === 'folder' && ourFolders.has(path))) continue;
      if (!folder.holds(path, file.render())) foreign.push(path);
    }
  }
  if (foreign.length > 0) {
    const more = foreign.length > MAX_NAMED ? ` and ${foreign.length - MAX_NAMED} more` : '';
    problems.push({
      code: 'foreign-file',
      severity: 'error',
      message: `Where fed8s is to write stands what it did not write: ${foreign.slice(0, MAX_NAMED).join(', ')}${more}.`,
      remedy: 'Move it away, or remove it if what fed8s writes is to take its place.',
    });
  }
  if (problems.length > 0) throw new FederationError(problems);
}
