import { describeObject } from '../model/object-ref';
import { type ClusterPlan, type Plan } from './plan';

/** What would be deleted of a fleet, however that was found out. */
export interface DeletionCounts {
  /** Every cluster that had, or is to have, anything. */
  readonly clusters: readonly ClusterDeletions[];
  /** Clusters that the fleet had before, and has no more. */
  readonly left: readonly string[];
  /** Objects that are to be on no cluster any more. */
  readonly gone: readonly GoneObject[];
}

/** The objects of one cluster: how many it had, is to have, and loses. */
export type ClusterDeletions = Pick<ClusterPlan, 'cluster' | 'before' | 'after' | 'deleted'>;

/** An object that is to be on no cluster any more. */
export interface GoneObject {
  /** As a person reads it: `Deployment shop/web`. */
  readonly name: string;
  /** Where it was. Sorted. */
  readonly clusters: readonly string[];
}

/** What a plan deletes. */
export function deletionsOf({ clusters, left, changes }: Plan): DeletionCounts {
  const gone = changes.filter(({ isGone }) => isGone);
  return {
    clusters,
    left,
    gone: gone.map(({ object, clusters: on }) => ({ name: describeObject(object), clusters: on })),
  };
}
