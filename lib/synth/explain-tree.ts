import { FederationError } from '../model/federation-error';
import { type ObjectRef } from '../model/object-ref';
import { type Reason } from '../resolve/decisions';
import { findCluster } from '../resolve/find-cluster';
import { findObject } from '../resolve/find-object';
import { INDEX_FILE, type TreeIndex } from './tree-index';

/** Why one object is where it is, as far as a written tree knows: nothing of fields, nor of how replicas were divided. */
export interface TreeExplanation {
  /** As it was declared. */
  readonly object: ObjectRef;
  readonly origin?: string;
  /** One for each cluster that was asked for, sorted by name. */
  readonly clusters: readonly (Reason & { readonly cluster: string })[];
}

/**
 * The decisions on an object, by the index of a tree.
 *
 * @param asked the object, as `deployment/shop/web`, and one cluster, or all of them.
 * @throws FederationError `unknown-object`, `unknown-cluster`, and `invalid-index` where the index says nothing of a cluster.
 */
export function explainTree(
  index: TreeIndex,
  asked: { readonly object: string; readonly cluster?: string | undefined },
): TreeExplanation {
  const { ref, origin, decisions } = findObject(index.objects, asked.object);
  const wanted = asked.cluster === undefined ? undefined : index.clusters[findCluster(index.clusters, asked.cluster)];
  const reasons = new Map(
    decisions.flatMap(({ clusters, placed, reason, detail }) =>
      clusters.map((cluster) => [cluster, { placed, reason, detail }] as const),
    ),
  );
  return {
    object: ref,
    ...(origin !== undefined && { origin }),
    clusters: (wanted === undefined ? index.clusters : [wanted]).map((cluster) => {
      const reason = reasons.get(cluster);
      if (reason === undefined) throw undecided(asked.object, cluster);
      return { cluster, ...reason };
    }),
  };
}

function undecided(object: string, cluster: string): FederationError {
  return new FederationError({
    code: 'invalid-index',
    severity: 'error',
    message: `${INDEX_FILE} does not say whether ${object} is on ${cluster}.`,
    remedy: `Restore ${INDEX_FILE} from version control, or write the folder anew.`,
  });
}
