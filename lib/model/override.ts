/** One change of a manifest for one cluster: one operation of a JSON patch. */
export interface OverrideOperation {
  /** `add`, `remove` or `replace`; absent or empty means `replace`. */
  readonly op?: string | undefined;
  /** JSON pointer of the field, from the manifest: `/spec/replicas`. */
  readonly path: string;
  /** Any JSON value. Absent or undefined sets null, as in KubeFed. */
  readonly value?: unknown;
}

/** The overrides of one cluster, applied in order. */
export interface ClusterOverrides {
  readonly clusterName: string;
  readonly clusterOverrides?: readonly OverrideOperation[] | null | undefined;
}

/** One list of overrides, valid or not by itself by KubeFed's rules. */
export interface OverrideLayer {
  /** `per-cluster`: worked out by fed8s for per-cluster values. `declared`: written by the user. */
  readonly from: 'per-cluster' | 'declared';
  readonly clusters: readonly ClusterOverrides[];
}

/** Layers as one list: for each cluster the operations of all layers, in order. */
export function inOneList(layers: readonly (readonly ClusterOverrides[])[]): readonly ClusterOverrides[] {
  const merged = new Map<string, OverrideOperation[]>();
  for (const { clusterName, clusterOverrides } of layers.flat()) {
    const known = merged.get(clusterName) ?? [];
    merged.set(clusterName, [...known, ...(clusterOverrides ?? [])]);
  }
  return [...merged].map(([clusterName, clusterOverrides]) => ({ clusterName, clusterOverrides }));
}

/**
 * The paths that no override may have, compared as text: they tie the object to its federated object
 * (KubeFed v0.10.0, pkg/controller/util/overrides.go).
 */
export const forbiddenOverridePaths: ReadonlySet<string> = new Set([
  '/metadata/namespace',
  '/metadata/name',
  '/metadata/generateName',
  '/kind',
]);
