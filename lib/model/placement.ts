import { type ClusterSelector } from './selector';

/** Names one cluster, in KubeFed's form. */
export interface ClusterReference {
  readonly name: string;
}

/**
 * Where an object goes. `clusters` wins over `clusterSelector`, also when it is empty; the selector counts only where
 * `clusters` is absent or null. A placement with neither selects nothing
 * (KubeFed v0.10.0, pkg/controller/util/placement.go).
 */
export interface Placement {
  /** The clusters by name: `['eu-1']`, or in KubeFed's form `[{ name: 'eu-1' }]`. `[]` selects none. */
  readonly clusters?: readonly (ClusterReference | string)[] | null | undefined;
  /** The clusters by their labels. `{}` selects all of them; absent or null none. */
  readonly clusterSelector?: ClusterSelector | null | undefined;
}

/** A placement as KubeFed's API has it: clusters as references. What is no name is kept: whoever reads it refuses it. */
export function inKubeFedForm(placement: Placement | undefined): Placement | undefined {
  const clusters: unknown = placement?.clusters;
  if (!Array.isArray(clusters)) return placement;
  const references = (clusters as readonly (ClusterReference | string)[]).map((cluster) =>
    typeof cluster === 'string' ? { name: cluster } : cluster,
  );
  return { ...placement, clusters: references };
}

/** The names a placement lists, without repetition, in the order given; undefined where the selector decides. */
export function placementNames(placement: Placement | null | undefined): readonly string[] | undefined {
  const clusters = placement?.clusters;
  if (clusters === null || clusters === undefined) return undefined;
  return [...new Set(clusters.map((cluster) => (typeof cluster === 'string' ? cluster : cluster.name)))];
}
