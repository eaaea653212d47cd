/** Marks a value that differs from cluster to cluster. A registered symbol: two copies of the package share it. */
export const perClusterBrand: unique symbol = Symbol.for('fed8s.perCluster');

/**
 * A value of type `T` that is worked out for each cluster by itself, and may stand for a field, a list item or a whole part
 * of a template. What makes one, and what turns it into the plain value of a cluster, is up to lib/constructs.
 */
export interface PerCluster<T> {
  readonly [perClusterBrand]: T;
}
