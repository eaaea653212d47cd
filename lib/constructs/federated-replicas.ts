import { type ReplicaLimits, type ReplicaStrategy } from '../model/replica-policy';
import { type ClusterInfo } from './per-cluster';

/**
 * How replicas are divided over the clusters on which an object is placed: those of a Deployment, ReplicaSet or StatefulSet
 * (`spec.replicas`), or the minimum and maximum of a HorizontalPodAutoscaler. A cluster that gets none does not get the object.
 * Replicas stay where they are, by the lock, as far as total and bounds allow.
 *
 * @example
 * const replicas: FederatedReplicas = { strategy: 'divided', total: 9, clusters: { 'eu-1': { weight: 2 }, '*': { weight: 1 } } };
 */
export interface FederatedReplicas {
  /**
   * `divided`: by weights (Webster's method). `duplicated`: all of them on every cluster. `aggregated`: onto the fewest clusters
   * that have room.
   */
  readonly strategy: ReplicaStrategy;
  /**
   * How many there are in all; of `duplicated` on every cluster.
   *
   * @default - what the template says
   */
  readonly total?: number | undefined;
  /**
   * Whether replicas that run may be moved for a better division.
   *
   * @default false
   */
  readonly rebalance?: boolean | undefined;
  /**
   * So many replicas stay where they are while others are moved. What is left to move waits for later runs.
   *
   * @default - all may be moved at once
   */
  readonly minAvailable?: number | undefined;
  /**
   * Weights, bounds and room, by cluster; `*` stands for those without an entry. Or a function of the cluster.
   *
   * @default - every cluster has weight 1 and no bounds
   */
  readonly clusters?: Readonly<Record<string, ReplicaLimits>> | ((cluster: ClusterInfo) => ReplicaLimits) | undefined;
}

/** A division of replicas, and whether it was said of a construct around. */
export interface HeldReplicas {
  readonly replicas: FederatedReplicas;
  readonly inherited: boolean;
}
