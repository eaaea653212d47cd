import { type LockedDecisions } from '../../model/locked-decisions';

/** The version of the lock's form. A reader knows every field of it, so that none is lost when the lock is written again. */
export const LOCK_API_VERSION = 'fed8s.dev/v1';

/** Which objects are on which clusters. */
export interface Inventory {
  /** Sorted; one without an object is among them. */
  readonly clusters: readonly string[];
  /** The clusters of every object that is on any, sorted; by the key of the object on the members (`objectKey`). */
  readonly objects: ReadonlyMap<string, readonly string[]>;
}

/** What a run has left behind of one output folder: where everything was, and what fed8s had chosen. */
export interface LockSection extends Inventory {
  readonly decisions: LockedDecisions;
}

/** What the lock file holds. */
export interface Lock {
  /** By output folder: the path from the folder of the lock, with slashes, such as `dist`. */
  readonly outputs: ReadonlyMap<string, LockSection>;
  /**
   * By owner: the random id of its inventories in the clusters, so that two owners of one name never take each other's objects
   * for theirs.
   */
  readonly inventories: ReadonlyMap<string, string>;
}
