import { type FederatedObject } from '../../model/federated-object';
import { type ClusterOverrides, type OverrideOperation } from '../../model/override';
import { type ReplicaSchedulingPreference } from '../../model/replica-scheduling-preference';
import { type PlanReplicasInput, planReplicas } from './plan-replicas';

/** The field that the scheduler overrides. */
export const REPLICAS_PATH = '/spec/replicas';

/**
 * The federated object as KubeFed's scheduler leaves it: placed on every cluster of the plan, those with 0 replicas too, with
 * the replicas of each as an override (KubeFed v0.10.0, pkg/schedulingtypes/plugin.go). It is the object itself where there
 * is nothing to change.
 *
 * @param available the clusters that take part, by name.
 * @throws FederationError for numbers that JavaScript cannot hold.
 */
export function scheduled(
  object: FederatedObject,
  preference: ReplicaSchedulingPreference,
  available: readonly string[],
): FederatedObject {
  if (available.length === 0) return object;
  const { replicas } = planReplicas(planInput(preference, available));
  const last = object.overrides.at(-1);
  const declared = last?.from === 'declared' ? last.clusters : [];
  const before = object.overrides.slice(0, last?.from === 'declared' ? -1 : undefined);
  return {
    ...object,
    scheduledBy: preference.ref,
    placement: {
      ...object.placement,
      clusters: Object.keys(replicas)
        .sort()
        .map((name) => ({ name })),
    },
    overrides: [...before, { from: 'declared', clusters: withReplicas(declared, replicas) }],
  };
}

/** What the plan of a preference is made from. */
export function planInput(
  { namespace, name, totalReplicas, rebalance, clusters }: ReplicaSchedulingPreference,
  available: readonly string[],
): PlanReplicasInput {
  return { key: `${namespace}/${name}`, total: totalReplicas, available, rebalance, clusters };
}

function withReplicas(
  overrides: readonly ClusterOverrides[],
  replicas: Readonly<Record<string, number>>,
): readonly ClusterOverrides[] {
  const isReplicas = ({ path }: OverrideOperation): boolean => path === REPLICAS_PATH;
  const known = overrides.map(({ clusterName, clusterOverrides }): ClusterOverrides => {
    const operations = [...(clusterOverrides ?? [])];
    const index = operations.findIndex(isReplicas);
    const value = Object.hasOwn(replicas, clusterName) ? replicas[clusterName] : undefined;
    if (value === undefined) {
      if (index >= 0) operations.splice(index, 1);
    } else if (index >= 0) {
      operations[index] = { ...(operations[index] as OverrideOperation), value };
    } else {
      operations.push({ path: REPLICAS_PATH, value });
    }
    return { clusterName, clusterOverrides: operations };
  });
  const named = new Set(overrides.map(({ clusterName }) => clusterName));
  const fresh = Object.entries(replicas)
    .filter(([clusterName]) => !named.has(clusterName))
    .map(([clusterName, value]) => ({ clusterName, clusterOverrides: [{ path: REPLICAS_PATH, value }] }));
  return [...known, ...fresh];
}
