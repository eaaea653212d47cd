/** What is known of one cluster that may get replicas. All numbers are whole and not negative. */
export interface ReplicaCluster {
  readonly name: string;
  /** Share of the replicas, for `divided`; only the ratio matters. */
  readonly weight: number;
  /** Its minReplicas. Where it has no room for them, room decides. */
  readonly min: number;
  /** Its maxReplicas. */
  readonly max: number | undefined;
  /** For how many replicas it has room, where that is known. */
  readonly capacity: number | undefined;
  /** By the lock; 0 where there was none. */
  readonly previous: number;
  /** Preference of placement: lower is better. Those of one rank go by name. */
  readonly rank: number;
}

/** What a strategy plans from. The order of the clusters does not matter. */
export interface StrategyInput {
  /**
   * - `divided`: over all clusters by weight (Webster).
   * - `duplicated`: as many on every cluster.
   * - `aggregated`: onto as few clusters as have room for them.
   */
  readonly strategy: 'divided' | 'duplicated' | 'aggregated';
  readonly total: number;
  readonly clusters: readonly ReplicaCluster[];
  /**
   * False: replicas that run stay where they are as far as bounds and total allow; only the difference is planned. True: as if
   * nothing ran, and between plans that are equally good the one that moves less.
   */
  readonly rebalance: boolean;
  /** How many of the replicas that run, on the clusters given, stay where they are in one run. */
  readonly minAvailable: number | undefined;
}

/** How many replicas each cluster gets. Their sum is `total - unplaced + excess`, but for `duplicated`. */
export interface StrategyPlan {
  /** One entry for each cluster, sorted by name. */
  readonly replicas: ReadonlyMap<string, number>;
  /** For how many the bounds left no room; of `duplicated`, over all clusters. */
  readonly unplaced: number;
  /** How many more than the total the minima ask for. They are given. */
  readonly excess: number;
  /** Replicas that are still to be moved in later runs, for the sake of `minAvailable`. */
  readonly waiting: number;
  /** The arithmetic, one step a cluster and phase: the changes of a cluster add up to its replicas. */
  readonly steps: readonly StrategyStep[];
}

/** The bound that a cluster has reached. */
export type ReachedBound = 'minimum' | 'maximum' | 'capacity';

/** One step of the arithmetic. */
export type StrategyStep = {
  readonly cluster: string;
  /** Replicas given to the cluster; negative where they are taken from it. */
  readonly change: number;
} & (MinimumStep | KeptStep | ShareStep | SurplusStep | CopyStep | FilledStep | FreedStep | LeftOutStep | WaitingStep);

/** The cluster gets its minimum. */
export interface MinimumStep {
  readonly kind: 'minimum';
  readonly minimum: number;
  /** What has cut the minimum. */
  readonly limit: ReachedBound | undefined;
}

/** The cluster keeps what runs there, beyond its minimum. */
export interface KeptStep {
  readonly kind: 'kept';
  readonly previous: number;
  /** What kept it from keeping all. */
  readonly limit: ReachedBound | undefined;
}

/** `divided`: the cluster gets its share by weight. */
export interface ShareStep {
  readonly kind: 'share';
  readonly weight: number;
  /** Of all clusters. */
  readonly weights: number;
  /** The quotient of the last replica that it got was weight / divisor. */
  readonly divisor: number;
  readonly limit: ReachedBound | undefined;
}

/** `divided`: the cluster ran more than its share of a total that has become smaller. */
export interface SurplusStep {
  readonly kind: 'surplus';
  readonly weight: number;
  /** The quotient of the last replica that it lost was weight / divisor. */
  readonly divisor: number;
  readonly limit: ReachedBound | undefined;
}

/** `duplicated`: the cluster gets the total. */
export interface CopyStep {
  readonly kind: 'copy';
  readonly total: number;
  readonly limit: ReachedBound | undefined;
}

/** `aggregated`: the cluster gets what still has no place. */
export interface FilledStep {
  readonly kind: 'filled';
  /** How many clusters are used. */
  readonly used: number;
  readonly limit: ReachedBound | undefined;
}

/** `aggregated`: the cluster is used, and ran more than is left for it. */
export interface FreedStep {
  readonly kind: 'freed';
  readonly used: number;
  readonly limit: ReachedBound | undefined;
}

/** `aggregated`: the cluster ran replicas, and is not used. */
export interface LeftOutStep {
  readonly kind: 'left-out';
  readonly previous: number;
  readonly used: number;
  /** What leaves it no room at all; otherwise the others have room enough. */
  readonly limit: ReachedBound | undefined;
}

/** Replicas that stay for now, or, where the change is negative, that come later: `minAvailable` allows no more moves. */
export interface WaitingStep {
  readonly kind: 'waiting';
  readonly minAvailable: number;
}
