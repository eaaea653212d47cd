import { type ClusterCondition } from './cluster-condition';
import { type OverrideChange } from './override-change';

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

/** Changes for every cluster that a condition holds for. */
export interface OverrideRule {
  readonly where: ClusterCondition;
  /** The kinds that it is for; all of them where it says none. */
  readonly kinds?: readonly string[];
  readonly changes: readonly OverrideChange[];
  /** Path of the construct that says it. */
  readonly origin: string;
  /** Set where it is for one of the clusters of what was written, worked out for each on which the object may come to stand. */
  readonly isPart?: true;
}

/**
 * One list of overrides, valid or not by itself by KubeFed's rules, or a rule. `per-cluster`: worked out by fed8s for
 * per-cluster values, `replicas`: by a division of replicas. `declared` and `rule`: written by the user.
 */
export type OverrideLayer = OverrideListLayer | OverrideRuleLayer;

/** Overrides in KubeFed's form. */
export interface OverrideListLayer {
  readonly from: 'per-cluster' | 'declared' | 'replicas';
  readonly clusters: readonly ClusterOverrides[];
  /** Path of the construct that says it, where that is not the object itself. */
  readonly origin?: string;
}

/** A rule, of which each cluster gets what it comes to there. */
export interface OverrideRuleLayer {
  readonly from: 'rule';
  readonly rule: OverrideRule;
}

/** The lists in KubeFed's form among layers. */
export function overrideLists(layers: readonly OverrideLayer[]): readonly (readonly ClusterOverrides[])[] {
  return layers.flatMap((layer) => (layer.from === 'rule' ? [] : [layer.clusters]));
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
