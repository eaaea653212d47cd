import { type FederatedObject } from '../../model/federated-object';
import { isNamespaceTarget } from '../../model/federated-type';
import { isFederationError } from '../../model/federation-error';
import { type Federation } from '../../model/federation';
import { type Semantics } from '../../model/finding';
import { overrideLists } from '../../model/override';
import { type Placement } from '../../model/placement';
import { type ReplicaSchedulingPreference } from '../../model/replica-scheduling-preference';
import { overrideListProblems } from '../overrides/override-list-problems';
import { type ClusterIndex } from '../placement/cluster-index';
import { placeObject } from '../placement/place-object';
import { type ProblemLog } from '../problem-log';
import { scheduled } from './schedule';
import { reportReplaced } from './schedule-problems';

/**
 * The objects of a federation after KubeFed's scheduler has gone over them: those with a ReplicaSchedulingPreference are
 * placed and overridden by its plan, the others are as they were.
 */
export function applyPreferences(
  federation: Federation,
  context: { readonly index: ClusterIndex; readonly semantics: Semantics; readonly log: ProblemLog },
): readonly FederatedObject[] {
  const { objects, preferences, schedulerPreferences } = federation;
  if (preferences.length === 0 || !schedulerPreferences) return objects;
  const positions = new Map(objects.map((object, position) => [keyOf(object), position]));
  const refused = new Set(federation.refused.map(keyOf));
  const result = [...objects];
  for (const preference of preferences) {
    const { targetKind, namespace, name } = preference;
    const position = positions.get(`${targetKind} ${namespace}/${name}`);
    const target = position === undefined ? undefined : objects[position];
    if (position === undefined || target === undefined) {
      reportUnknownClusters(preference, federation, context.log);
      if (refused.has(`${targetKind} ${namespace}/${name}`)) continue;
      report(preference, context.log, {
        code: 'scheduling-target-missing',
        message: `There is no ${targetKind} ${namespace}/${name} to schedule.`,
        remedy: `Name the preference like its target, in the same namespace, or correct targetKind.`,
      });
      continue;
    }
    reportUnknownClusters(preference, federation, context.log);
    // The controller leaves an object alone whose type is not propagated, or whose overrides it cannot read.
    if (
      target.propagation === 'Disabled' ||
      overrideLists(target.overrides).some((list) => overrideListProblems(list).length > 0)
    )
      continue;
    try {
      const after = scheduled(target, preference, available(preference, target, federation, context));
      if (after !== target) reportReplaced(target, after, { preference, log: context.log });
      result[position] = Object.freeze(after);
    } catch (error) {
      if (!isFederationError(error)) throw error;
      for (const { code, message, remedy } of error.problems)
        report(preference, context.log, { code, message, remedy });
    }
  }
  return Object.freeze(result);
}

function keyOf({ ref }: FederatedObject): string {
  return `${ref.kind} ${ref.namespace ?? ''}/${ref.name}`;
}

/** The clusters that take part; none where the object is to stay as it is. KubeFed v0.10.0, pkg/schedulingtypes/replicascheduler.go. */
export function available(
  preference: ReplicaSchedulingPreference,
  target: FederatedObject,
  { clusters, objects, scope }: Federation,
  { index, semantics }: { readonly index: ClusterIndex; readonly semantics: Semantics },
): readonly string[] {
  const ready = clusters.filter((cluster) => semantics === 'strict' || cluster.ready).map(({ name }) => name);
  if (!preference.intersectWithClusterSelector) return ready;
  const namespace = objects.find(
    ({ form, target: type, ref }) =>
      form === 'federated' &&
      isNamespaceTarget(type) &&
      ref.name === preference.namespace &&
      ref.namespace === preference.namespace,
  );
  if (namespace === undefined) return [];
  // Only the selectors count here, whatever the clusters lists say.
  const bySelector = (placement: Placement | null | undefined): Placement => ({
    clusterSelector: placement?.clusterSelector,
  });
  const { members } = placeObject(index, {
    placement: bySelector(target.placement),
    namespaced: true,
    scope,
    federatedNamespace: { placement: bySelector(namespace.placement) },
  });
  const selected = new Set(index.names.filter((_, position) => members[position] === 1));
  return ready.filter((name) => selected.has(name));
}

function reportUnknownClusters(
  preference: ReplicaSchedulingPreference,
  { clusters, unreadable }: Federation,
  log: ProblemLog,
): void {
  const known = new Set([...clusters.map(({ name }) => name), ...unreadable.clusters]);
  for (const name of Object.keys(preference.clusters)) {
    if (name === '*' || known.has(name)) continue;
    report(preference, log, {
      code: 'unknown-cluster',
      message: `spec.clusters names ${JSON.stringify(name)}, and there is no such cluster.`,
      remedy: `Correct the name, or add the KubeFedCluster ${name}.`,
    });
  }
}

function report(
  { ref, origin }: ReplicaSchedulingPreference,
  log: ProblemLog,
  problem: Pick<Parameters<ProblemLog['add']>[0], 'code' | 'message' | 'remedy'>,
): void {
  log.add({ ...problem, severity: 'error', kubefed: 'warning', object: ref, ...(origin !== undefined && { origin }) });
}
