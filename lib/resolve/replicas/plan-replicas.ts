import { FederationError } from '../../model/federation-error';
import { type ClusterPreferences } from '../../model/replica-scheduling-preference';
import { type Share, distribute } from './distribute';
import { fnv1 } from './fnv1';
import { readInteger } from './int64';

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

const DEFAULT_PREFERENCES: Readonly<Record<string, ClusterPreferences>> = { '*': { weight: 1 } };

/**
 * Divides replicas over clusters exactly as KubeFed's ReplicaSchedulingPreference does (v0.10.0,
 * pkg/controller/util/planner/planner.go and pkg/schedulingtypes/replicascheduler.go). The order of `available` does not
 * matter.
 *
 * @throws FederationError `unsafe-integer` for numbers beyond 2^53 or where KubeFed's int64 would wrap around,
 *   `invalid-scheduling-preference` for what is no integer.
 */
export function planReplicas(input: PlanReplicasInput): ReplicaPlan {
  const { key, available, rebalance = false } = input;
  const given = input.clusters ?? {};
  const preferences = Object.keys(given).length === 0 ? DEFAULT_PREFERENCES : given;
  const current = readCounts(input.current, 'current');
  const capacity = readCounts(input.capacity, 'capacity');
  const anyOther = own(preferences, '*');

  const replicas = new Map<string, number>([...current.keys()].map((cluster) => [cluster, 0]));
  const byCluster = new Map<string, Share>();
  const shares: Share[] = [];
  const readOther = anyOther === undefined ? undefined : readPreferences(anyOther, '*');
  for (const cluster of available) {
    let share = byCluster.get(cluster);
    if (share === undefined) {
      const explicit = own(preferences, cluster);
      const read = explicit === undefined ? readOther : readPreferences(explicit, cluster);
      if (read === undefined) {
        replicas.set(cluster, 0);
        continue;
      }
      share = {
        ...read,
        cluster,
        hash: fnv1(cluster + key),
        capacity: capacity.get(cluster),
        current: current.get(cluster),
        planned: 0,
        preallocated: 0,
        overflow: undefined,
      };
      byCluster.set(cluster, share);
    }
    shares.push(share);
  }
  shares.sort(byWeight);
  const left = distribute(shares, readInteger(input.total, 'The total of the replicas'), rebalance);

  const overflow = new Map<string, number>();
  for (const [cluster, share] of byCluster) {
    const over = rebalance || share.overflow === undefined ? share.overflow : Math.min(share.overflow, left);
    if (over !== undefined && (rebalance || over > 0)) overflow.set(cluster, over);
    replicas.set(cluster, readInteger(share.planned + (overflow.get(cluster) ?? 0), 'The replicas of a cluster'));
  }
  return { replicas: sortedRecord(replicas), overflow: sortedRecord(overflow) };
}

/** By falling weight, then by rising hash; clusters of one hash, which KubeFed leaves to chance, by name. */
function byWeight(left: Share, right: Share): number {
  return right.weight - left.weight || left.hash - right.hash || (left.cluster < right.cluster ? -1 : 1);
}

function readPreferences(preferences: ClusterPreferences, cluster: string): Pick<Share, 'min' | 'max' | 'weight'> {
  const place = (field: string): string =>
    `${field} of ${cluster === '*' ? 'all other clusters' : `cluster ${cluster}`}`;
  const { minReplicas, maxReplicas, weight } = preferences;
  return {
    min: readInteger(minReplicas ?? 0, place('minReplicas')),
    max: (maxReplicas ?? undefined) === undefined ? Infinity : readInteger(maxReplicas, place('maxReplicas')),
    weight: readInteger(weight ?? 0, place('weight')),
  };
}

function readCounts(counts: Readonly<Record<string, number>> | null | undefined, what: string): Map<string, number> {
  return new Map(
    Object.entries(counts ?? {}).map(([cluster, count]) => [
      cluster,
      readInteger(count, `${what} of cluster ${cluster}`),
    ]),
  );
}

/** The preferences of a cluster; null is an entry without any, as in KubeFed. */
function own(preferences: Readonly<Record<string, ClusterPreferences>>, key: string): ClusterPreferences | undefined {
  if (!Object.hasOwn(preferences, key)) return undefined;
  const found: unknown = preferences[key];
  if (found === null) return {};
  if (typeof found === 'object') return found as ClusterPreferences;
  if (found === undefined) return undefined;
  throw new FederationError({
    code: 'invalid-scheduling-preference',
    severity: 'error',
    message: `The preferences of ${JSON.stringify(key)} are no map.`,
    remedy: 'Write `{ minReplicas, maxReplicas, weight }`, each of them optional.',
  });
}

/** fromEntries, so that a cluster may have any name without reaching a prototype. */
function sortedRecord(numbers: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...numbers].sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)));
}
