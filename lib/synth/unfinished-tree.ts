import { errorMessage } from '../model/error-message';
import { FederationError } from '../model/federation-error';
import { isJsonObject } from '../model/json';
import { checkDnsLabel } from '../model/label-syntax';
import { ClusterSetReader, ClusterSetWriter } from './cluster-sets';
import { isPathBelow } from './layout';
import { type PlacedFile } from './tree';
import { INDEX_API_VERSION } from './tree-index';

/*
 * A run that changes files first notes which files it may leave behind, under a name of its own, and removes the note when
 * the index says it better. So whatever kills runs, and however many of them, the next one knows every file that is ours.
 */

const NAME = /^\.fed8s-unfinished-([1-9][0-9]{0,8})\.json$/;

/** The number in the name of a note; undefined for any other name. */
export function unfinishedNumber(name: string): number | undefined {
  const digits = NAME.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The name of a note. */
export function unfinishedName(number: number): string {
  return `.fed8s-unfinished-${number}.json`;
}

/** The text of a note. */
export function unfinishedText(clusters: readonly string[], files: readonly PlacedFile[]): string {
  const sets = new ClusterSetWriter(clusters);
  const entries = files.map((file) => ({
    path: file.path,
    clusters: sets.refTo(file.clusters.map((cluster) => clusters[cluster] as string)),
  }));
  return JSON.stringify({
    apiVersion: INDEX_API_VERSION,
    kind: 'UnfinishedTree',
    clusters,
    clusterSets: Object.fromEntries(sets.keyed()),
    files: entries,
  });
}

/** The paths of a note, below the output folder. Throws FederationError `invalid-index` for what fed8s did not write. */
export function readUnfinished(name: string, text: string): readonly string[] {
  try {
    const json: unknown = JSON.parse(text);
    if (!isJsonObject(json) || json.kind !== 'UnfinishedTree')
      throw new RangeError('it is no note of an unfinished tree');
    if (!Array.isArray(json.clusters) || !Array.isArray(json.files) || !isJsonObject(json.clusterSets)) {
      throw new RangeError('it is not whole');
    }
    const clusters = json.clusters.map((cluster: unknown) => {
      if (typeof cluster !== 'string' || checkDnsLabel(cluster) !== undefined)
        throw new RangeError('it names no clusters');
      return cluster;
    });
    const sets = new ClusterSetReader(clusters, json.clusterSets);
    return json.files.flatMap((file: unknown) => {
      if (!isJsonObject(file) || typeof file.path !== 'string' || !isPathBelow(file.path))
        throw new RangeError('it names no paths');
      const { path } = file;
      return sets.namesOf(file.clusters).map((cluster) => `${cluster}/${path}`);
    });
  } catch (error) {
    throw new FederationError({
      code: 'invalid-index',
      severity: 'error',
      message: `${name} cannot be read: ${errorMessage(error)}.`,
      remedy: 'Remove it, or empty the folder, and run again.',
    });
  }
}
