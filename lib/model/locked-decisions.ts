/** The name of the file in which they are kept, in the folder that an app is run in. */
export const LOCK_FILE = 'fed8s.lock.json';

/**
 * What fed8s has decided the last time on objects whose clusters or replicas it chooses: by the key of the object (`objectKey` of
 * how it was declared), then by cluster. The numbers are the replicas; of a HorizontalPodAutoscaler its minimum and maximum; none
 * where only the place was chosen. `get` may know more than is gone through: where an object was on which nothing was decided, by its
 * key on the members.
 */
export type LockedDecisions = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
