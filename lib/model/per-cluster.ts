/** Marks a value that differs from cluster to cluster. A registered symbol: two copies of the package share it. */
export const perClusterBrand: unique symbol = Symbol.for('fed8s.perCluster');

/**
 * The mark, in the type of a value `T`, that it is worked out for each cluster by itself. It is worn beside the type
 * (`T & PerCluster<T>`), so that such a value fits wherever a plain one does. Not an interface, which would not fit into a map of strings.
 */
export type PerCluster<T> = Readonly<Record<typeof perClusterBrand, T>>;
