import { type FederatedObject } from '../../model/federated-object';
import { didYouMean } from '../../model/nearest-name';
import { type OverrideLayer } from '../../model/override';
import { type ReplicaPolicy } from '../../model/replica-policy';
import { type ClusterIndex } from '../placement/cluster-index';
import { type ProblemLog } from '../problem-log';
import { type Division } from './divide-replicas';

const PATH = '/spec/replicas';

/** Tells of clusters that a division names and that are not there. */
export function reportLimits(
  object: FederatedObject,
  { clusters }: ReplicaPolicy,
  {
    index,
    log,
    unreadable,
  }: { readonly index: ClusterIndex; readonly log: ProblemLog; readonly unreadable: readonly string[] },
): void {
  for (const name of Object.keys(clusters)) {
    if (name === '*' || index.position(name) !== undefined || unreadable.includes(name)) continue;
    log.strict(object, {
      code: 'unknown-cluster',
      message: `The division of replicas names ${JSON.stringify(name)}, and there is no such cluster.${didYouMean(name, index.names)}`,
      remedy: `Correct the name, or add the KubeFedCluster ${name}.`,
      path: PATH,
    });
  }
}

/** Tells of what a division could not do, and of what it replaces. */
export function reportDivision(object: FederatedObject, division: Division, log: ProblemLog): void {
  for (const { path, total, plan } of division.fields) {
    const { unplaced, excess, waiting } = plan;
    if (unplaced > 0) {
      log.strict(object, {
        code: 'replicas-unplaced',
        message: `The bounds of the clusters leave no room for ${unplaced} of ${total} replicas.`,
        remedy: 'Raise maxReplicas or capacity, let it go to more clusters, or ask for fewer replicas.',
        path,
      });
    }
    if (excess > 0) {
      log.warn(object, {
        code: 'replicas-unplaced',
        message: `The minima of the clusters ask for ${excess} more replicas than the total of ${total}; they are given.`,
        remedy: 'Lower minReplicas, or raise the total.',
        path,
      });
    }
    if (waiting > 0) {
      log.warn(object, {
        code: 'replicas-waiting',
        message: `${waiting} replicas are still to be moved, so that enough of them stay available.`,
        remedy: 'Run again once those that have moved are up.',
        path,
      });
    }
  }
  for (const origin of new Set(object.overrides.filter(setsReplicas).map((layer) => originOf(layer, object)))) {
    log.warn(object, {
      code: 'scheduling-replaces',
      message: `The division of replicas has the last word, so an override of ${PATH}${origin === undefined ? '' : ` (${origin})`} is lost.`,
      remedy: 'Remove the override, or give the cluster minReplicas and maxReplicas in `replicas`.',
      path: PATH,
    });
  }
}

function setsReplicas(layer: OverrideLayer): boolean {
  if (layer.from === 'declared') {
    return layer.clusters.some(({ clusterOverrides }) => clusterOverrides?.some(({ path }) => path === PATH) === true);
  }
  if (layer.from !== 'rule') return false;
  return layer.rule.changes.some((change) => {
    return 'path' in change && change.path.length === 2 && change.path[0] === 'spec' && change.path[1] === 'replicas';
  });
}

function originOf(layer: OverrideLayer, object: FederatedObject): string | undefined {
  const origin = layer.from === 'rule' ? layer.rule.origin : layer.origin;
  return origin === object.origin ? undefined : origin;
}
