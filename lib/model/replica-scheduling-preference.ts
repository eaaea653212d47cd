import { preferenceSpecShape } from './api-shapes';
import { type ReadingPlace } from './cluster';
import { SCHEDULING_GROUP } from './federated-type';
import { type Finding } from './finding';
import { type JsonObject, isJsonObject } from './json';
import { type ObjectRef } from './object-ref';
import { unknownFields } from './unknown-fields';

/** What one cluster (or `*`, every other one) may get of the replicas. */
export interface ClusterPreferences {
  /** Default 0. */
  readonly minReplicas?: number;
  /** Default: unbounded. */
  readonly maxReplicas?: number;
  /** Share of what is left after the minima. Default 0. */
  readonly weight?: number;
}

/** How the replicas of the FederatedDeployment or FederatedReplicaSet of the same name are divided over clusters. */
export interface ReplicaSchedulingPreference {
  readonly ref: ObjectRef;
  readonly name: string;
  readonly namespace: string;
  readonly targetKind: string;
  readonly totalReplicas: number;
  /** Whether running replicas may be moved. Default false. */
  readonly rebalance: boolean;
  /** Whether only clusters of the target's clusterSelector take part. Default false: all ready clusters. */
  readonly intersectWithClusterSelector: boolean;
  readonly clusters: Readonly<Record<string, ClusterPreferences>>;
  readonly origin?: string;
}

/** Reads a ReplicaSchedulingPreference; undefined, and reported, where an API server would refuse it. */
export function readReplicaSchedulingPreference(
  manifest: JsonObject,
  { origin, report }: ReadingPlace,
): ReplicaSchedulingPreference | undefined {
  const metadata = isJsonObject(manifest.metadata) ? manifest.metadata : {};
  const { name, namespace } = metadata;
  const ref: ObjectRef = {
    apiVersion: `${SCHEDULING_GROUP}/v1alpha1`,
    kind: 'ReplicaSchedulingPreference',
    ...(typeof namespace === 'string' && { namespace }),
    name: typeof name === 'string' ? name : '',
  };
  const place = { ...(origin !== undefined && { origin }) };
  const refusals: Omit<Finding, 'object' | 'origin'>[] = [];
  const refuse = (message: string, remedy: string, path?: string): void =>
    void refusals.push({
      code: 'invalid-scheduling-preference',
      severity: 'error',
      kubefed: 'error',
      message,
      remedy,
      ...(path !== undefined && { path }),
    });
  if (!isText(name) || !isText(namespace)) {
    refuse(
      'A ReplicaSchedulingPreference needs metadata.name and metadata.namespace.',
      'Give it the name and the namespace of the FederatedDeployment or FederatedReplicaSet that it schedules.',
    );
  }
  const spec = isJsonObject(manifest.spec) ? manifest.spec : {};
  const { targetKind } = spec;
  // An API server drops a null where the schema does not ask for one.
  const totalReplicas = spec.totalReplicas ?? 0;
  const rebalance = spec.rebalance ?? false;
  const intersectWithClusterSelector = spec.intersectWithClusterSelector ?? false;
  if (targetKind !== 'FederatedDeployment' && targetKind !== 'FederatedReplicaSet') {
    refuse(
      `spec.targetKind is ${targetKind === undefined || targetKind === null ? 'missing' : JSON.stringify(targetKind)}.`,
      'Set it to FederatedDeployment or FederatedReplicaSet; KubeFed schedules no other kind.',
    );
  }
  if (!isSafeInteger(totalReplicas)) {
    refuse(
      `spec.totalReplicas is ${JSON.stringify(totalReplicas)}, and must be an integer.`,
      'Write a whole number.',
      '/spec/totalReplicas',
    );
  }
  for (const [field, value] of Object.entries({ rebalance, intersectWithClusterSelector })) {
    if (typeof value === 'boolean') continue;
    refuse(`spec.${field} is ${JSON.stringify(value)}, and must be true or false.`, 'Correct it.', `/spec/${field}`);
  }
  const clusters = readPreferences(spec.clusters);
  if (clusters === undefined) {
    refuse(
      'spec.clusters must map a cluster name or "*" to integers minReplicas, maxReplicas and weight.',
      'Write for example `clusters: { cluster1: { minReplicas: 1, weight: 2 } }`.',
    );
  }
  const unknown = unknownFields(spec, preferenceSpecShape, { kind: ref.kind, path: '/spec' });
  [...unknown, ...refusals].forEach((one) => report({ ...one, object: ref, ...place }));
  if (refusals.length > 0) return undefined;
  return {
    ref,
    name: ref.name,
    namespace: ref.namespace as string,
    targetKind: targetKind as string,
    totalReplicas: totalReplicas as number,
    rebalance: rebalance as boolean,
    intersectWithClusterSelector: intersectWithClusterSelector as boolean,
    clusters: clusters as Readonly<Record<string, ClusterPreferences>>,
    ...place,
  };
}

function readPreferences(value: unknown): Readonly<Record<string, ClusterPreferences>> | undefined {
  if (value === undefined || value === null) return {};
  if (!isJsonObject(value)) return undefined;
  const clusters: [string, ClusterPreferences][] = [];
  for (const [cluster, preferences] of Object.entries(value)) {
    if (!isJsonObject(preferences)) return undefined;
    const { minReplicas, maxReplicas, weight } = preferences;
    const numbers = [minReplicas, maxReplicas, weight].filter((number) => number !== undefined && number !== null);
    if (!numbers.every(isSafeInteger)) return undefined;
    clusters.push([
      cluster,
      {
        ...(isSafeInteger(minReplicas) && { minReplicas }),
        ...(isSafeInteger(maxReplicas) && { maxReplicas }),
        ...(isSafeInteger(weight) && { weight }),
      },
    ]);
  }
  // fromEntries, so that no name can reach the prototype
  return Object.fromEntries(clusters);
}

function isSafeInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
