import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { FederationError } from '../../model/federation-error';
import { type FleetView } from '../../plan/fleet-view';
import { fleetOfTree } from '../../synth/fleet-of-tree';
import { INDEX_FILE, type TreeIndex, readTreeIndex } from '../../synth/tree-index';
import { readRegularFile } from '../read-regular-file';
import { manifestsOf } from '../source/written-folder';

/** An earlier tree, and how its files are cut. */
export interface EarlierFleet {
  readonly fleet: FleetView;
  readonly index: TreeIndex;
}

/** A tree of this size is read out of git at once. */
const MOST_BYTES = 4 * 1024 ** 3;

/**
 * The tree to compare with: a folder, or what a commit has of the output folder. Old programs are never run.
 *
 * @param outdir of a commit: a path from the current folder, or an absolute one.
 * @throws FederationError `no-earlier-tree`, `invalid-index`.
 */
export function earlierFleet(against: string, outdir: string): EarlierFleet {
  const isFolder = statSync(against, { throwIfNoEntry: false })?.isDirectory() === true;
  const folder = isFolder ? against : relative('.', resolve(outdir)) || '.';
  const read = isFolder ? fileOf(folder) : fileOfCommit(against, folder);
  const text = read(INDEX_FILE)?.toString();
  if (text === undefined) {
    throw none(
      isFolder ? `${against} has no ${INDEX_FILE}` : `${against} has no ${join(folder, INDEX_FILE)}`,
      'Name a folder that fed8s has written, or a commit that has one, and the folder in it (plan: -o, report: --tree).',
    );
  }
  const index = readTreeIndex(text);
  return { fleet: fleetOfTree(index, { read, parse: (yaml, path) => manifestsOf(yaml, join(against, path)) }), index };
}

function fileOf(folder: string): (path: string) => Buffer | undefined {
  return (path) => readRegularFile(join(folder, path));
}

/** All files of a folder in a commit, read in one go. */
function fileOfCommit(commit: string, folder: string): (path: string) => Buffer | undefined {
  const id = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`])
    ?.toString()
    .trim();
  if (id === undefined) {
    throw none(
      `There is no folder ${commit}, and no commit of that name`,
      'Name a folder (`fed8s synth` writes one), or a commit, branch or tag of git.',
    );
  }
  const listed = git(['ls-tree', '-r', '-z', '--name-only', id, '--', `${folder}/`])?.toString() ?? '';
  const paths = listed.split('\0').filter((path) => path !== '' && !path.includes('\n'));
  const batch = git(['cat-file', '--batch'], paths.map((path) => `${id}:./${path}\n`).join(''));
  const files = new Map<string, Buffer>();
  let at = 0;
  for (const path of batch === undefined ? [] : paths) {
    const end = batch?.indexOf('\n', at) ?? -1;
    const [, , size = '0'] = (batch?.subarray(at, end).toString() ?? '').split(' ');
    const start = end + 1;
    files.set(path, batch?.subarray(start, start + Number(size)) ?? Buffer.alloc(0));
    at = start + Number(size) + 1;
  }
  return (path) => files.get(join(folder, path));
}

function git(args: readonly string[], input = ''): Buffer | undefined {
  const { status, stdout } = spawnSync('git', args, {
    input,
    maxBuffer: MOST_BYTES,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return status === 0 ? stdout : undefined;
}

function none(message: string, remedy: string): FederationError {
  return new FederationError({ code: 'no-earlier-tree', severity: 'error', message: `${message}.`, remedy });
}
