import { type ClusterCondition } from './cluster-condition';
import { type Toleration } from './taint';

/**
 * What a placement asks beyond KubeFed's API: which of the clusters that KubeFed's rules select are chosen. Plain data; a
 * placement without a policy is KubeFed's alone.
 */
export interface PlacementPolicy {
  /** Only clusters for which it holds. */
  readonly where?: ClusterCondition;
  /** None of the clusters for which it holds. */
  readonly exclude?: ClusterCondition;
  readonly tolerations: readonly Toleration[];
  /** How many are chosen; all that may be where it says nothing. */
  readonly count?: ClusterCount;
  /** How those that are chosen are spread. */
  readonly spread: readonly SpreadConstraint[];
  /** Groups of clusters, the best first; the next counts where one does not suffice, and clusters of none come last. */
  readonly prefer: readonly ClusterCondition[];
  readonly affinity: ObjectAffinity;
  readonly antiAffinity: ObjectAffinity;
  /** Whether clusters that were chosen before stay chosen, as long as they may. */
  readonly sticky: boolean;
  /**
   * The construct that says it of all that is in it: those objects choose alike, as far as they may, so that what belongs together
   * stays together.
   */
  readonly group?: string;
}

/** How many clusters are wanted. */
export interface ClusterCount {
  readonly atLeast: number;
  readonly atMost: number;
}

/** How clusters are spread over the values of a label. */
export interface SpreadConstraint {
  /** The key of the label. Clusters without it are not chosen. */
  readonly by: string;
  /**
   * By how many clusters one value may be ahead of another. One whose clusters are all chosen does not hold the others back.
   */
  readonly maxSkew: number;
}

/** Other objects, named as for `fed8s explain`: `deployment/shop/redis`. */
export interface ObjectAffinity {
  /** Only (or none of) the clusters where these are. */
  readonly required: readonly string[];
  /** Rather (or rather not) the clusters where these are. */
  readonly preferred: readonly string[];
}

/** What a placement asks for where it says nothing. */
export const noPolicy: PlacementPolicy = Object.freeze({
  tolerations: Object.freeze([]),
  spread: Object.freeze([]),
  prefer: Object.freeze([]),
  affinity: Object.freeze({ required: Object.freeze([]), preferred: Object.freeze([]) }),
  antiAffinity: Object.freeze({ required: Object.freeze([]), preferred: Object.freeze([]) }),
  sticky: true,
});
