import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { readManifests } from '../../interop/yaml/read-manifests';
import { FederationError } from '../../model/federation-error';
import { type JsonObject } from '../../model/json';
import { INDEX_FILE, type TreeIndex, readTreeIndex } from '../../synth/tree-index';
import { readRegularFile } from '../read-regular-file';

/**
 * Whether the first argument of a call names a written folder, and not an object, whose name has a kind and a slash. `./` in
 * front, or an object after it, makes it plain; else it is a folder that has an index, or whose name cannot be that of an object.
 */
export function namesFolder(first: string, next: string | undefined): boolean {
  if (/^\.{1,2}([/\\]|$)/.test(first) || isAbsolute(first) || next?.includes('/') === true) return true;
  if (!isFolder(first)) return false;
  return !first.includes('/') || (next !== undefined && isFile(join(first, INDEX_FILE)));
}

/**
 * The index of a folder that fed8s has written.
 *
 * @throws FederationError `no-tree`, `invalid-index`.
 */
export function readIndexOf(folder: string): TreeIndex {
  if (!isFolder(folder)) throw noTree(`There is no folder ${folder}`);
  const index = indexIn(folder);
  if (index === undefined) throw noTree(`${folder} has no ${INDEX_FILE}`);
  return index;
}

/** The index of a folder; undefined where there is none. @throws FederationError `invalid-index`. */
export function indexIn(folder: string): TreeIndex | undefined {
  const bytes = readRegularFile(join(folder, INDEX_FILE));
  return bytes && readTreeIndex(bytes.toString());
}

/** The manifests of a file of a written tree. @throws FederationError where it cannot be read. */
export function manifestsOf(yaml: string, file: string): readonly JsonObject[] {
  const { documents, problems } = readManifests(yaml, { file });
  if (problems.some(({ severity }) => severity === 'error')) throw new FederationError(problems);
  return documents.map(({ value }) => value);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function noTree(message: string): FederationError {
  return new FederationError({
    code: 'no-tree',
    severity: 'error',
    message: `${message}.`,
    remedy:
      'Name a folder that fed8s has written; without one, the app of cdk8s.yaml is asked, and with -f KubeFed YAML.',
  });
}
