import { type FederatedObject } from '../../model/federated-object';
import { didYouMean } from '../../model/nearest-name';
import { type ProblemLog } from '../problem-log';
import { type ClusterIndex } from './cluster-index';

/** Which clusters there are, and whom to tell of others. */
export interface KnownClusters {
  readonly index: ClusterIndex;
  readonly log: ProblemLog;
  /** Names of clusters that could not be read: nobody who speaks of them is to blame. */
  readonly unreadable: readonly string[];
}

/**
 * Tells of names of clusters that are not there, with the nearest one.
 *
 * @param told.by what speaks of them: `The placement names`.
 * @param told.orElse a way out besides a correction and a KubeFedCluster of that name.
 * @returns whether there were any.
 */
export function reportUnknownClusters(
  object: FederatedObject,
  names: Iterable<string>,
  { index, log, unreadable }: KnownClusters,
  told: { readonly by: string; readonly orElse?: string; readonly path?: string },
): boolean {
  const unknown = [...names].filter((name) => index.position(name) === undefined && !unreadable.includes(name));
  for (const name of unknown) {
    log.strict(object, {
      code: 'unknown-cluster',
      message: `${told.by} ${JSON.stringify(name)}, and there is no such cluster.${didYouMean(name, index.names)}`,
      remedy: `Correct the name, ${told.orElse === undefined ? '' : `${told.orElse}, `}or add the KubeFedCluster ${name}.`,
      ...(told.path !== undefined && { path: told.path }),
    });
  }
  return unknown.length > 0;
}
