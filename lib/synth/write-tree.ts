import { FederationError } from '../model/federation-error';
import { type Problem } from '../model/problem';
import { type EarlierTree, readEarlierTree } from './earlier-tree';
import { type HashedFile, HashedFiles, type RenderedFile } from './hashed-files';
import { lockFolder } from './folder-lock';
import { OutputFolder, folderOf, inTheWay } from './output-folder';
import { StaleFiles } from './stale-files';
import { type PlacedFile } from './tree';
import { INDEX_FILE } from './tree-index';
import { unfinishedName, unfinishedText } from './unfinished-tree';

/** The folders to write. */
export interface FolderTree {
  readonly clusters: readonly string[];
  /** Which files there are. */
  readonly files: readonly PlacedFile[];
  /**
   * The files of one cluster, by its position. Called for one cluster after the other, and not kept, so that a tree may be
   * larger than memory.
   */
  readonly filesOf: (cluster: number) => readonly RenderedFile[];
  /** The text of the index, from what was written. */
  readonly index: (contents: readonly HashedFile[]) => string;
}

/** What else is done while no other run can write to the folder. */
export interface WriteSteps {
  /** Before anything is written. What it throws ends the run. */
  readonly before?: (earlier: EarlierTree) => void;
  /** After all is written. */
  readonly after?: () => void;
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
 * @throws FederationError `folder-busy`, `output-not-a-folder`, `foreign-folder`, `foreign-file`, `linked-folder`, `invalid-index` before
 *   anything is written; `write-failed` at any time.
 */
export function writeTree(tree: FolderTree, outdir: string, steps: WriteSteps = {}): TreeReport {
  const unlock = lockFolder(outdir);
  try {
    const report = writeLocked(tree, outdir, steps.before);
    steps.after?.();
    return report;
  } finally {
    unlock();
  }
}

function writeLocked(tree: FolderTree, outdir: string, before: WriteSteps['before']): TreeReport {
  const folder = new OutputFolder(outdir);
  const earlier = readEarlierTree(folder);
  before?.(earlier);
  const current = pathsOf(tree);
  refuseObstacles(tree, folder, earlier);
  folder.removeTemporary(
    earlier.unfinished.length === 0 ? [] : new Set([...earlier.files.keys(), ...current].map(folderOf)),
  );

  const note = unfinishedName((earlier.unfinished.at(-1) ?? 0) + 1);
  const notes: string[] = [];
  const stale = new StaleFiles(folder, earlier.files, current);
  const rewritten = stale.removeObstacles();
  const contents = new HashedFiles();
  let [written, unchanged, total] = [0, 0, 0];
  tree.clusters.forEach((cluster, position) => {
    for (const file of tree.filesOf(position)) {
      const path = `${cluster}/${file.path}`;
      contents.add(file, position);
      total += file.bytes.length;
      if (!(rewritten.size > 0 && rewritten.has(path.toLowerCase())) && folder.holds(path, file.bytes)) {
        unchanged += 1;
        continue;
      }
      if (notes.length === 0) {
        folder.write(note, unfinishedText(tree.clusters, tree.files));
        notes.push(note);
      }
      folder.write(path, file.bytes);
      written += 1;
    }
  });
  stale.removeRest();
  keepFolders(tree.clusters, folder, earlier);
  const index = tree.index(contents.sorted());
  if (index !== earlier.index) folder.write(INDEX_FILE, index);
  // From here on the index knows all files that are ours.
  for (const name of [...earlier.unfinished.map(unfinishedName), ...notes]) folder.remove(name);
  return { written, unchanged, removed: stale.removed, bytes: total, problems: stale.problems };
}

function pathsOf({ clusters, files }: FolderTree): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const file of files) for (const cluster of file.clusters) paths.add(`${clusters[cluster]}/${file.path}`);
  return paths;
}

/** A cluster has a folder even where it gets nothing, so that whoever goes through the clusters finds one for each. */
function keepFolders(clusters: readonly string[], folder: OutputFolder, earlier: EarlierTree): void {
  const current = new Set(clusters);
  for (const cluster of earlier.clusters) {
    if (!current.has(cluster) && folder.standing(cluster) === 'folder') folder.removeIfEmpty(cluster);
  }
  for (const cluster of clusters) if (folder.standing(cluster) === 'absent') folder.makeFolder(cluster);
}

const MAX_NAMED = 5;

/** Refuses to write over what fed8s never wrote, and through links. Files that hold what we would write are taken over. */
function refuseObstacles(tree: FolderTree, folder: OutputFolder, { files }: EarlierTree): void {
  const problems: Problem[] = [];
  const folders = new Set<string>();
  const ourFolders = new Set([...files.keys()].map(folderOf));
  /** Paths of each cluster where something stands that is not ours. */
  const taken = new Map<number, Set<string>>();
  for (const { path: inCluster, clusters } of tree.files) {
    for (const cluster of clusters) {
      const path = `${tree.clusters[cluster]}/${inCluster}`;
      for (let above = folderOf(path); above !== '' && !folders.has(above); above = folderOf(above)) {
        folders.add(above);
        const standing = folder.standing(above);
        if (standing === 'folder' || standing === 'absent' || (standing === 'file' && files.has(above))) continue;
        problems.push(...inTheWay(above, standing).problems);
      }
      if (files.has(path)) continue;
      const standing = folder.standing(path);
      if (standing === 'absent' || (standing === 'folder' && ourFolders.has(path))) continue;
      const paths = taken.get(cluster);
      if (paths === undefined) taken.set(cluster, new Set([path]));
      else paths.add(path);
    }
  }
  const foreign = [...taken].flatMap(([cluster, paths]) =>
    tree
      .filesOf(cluster)
      .map(({ path, bytes }) => ({ path: `${tree.clusters[cluster]}/${path}`, bytes }))
      .filter(({ path, bytes }) => paths.has(path) && !folder.holds(path, bytes))
      .map(({ path }) => path),
  );
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
