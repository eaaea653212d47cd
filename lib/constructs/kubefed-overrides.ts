import { type ApiObject } from 'cdk8s';
import { type ClusterOverrides, type OverrideLayer } from '../model/override';
import { differences } from '../resolve/overrides/changes/differences';
import { ManifestSoFar } from './manifest-so-far';
import { overrideLayers } from './override-layers';
import { type OverrideSource } from './override-sources';
import { type PlacedClusters } from './placed-clusters';
import { typeOfConstruct } from './type-of-construct';

/** What overrides by rules come to on the clusters of the tree, in KubeFed's form, as its controller would apply it. */
export function kubefedOverrides(
  { construct, manifest }: { readonly construct: ApiObject; readonly manifest: unknown },
  layers: {
    /** Of per-cluster values: they come first. */
    readonly values: readonly ClusterOverrides[];
    readonly sources: readonly OverrideSource[];
    /** What the manifest says itself: it comes last. */
    readonly own: readonly ClusterOverrides[];
  },
  placed: PlacedClusters,
): readonly ClusterOverrides[] {
  const type = typeOfConstruct(construct);
  const soFar = ManifestSoFar.of(manifest, { type, clusters: placed.all, semantics: 'kubefed' });
  if (soFar === undefined) return [];
  const clusters = placed.of({ construct, manifest }, true);
  const values: readonly OverrideLayer[] = [{ from: 'per-cluster', clusters: layers.values }];
  const rules = overrideLayers(layers.sources, { clusters: () => clusters, manifest: () => soFar }, values);
  const all: readonly OverrideLayer[] = [...values, ...rules, { from: 'declared', clusters: layers.own }];
  return clusters.flatMap((cluster) => {
    const clusterOverrides = differences(soFar.base, soFar.on(cluster, all));
    return clusterOverrides.length === 0 ? [] : [{ clusterName: cluster.name, clusterOverrides }];
  });
}
