import { type FederatedObject } from '../../model/federated-object';
import { listed } from '../../model/listed';
import { overrideLists } from '../../model/override';
import { placementNames } from '../../model/placement';
import { type ReplicaSchedulingPreference } from '../../model/replica-scheduling-preference';
import { hasConditions } from '../../model/selector';
import { type ProblemLog } from '../problem-log';
import { REPLICAS_PATH } from './schedule';

/** Tells of what an object says of itself and a scheduling preference replaces, which KubeFed does in silence. */
export function reportReplaced(
  before: FederatedObject,
  after: FederatedObject,
  { preference, log }: { readonly preference: ReplicaSchedulingPreference; readonly log: ProblemLog },
): void {
  const warn = (message: string, remedy: string, place: { readonly path: string; readonly cluster?: string }): void =>
    log.warn(before, { code: 'scheduling-replaces', message, remedy, ...place });
  const by = `ReplicaSchedulingPreference ${preference.namespace}/${preference.name}`;
  const named = placementNames(before.placement);
  const planned = placementNames(after.placement) ?? [];
  const selects = hasConditions(before.placement?.clusterSelector);
  const path = '/spec/placement';
  if (named !== undefined && [...named].sort().join() !== [...planned].sort().join()) {
    warn(
      `The ${by} places it on ${clustersOf(planned)}, whatever its own placement says (${clustersOf(named)}).`,
      'Remove the placement, or name the clusters in spec.clusters of the preference.',
      { path },
    );
  } else if (named === undefined && selects && !preference.intersectWithClusterSelector) {
    warn(
      `The ${by} does not look at the cluster selector of its target, and places it on ${clustersOf(planned)}.`,
      'Set intersectWithClusterSelector, or remove the selector.',
      { path },
    );
  }
  const replicas = replicasOf(after);
  for (const [cluster, value] of replicasOf(before)) {
    if (replicas.get(cluster) === value) continue;
    warn(
      `The ${by} sets the replicas to ${JSON.stringify(replicas.get(cluster) ?? null)}, and the override to ${JSON.stringify(value ?? null)} is lost.`,
      'Remove the override, or give the cluster minReplicas and maxReplicas in the preference.',
      { path: REPLICAS_PATH, cluster },
    );
  }
}

/** The value of the override of replicas, by cluster. */
function replicasOf({ overrides }: FederatedObject): ReadonlyMap<string, unknown> {
  const operations = overrideLists(overrides).flatMap((list) =>
    list.flatMap(({ clusterName, clusterOverrides }) =>
      (clusterOverrides ?? [])
        .filter(({ path }) => path === REPLICAS_PATH)
        .map(({ value }): [string, unknown] => [clusterName, value]),
    ),
  );
  return new Map(operations);
}

function clustersOf(names: readonly string[]): string {
  return names.length === 0 ? 'no cluster' : listed(names);
}
