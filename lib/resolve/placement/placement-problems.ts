import { type FederatedObject } from '../../model/federated-object';
import { type Federation } from '../../model/federation';
import { overrideLists } from '../../model/override';
import { placementNames } from '../../model/placement';
import { type ProblemLog } from '../problem-log';
import { type ClusterIndex } from './cluster-index';

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
  const { federation, index, log, namespaces, refusedNamespaces, members } = context;
  const { placement, ref } = object;
  const names = placementNames(placement);
  for (const name of names ?? []) {
    if (index.position(name) !== undefined) continue;
    log.strict(object, {
      code: 'unknown-cluster',
      message: `The placement names ${JSON.stringify(name)}, and there is no such cluster.`,
      remedy: `Correct the name, or add the KubeFedCluster ${name}.`,
      path: '/spec/placement/clusters',
    });
  }
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
  } else if (!outcast && names === undefined && placement?.clusterSelector && !members.includes(1)) {
    log.warn(object, {
      code: 'empty-placement',
      message: 'The cluster selector matches no cluster that the object may go to.',
      remedy: 'Correct the selector, label the clusters, or look at the placement of the FederatedNamespace.',
      path: '/spec/placement/clusterSelector',
    });
  }
  reportOverrides(object, outcast, context);
}

function reportOverrides(
  object: FederatedObject,
  outcast: boolean,
  { index, log, members }: { readonly index: ClusterIndex; readonly log: ProblemLog; readonly members: Uint8Array },
): void {
  const declared = object.overrides.filter(({ from }) => from === 'declared');
  for (const { clusterName } of overrideLists(declared).flat()) {
    const position = index.position(clusterName);
    if (position === undefined) {
      log.strict(object, {
        code: 'unknown-cluster',
        message: `The overrides name ${JSON.stringify(clusterName)}, and there is no such cluster.`,
        remedy: `Correct the name, or add the KubeFedCluster ${clusterName}.`,
        path: '/spec/overrides',
      });
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
