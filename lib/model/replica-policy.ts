/** How fed8s divides replicas over the clusters on which an object is placed. */
export interface ReplicaPolicy {
  /**
   * `divided`: by weights. `duplicated`: all of them on every cluster. `aggregated`: onto the fewest clusters that have room.
   */
  readonly strategy: ReplicaStrategy;
  /** How many there are in all (of `duplicated`: on each). Absent: what the template says. */
  readonly total?: number;
  /** Whether replicas that run may be moved for a better division. */
  readonly rebalance: boolean;
  /** So many replicas stay where they are while others are moved; the rest waits for later runs. */
  readonly minAvailable?: number;
  /** By cluster; `*` stands for those without an entry, and is not merged with one. */
  readonly clusters: Readonly<Record<string, ReplicaLimits>>;
  /** Whether it was said of what is around the object: one without replicas is passed over then. */
  readonly inherited: boolean;
}

/** The strategies by which replicas are divided. */
export const replicaStrategies = ['divided', 'duplicated', 'aggregated'] as const;

export type ReplicaStrategy = (typeof replicaStrategies)[number];

/** What one cluster may get of the replicas. */
export interface ReplicaLimits {
  /** @default 0 */
  readonly minReplicas?: number;
  /** @default - unbounded */
  readonly maxReplicas?: number;
  /** Share, of `divided`. @default 1 */
  readonly weight?: number;
  /** For how many there is room. @default - not known, so unbounded */
  readonly capacity?: number;
}
