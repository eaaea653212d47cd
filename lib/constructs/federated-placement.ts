import { type ApiObject } from 'cdk8s';
import { type ClusterMatch } from '../model/cluster-match';
import { type Placement } from '../model/placement';
import { type PlacementPolicy } from '../model/placement-policy';
import { type Toleration } from '../model/taint';

/**
 * Where an object goes: KubeFed's placement, and what it does not know. Of the clusters that `clusters` or `clusterSelector`
 * select (all of them where neither is given) those are left that pass every condition, and `count` of them are chosen. A
 * placement that says no more than KubeFed's does not look at taints.
 *
 * @example
 * const placement: FederatedPlacement = { where: { tier: 'gold' }, count: 3, spread: { by: 'region' } };
 */
export interface FederatedPlacement extends Placement {
  /**
   * Only clusters for which it holds: labels, annotations, properties, names.
   *
   * @default - any
   */
  readonly where?: ClusterMatch | undefined;
  /**
   * None of the clusters for which it holds, or of these names.
   *
   * @default - none
   */
  readonly exclude?: ClusterMatch | readonly string[] | undefined;
  /**
   * Taints of clusters that do not keep it off.
   *
   * @default - none
   */
  readonly tolerations?: readonly Toleration[] | undefined;
  /**
   * How many clusters are chosen: so many, or a range. Where there are fewer than that, it is an error.
   *
   * @default - all that may be
   */
  readonly count?: number | { readonly atLeast?: number; readonly atMost?: number } | undefined;
  /**
   * How those that are chosen are spread over the values of labels. It needs a `count`.
   *
   * @default - not at all
   */
  readonly spread?: PlacementSpread | readonly PlacementSpread[] | undefined;
  /**
   * Groups of clusters, the best first. Where one does not suffice for the `count`, the next one counts; clusters that are in
   * none come last.
   *
   * @default - all clusters are equally good
   */
  readonly prefer?: readonly ClusterMatch[] | undefined;
  /**
   * Objects that it must, or should rather, be with on a cluster.
   *
   * @default - none
   */
  readonly affinity?: PlacementAffinity | undefined;
  /**
   * Objects that it must not, or should rather not, be with on a cluster.
   *
   * @default - none
   */
  readonly antiAffinity?: PlacementAffinity | undefined;
  /**
   * Whether clusters that were chosen before, by the lock, stay chosen as long as they may be.
   *
   * @default true
   */
  readonly sticky?: boolean | undefined;
}

/** How clusters are spread over the values of a label. */
export interface PlacementSpread {
  /** The key of the label, such as `region`. Clusters without it are not chosen. */
  readonly by: string;
  /**
   * By how many clusters one value may be ahead of another that has clusters left.
   *
   * @default 1
   */
  readonly maxSkew?: number | undefined;
}

/** Another object: its construct, or its name as for `fed8s explain`: `deployment/shop/redis`. */
export type PlacedWith = ApiObject | string;

/** Other objects; a list is of those that are required. */
export type PlacementAffinity =
  | readonly PlacedWith[]
  | {
      readonly required?: readonly PlacedWith[] | undefined;
      readonly preferred?: readonly PlacedWith[] | undefined;
    };

/** A placement as it was read: KubeFed's, and what goes beyond it. */
export interface ReadPlacement {
  readonly placement: Placement;
  readonly policy?: PlacementPolicy;
}

const POLICY_FIELDS = {
  where: true,
  exclude: true,
  tolerations: true,
  count: true,
  spread: true,
  prefer: true,
  affinity: true,
  antiAffinity: true,
  sticky: true,
} satisfies Record<Exclude<keyof FederatedPlacement, keyof Placement>, true>;

/** Whether a field of a placement is one that KubeFed does not know. */
export function isPolicyField(field: string): boolean {
  return Object.hasOwn(POLICY_FIELDS, field);
}

/** Whether a placement says more than KubeFed's. */
export function hasPolicy(placement: FederatedPlacement): boolean {
  return Object.entries(placement).some(([field, value]) => value !== undefined && isPolicyField(field));
}
