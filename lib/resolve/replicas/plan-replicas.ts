import { isMap, requireThat } from '../../model/require-that';
import { isJsonObject } from '../../model/json';
import { FederationError } from '../../model/federation-error';
import { type ClusterPreferences } from '../../model/replica-scheduling-preference';
import { type GivingStep, distribute, emptyTable } from './distribute';
import { fnv1 } from './fnv1';
import { readInteger, safe } from './int64';

/** What a replica plan is made from. */
export interface PlanReplicasInput {
  /** `namespace/name` of the workload; it breaks ties between clusters of one weight. */
  readonly key: string;
  /** How many replicas there are to be in all. KubeFed's API holds it in 32 bits. */
  readonly total: number;
  /** The clusters that take part. */
  readonly available: readonly string[];
  /** Whether replicas that run may be moved. @default false */
  readonly rebalance?: boolean | undefined;
  /** By cluster; `*` stands for those without an entry, and is not merged with one. @default - { '*': { weight: 1 } } */
  readonly clusters?: Readonly<Record<string, ClusterPreferences>> | null | undefined;
  /** How many replicas run now, by cluster. @default - nothing runs */
  readonly current?: Readonly<Record<string, number>> | null | undefined;
  /** For how many replicas a cluster has room, where that is known. @default - nothing is known */
  readonly capacity?: Readonly<Record<string, number>> | null | undefined;
}

/** How many replicas each cluster gets. */
export interface ReplicaPlan {
  /** By cluster, sorted; the overflow is in it. A cluster that runs replicas and gets none has 0. */
  readonly replicas: Record<string, number>;
  /** What would go to a cluster but for its capacity: only the clusters that have some. */
  readonly overflow: Record<string, number>;
}

const DEFAULT: Readonly<Record<string, ClusterPreferences>> = { '*': { weight: 1 } };

/**
 * Divides replicas over clusters exactly as KubeFed's ReplicaSchedulingPreference does (v0.10.0,
 * pkg/controller/util/planner/planner.go and pkg/schedulingtypes/replicascheduler.go). The order of `available` does not
 * matter.
 *
 * @throws TypeError where key or available are of another type.
 * @throws FederationError `unsafe-integer` for numbers beyond 2^53 or where KubeFed's int64 would wrap around,
 *   `invalid-scheduling-preference` for what is no integer.
 */
export function planReplicas(input: PlanReplicasInput): ReplicaPlan {
  return planWithSteps(input);
}

/** A step of a plan, of a cluster by its name. */
export type PlanStep = { readonly cluster: string } & (
  | Omit<Extract<GivingStep, { readonly kind: 'minimum' | 'kept' }>, 'row'>
  | Omit<Extract<GivingStep, { readonly kind: 'share' }>, 'row'>
);

/** The same; `tell` is told of the arithmetic, step by step. */
export function planWithSteps(input: PlanReplicasInput, tell?: (step: PlanStep) => void): ReplicaPlan {
  requireThat(isMap(input), 'planReplicas: it takes a map with key, total and available.');
  const { key, rebalance = false } = input;
  requireThat(typeof (key as unknown) === 'string', 'planReplicas: key must be text.');
  const named = Array.isArray(input.available) && input.available.every((name: unknown) => typeof name === 'string');
  requireThat(named, 'planReplicas: available must be a list of cluster names.');
  requireThat(typeof (rebalance as unknown) === 'boolean', 'planReplicas: rebalance must be true or false.');
  for (const field of ['clusters', 'current', 'capacity'] as const) {
    const isMap = input[field] === undefined || input[field] === null || isJsonObject(input[field]);
    requireThat(isMap, `planReplicas: ${field} must be a map by cluster.`);
  }
  const total = readInteger(input.total, 'The total of the replicas');
  const current = readCounts(input.current, 'current');
  const capacity = readCounts(input.capacity, 'capacity');
  const preferencesOf = readPreferences(input.clusters);

  const names = [...new Set([...input.available, ...current.keys()])].sort();
  const rows = new Map(names.map((name, row) => [name, row]));
  const table = emptyTable(names.length);
  const takesPart = new Uint8Array(names.length);
  const served: number[] = [];
  for (const cluster of input.available) {
    const row = rows.get(cluster) as number;
    if (takesPart[row] === 0) {
      const preferences = preferencesOf(cluster);
      if (preferences === undefined) continue;
      takesPart[row] = 1;
      table.weight[row] = preferences.weight;
      table.min[row] = preferences.min;
      table.max[row] = preferences.max;
      table.capacity[row] = capacity.get(cluster) ?? Infinity;
      table.current[row] = current.get(cluster) ?? -Infinity;
    }
    served.push(row);
  }
  const order = orderOf(served, table.weight, (row) => fnv1(`${names[row] ?? ''}${key}`));
  const left = distribute(
    table,
    order,
    { total, rebalance },
    tell && (({ row, ...step }) => tell({ cluster: names[row] ?? '', ...step })),
  );

  const replicas: [string, number][] = [];
  const overflow: [string, number][] = [];
  names.forEach((name, row) => {
    const beyond = table.overflow[row] as number;
    const kept = Math.max(rebalance ? beyond : Math.min(beyond, left), 0);
    if (kept > 0) overflow.push([name, kept]);
    replicas.push([name, safe((table.planned[row] as number) + kept, 'The replicas of a cluster')]);
  });
  // fromEntries, so that a cluster may have any name without reaching a prototype
  return { replicas: Object.fromEntries(replicas), overflow: Object.fromEntries(overflow) };
}

