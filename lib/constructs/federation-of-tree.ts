import { ApiObject, Chart, Names } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { type Cluster, readCluster } from '../model/cluster';
import { errorMessage } from '../model/error-message';
import { SCHEDULING_GROUP, looksFederated } from '../model/federated-type';
import { type Federation } from '../model/federation';
import { FederationBuilder, type FederationOptions } from '../model/federation-builder';
import { isFederationError } from '../model/federation-error';
import { type Finding } from '../model/finding';
import { isJsonObject } from '../model/json';
import { groupOf } from '../model/object-ref';
import { type ManifestSource } from '../model/object-reader';
import { type OverrideLayer } from '../model/override';
import { type Problem } from '../model/problem';
import { selectClusters } from '../resolve/placement/select-clusters';
import { isKubeFedCluster } from './clusters-in';
import { typeOfConstruct } from './federated-resource';
import { lossyValues } from './lossy-values';
import { objectsInOrder } from './object-order';
import { type PerClusterPlace, renderPerCluster } from './per-cluster';
import { perClusterOverrides } from './per-cluster-overrides';
import { overridesFor, placementFor } from './policy';

/** The federation that a tree of constructs describes. What is wrong with the tree is among its findings. */
export function federationOfTree(root: IConstruct, options: FederationOptions): Federation {
  const builder = new FederationBuilder(options);
  const report = (problem: Problem): void => void builder.report({ ...problem, kubefed: problem.severity });
  for (const construct of root.node.findAll()) {
    for (const message of construct.node.validate()) {
      report({
        code: 'construct-validation',
        severity: 'error',
        message,
        remedy: 'Mend what the validation of the construct asks for.',
        origin: construct.node.path,
      });
    }
  }
  let constructs: readonly ApiObject[];
  try {
    constructs = objectsInOrder(root);
  } catch (error) {
    if (!isFederationError(error)) throw error;
    error.problems.forEach(report);
    // In any order, so that what else is wrong is told as well.
    constructs = root.node.findAll().filter((construct) => ApiObject.isApiObject(construct));
  }
  const rendered = constructs.map((construct) => render(construct, report)).filter((one) => one !== undefined);
  const clusters = rendered
    .filter(({ construct }) => isKubeFedCluster(construct))
    .map(({ manifest }) =>
      isJsonObject(manifest) ? readCluster(manifest, { origin: undefined, report: () => undefined }) : undefined,
    )
    .filter((cluster) => cluster !== undefined);
  // A scheduling preference replaces the placement of its target by any of the clusters.
  const scheduled = new Set(
    rendered.filter(({ construct }) => isPreference(construct)).map(({ construct }) => placeOf(construct)),
  );
  const declared = new Set(rendered.flatMap(({ manifest }) => declaredKind(manifest)));
  for (const one of rendered) {
    const anywhere = scheduled.has(placeOf(one.construct));
    const source = sourceOf(one, {
      clustersOf: (placement) => (anywhere ? clusters : onlyPlaced(clusters, placement)),
      isFederated: isFederated(one.construct, declared),
      report,
    });
    if (source !== undefined) builder.add(one.manifest, source);
  }
  return builder.build();
}

interface Rendered {
  readonly construct: ApiObject;
  readonly manifest: unknown;
  readonly places: readonly PerClusterPlace[];
}

function render(construct: ApiObject, report: (finding: Finding) => void): Rendered | undefined {
  const place = { severity: 'error', kubefed: 'error', origin: construct.node.path } as const;
  // The props are not part of ApiObject's public face, and yet what cdk8s renders.
  const lossy = lossyValues((construct as unknown as { readonly props?: unknown }).props);
  if (lossy.length > 0) {
    lossy.forEach((problem) => void report({ ...problem, ...place }));
    return undefined;
  }
  try {
    return { construct, ...renderPerCluster((): unknown => construct.toJson()) };
  } catch (error) {
    if (isFederationError(error))
      error.problems.forEach((problem) => void report({ ...place, ...problem, kubefed: 'error' }));
    else {
      report({
        ...place,
        code: 'construct-failed',
        message: errorMessage(error),
        remedy: 'Give the construct plain values: strings, numbers, booleans, lists and maps.',
      });
    }
    return undefined;
  }
}

function sourceOf(
  { construct, manifest, places }: Rendered,
  context: {
    /** The clusters that a placement may select. */
    readonly clustersOf: (placement: unknown) => readonly Cluster[];
    readonly isFederated: boolean;
    readonly report: (problem: Problem) => void;
  },
): ManifestSource | undefined {
  const { clustersOf, isFederated, report } = context;
  const origin = construct.node.path;
  const type = typeOfConstruct(construct);
  const placement = placementFor(construct);
  const overrides: OverrideLayer[] = overridesFor(construct).map((clusters) => ({ from: 'declared', clusters }));
  if (places.length > 0) {
    const clusters = clustersOf((isFederated ? placementOf(manifest) : undefined) ?? placement);
    try {
      const values = perClusterOverrides({ places, clusters, origin, ...(!isFederated && { template: [] }) });
      overrides.unshift({ from: 'per-cluster', clusters: values });
    } catch (error) {
      if (!isFederationError(error)) throw error;
      error.problems.forEach(report);
      return undefined;
    }
  }
  return { origin, chart: Names.toDnsLabel(Chart.of(construct)), type, surroundings: { placement, overrides } };
}

function isFederated(construct: ApiObject, declared: ReadonlySet<string>): boolean {
  const { apiVersion, kind } = construct;
  if (typeOfConstruct(construct) !== undefined || looksFederated(apiVersion, kind)) return true;
  return declared.has(`${groupOf(apiVersion)}/${kind}`);
}

/** The Federated kind that a FederatedTypeConfig declares. */
function declaredKind(manifest: unknown): readonly string[] {
  if (!isJsonObject(manifest) || manifest.kind !== 'FederatedTypeConfig' || !isJsonObject(manifest.spec)) return [];
  const { federatedType } = manifest.spec;
  if (!isJsonObject(federatedType)) return [];
  const { group, kind } = federatedType;
  return typeof group === 'string' && typeof kind === 'string' ? [`${group}/${kind}`] : [];
}

function isPreference({ kind, apiVersion }: ApiObject): boolean {
  return kind === 'ReplicaSchedulingPreference' && groupOf(apiVersion) === SCHEDULING_GROUP;
}

function placeOf({ name, metadata }: ApiObject): string {
  return `${metadata.namespace ?? ''}/${name}`;
}

/** A per-cluster function is asked only of clusters where the object may go. */
function onlyPlaced(clusters: readonly Cluster[], placement: unknown): readonly Cluster[] {
  try {
    const names = new Set(selectClusters({ clusters, placement: placement as never, namespaced: false }));
    return clusters.filter(({ name }) => names.has(name));
  } catch (error) {
    // A wrong placement is told of when it is resolved.
    if (isFederationError(error)) return [];
    throw error;
  }
}

function placementOf(manifest: unknown): unknown {
  return isJsonObject(manifest) && isJsonObject(manifest.spec) ? manifest.spec.placement : undefined;
}
