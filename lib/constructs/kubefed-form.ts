import { type ApiObject } from 'cdk8s';
import { type Cluster } from '../model/cluster';
import { FederationError } from '../model/federation-error';
import { type ClusterOverrides, type OverrideLayer, inOneList } from '../model/override';
import { type Placement } from '../model/placement';
import { differences } from '../resolve/overrides/changes/differences';
import { overrideListProblems } from '../resolve/overrides/override-list-problems';
import { asResolved } from './as-resolved';
import { ManifestSoFar } from './manifest-so-far';
import { overrideLayers } from './override-layers';
import { type OverrideSource } from './override-sources';
import { type PerClusterPlace } from './per-cluster';
import { perClusterOverrides } from './per-cluster-overrides';
import { PlacedClusters } from './placed-clusters';
import { overridesFor } from './policy';
import { policyOf } from './policy-of';
import { typeOfConstruct } from './type-of-construct';

/** What a Federated construct renders, and what it carries besides. */
export interface RenderedFederated {
  readonly construct: ApiObject;
  readonly manifest: unknown;
  readonly places: readonly PerClusterPlace[];
  /** Its own overrides, where rules are among them; else they are in the manifest. */
  readonly sources: readonly OverrideSource[];
}

type FederatedManifest = Record<string, unknown> & {
  readonly spec: { placement?: Placement; overrides?: readonly ClusterOverrides[] };
};

/** Overrides in KubeFed's form, in the order in which they are applied. */
interface Layers {
  readonly values: readonly ClusterOverrides[];
  readonly sources: readonly OverrideSource[];
  readonly own: readonly ClusterOverrides[];
}

/**
 * The object of KubeFed's API: per-cluster values, the overrides of the constructs around it and rules have become overrides of
 * the clusters in the tree.
 *
 * @throws FederationError where one of them fails, where no cluster is known, or where KubeFed would refuse the overrides.
 */
export function inKubeFedsForm(rendered: RenderedFederated): Record<string, unknown> {
  const { construct, places } = rendered;
  const manifest = rendered.manifest as FederatedManifest;
  const { policy, replicas } = policyOf(rendered, true);
  if (policy !== undefined || replicas !== undefined) return asPlaced(construct, manifest);
  const sources = [...overridesFor(construct), ...rendered.sources];
  if (places.length === 0 && sources.length === 0) return manifest;
  const values = places.length === 0 ? [] : valuesOf(rendered);
  const layers = { values, sources, own: manifest.spec.overrides ?? [] };
  const hasRules = sources.some(({ kind }) => kind === 'rule');
  const overrides = hasRules ? withRules(rendered, layers) : inOneList([values, ...lists(sources), layers.own]);
  const problems = overrideListProblems(overrides);
  if (problems.length > 0) {
    throw new FederationError(problems.map((problem) => ({ ...problem, origin: construct.node.path })));
  }
  manifest.spec.overrides = overrides;
  return manifest;
}

/** Which clusters were chosen, and what the overrides of each come to. */
function asPlaced(construct: ApiObject, manifest: FederatedManifest): Record<string, unknown> {
  const { object, clusters: names } = asResolved(construct);
  const { all } = PlacedClusters.around(construct);
  const soFar = ManifestSoFar.of(manifest, { type: typeOfConstruct(construct), clusters: all, semantics: 'kubefed' });
  manifest.spec.placement = { clusters: names.map((name) => ({ name })) };
  const overrides = all
    .filter(({ name }) => soFar !== undefined && names.includes(name))
    .flatMap((cluster) => operationsFor(cluster, soFar as ManifestSoFar, object.overrides));
  if (overrides.length > 0) manifest.spec.overrides = overrides;
  return manifest;
}

function operationsFor(
  cluster: Cluster,
  soFar: ManifestSoFar,
  layers: readonly OverrideLayer[],
): readonly ClusterOverrides[] {
  const clusterOverrides = differences(soFar.base, soFar.on(cluster, layers));
  return clusterOverrides.length === 0 ? [] : [{ clusterName: cluster.name, clusterOverrides }];
}

function valuesOf({ construct, manifest, places }: RenderedFederated): readonly ClusterOverrides[] {
  const clusters = placedClusters(construct, 'A per-cluster value stands').of({ construct, manifest }, true);
  return perClusterOverrides({ places, clusters, origin: construct.node.path, template: ['spec', 'template'] });
}

/** What the overrides of a cluster come to, as KubeFed's controller would apply them. */
function withRules({ construct, manifest }: RenderedFederated, layers: Layers): readonly ClusterOverrides[] {
  const placed = placedClusters(construct, 'Overrides by rules stand');
  const type = typeOfConstruct(construct);
  const soFar = ManifestSoFar.of(manifest, { type, clusters: placed.all, semantics: 'kubefed' });
  if (soFar === undefined) return [];
  const clusters = placed.of({ construct, manifest }, true);
  const values: readonly OverrideLayer[] = [{ from: 'per-cluster', clusters: layers.values }];
  const rules = overrideLayers(
    layers.sources,
    { kind: soFar.kind, clusters: () => clusters, manifest: () => soFar },
    values,
  );
  const all: readonly OverrideLayer[] = [...values, ...rules, { from: 'declared', clusters: layers.own }];
  return clusters.flatMap((cluster) => operationsFor(cluster, soFar, all));
}

function placedClusters(construct: ApiObject, what: string): PlacedClusters {
  const placed = PlacedClusters.around(construct);
  if (placed.all.length > 0) return placed;
  throw new FederationError({
    code: 'per-cluster-misplaced',
    severity: 'error',
    message: `${what} where no cluster is known.`,
    remedy: 'Add the KubeFedClusters to the tree.',
    origin: construct.node.path,
  });
}

function lists(sources: readonly OverrideSource[]): readonly (readonly ClusterOverrides[])[] {
  return sources.flatMap((source) => (source.kind === 'list' ? [source.clusters] : []));
}