/**
 * Rows by falling weight, then by rising hash; those of one hash, which KubeFed leaves to chance, by number and so by name.
 * Hash and row are sorted as one number, far faster than by a function: exact for up to two million clusters.
 */
function orderOf(rows: readonly number[], weight: Float64Array, hashOf: (row: number) => number): readonly number[] {
  const byWeight = new Map<number, number[]>();
  for (const row of rows) {
    const key = hashOf(row) * weight.length + row;
    const keys = byWeight.get(weight[row] as number);
    if (keys === undefined) byWeight.set(weight[row] as number, [key]);
    else keys.push(key);
  }
  return [...byWeight]
    .sort(([left], [right]) => right - left)
    .flatMap(([, keys]) => Array.from(Float64Array.from(keys).sort(), (key) => key % weight.length));
}

interface ReadPreferences {
  readonly weight: number;
  readonly min: number;
  readonly max: number;
}

/** The preferences of each cluster, `*` read once for all that have no entry; undefined for a cluster without any. */
function readPreferences(given: PlanReplicasInput['clusters']): (cluster: string) => ReadPreferences | undefined {
  const preferences = given === null || given === undefined || Object.keys(given).length === 0 ? DEFAULT : given;
  const read = (cluster: string): ReadPreferences => {
    const { minReplicas, maxReplicas, weight } = entry(preferences[cluster], cluster);
    return {
      weight: weight === undefined ? 0 : readInteger(weight, `weight of ${cluster}`),
      min: minReplicas === undefined ? 0 : readInteger(minReplicas, `minReplicas of ${cluster}`),
      max: maxReplicas === undefined ? Infinity : readInteger(maxReplicas, `maxReplicas of ${cluster}`),
    };
  };
  const others = Object.hasOwn(preferences, '*') ? read('*') : undefined;
  return (cluster) => (Object.hasOwn(preferences, cluster) ? read(cluster) : others);
}

/** The entry of a cluster; null is one without any preference, and a null in it is like nothing, as in KubeFed. */
function entry(value: unknown, cluster: string): { readonly [field in keyof ClusterPreferences]?: unknown } {
  if (value === null || value === undefined) return {};
  if (isJsonObject(value)) {
    const { minReplicas, maxReplicas, weight } = value;
    return {
      minReplicas: minReplicas ?? undefined,
      maxReplicas: maxReplicas ?? undefined,
      weight: weight ?? undefined,
    };
  }
  throw new FederationError({
    code: 'invalid-scheduling-preference',
    severity: 'error',
    message: `The preferences of ${JSON.stringify(cluster)} are no map.`,
    remedy: 'Write `{ minReplicas, maxReplicas, weight }`, each of them optional.',
  });
}

function readCounts(counts: Readonly<Record<string, number>> | null | undefined, what: string): Map<string, number> {
  return new Map(
    Object.entries(counts ?? {}).map(([cluster, count]) => [
      cluster,
      readInteger(count, `${what} of cluster ${cluster}`),
    ]),
  );
}
