import { type FederatedObject } from '../../model/federated-object';
import { type Federation } from '../../model/federation';
import { overrideLists } from '../../model/override';
import { placementNames } from '../../model/placement';
import { hasConditions } from '../../model/selector';
import { type ProblemLog } from '../problem-log';
import { type ClusterIndex } from './cluster-index';
import { reportUnknownClusters } from './unknown-clusters';

/** Tells of what a placement, or an override, asks for in vain, which KubeFed passes over in silence. */
export function reportPlacement(
  object: FederatedObject,
  context: {
    readonly federation: Federation;
    readonly index: ClusterIndex;
    readonly log: ProblemLog;
    readonly namespaces: ReadonlyMap<string, FederatedObject>;
    readonly refusedNamespaces: ReadonlySet<string>;
    /** Where the object goes, by position of the cluster. */
    readonly members: Uint8Array;
  },
): void {
  const { federation, log, namespaces, refusedNamespaces, members } = context;
  const { placement, ref } = object;
  const names = placementNames(placement);
  const unreadable = federation.unreadable.clusters;
  const known = { index: context.index, log, unreadable };
  reportUnknownClusters(object, names ?? [], known, { by: 'The placement names', path: '/spec/placement/clusters' });
  if (names === undefined && (placement?.clusterSelector ?? null) === null) {
    log.strict(object, {
      code: 'no-placement',
      message: `Nothing says where the ${ref.kind} goes, so KubeFed would put it nowhere.`,
      remedy: 'Give it, or its chart, a placement: clusters by name, or a clusterSelector ({} selects all).',
      path: '/spec/placement',
    });
  }
  const outcast =
    object.form === 'federated' &&
    object.namespace !== undefined &&
    federation.scope === 'Cluster' &&
    !namespaces.has(object.namespace);
  if (outcast && !refusedNamespaces.has(object.namespace)) {
    log.strict(object, {
      code: 'namespace-not-federated',
      message: `The namespace ${object.namespace} has no FederatedNamespace, so KubeFed would put the ${ref.kind} nowhere.`,
      remedy: `Add a FederatedNamespace ${object.namespace} in the namespace ${object.namespace}.`,
    });
  } else if (!outcast && names === undefined && !members.includes(1) && unreadable.length === 0) {
    reportEmpty(object, log);
  }
  if (names !== undefined && object.scheduledBy === undefined) reportNames(object, names, { ...context, outcast });
  reportOverrides(object, outcast, context);
}

function reportEmpty(object: FederatedObject, log: ProblemLog): void {
  if (object.policy !== undefined || object.replicas !== undefined) {
    log.warn(object, {
      code: 'empty-placement',
      message: 'The placement, or the division of its replicas, leaves no cluster that the object may go to.',
      remedy: '`fed8s explain` says for each cluster what keeps it off.',
      path: '/spec/placement',
    });
  } else if (object.placement?.clusterSelector) {
    log.warn(object, {
      code: 'empty-placement',
      message: 'The cluster selector matches no cluster that the object may go to.',
      remedy: 'Correct the selector, label the clusters, or look at the placement of the FederatedNamespace.',
      path: '/spec/placement/clusterSelector',
    });
  }
}

/** Tells of what becomes of clusters that are named, which KubeFed does not say. */
function reportNames(
  object: FederatedObject,
  names: readonly string[],
  context: {
    readonly index: ClusterIndex;
    readonly log: ProblemLog;
    readonly members: Uint8Array;
    readonly outcast: boolean;
  },
): void {
  const { index, log, members, outcast } = context;
  if (hasConditions(object.placement?.clusterSelector)) {
    log.warn(object, {
      code: 'selector-ignored',
      message: 'The placement names clusters, so its cluster selector does not count.',
      remedy: 'Leave one of the two out.',
      path: '/spec/placement/clusterSelector',
    });
  }
  // Where fed8s chooses among the clusters that are named, `fed8s explain` says why one is not chosen.
  const isChosen = object.policy !== undefined || object.replicas !== undefined;
  for (const name of outcast || isChosen ? [] : names) {
    const position = index.position(name);
    if (position === undefined || members[position] === 1) continue;
    log.warn(object, {
      code: 'namespace-not-placed',
      message: 'The placement names a cluster on which the FederatedNamespace is not placed, so it does not go there.',
      remedy: 'Place the FederatedNamespace there too, or leave the cluster out.',
      cluster: name,
      path: '/spec/placement/clusters',
    });
  }
}

function reportOverrides(
  object: FederatedObject,
  outcast: boolean,
  {
    federation,
    index,
    log,
    members,
  }: {
    readonly federation: Federation;
    readonly index: ClusterIndex;
    readonly log: ProblemLog;
    readonly members: Uint8Array;
  },
): void {
  const known = { index, log, unreadable: federation.unreadable.clusters };
  const declared = object.overrides.filter(({ from }) => from === 'declared');
  for (const { clusterName } of overrideLists(declared).flat()) {
    const position = index.position(clusterName);
    if (position === undefined) {
      reportUnknownClusters(object, [clusterName], known, { by: 'The overrides name', path: '/spec/overrides' });
    } else if (members[position] !== 1 && !outcast) {
      log.warn(object, {
        code: 'unselected-override',
        message: 'There are overrides for a cluster on which the object is not placed; they are without effect.',
        remedy: 'Place the object there, or remove the overrides.',
        cluster: clusterName,
        path: '/spec/overrides',
      });
    }
  }
}
