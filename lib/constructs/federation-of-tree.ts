import { ApiObject, Chart, Names } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { type Cluster } from '../model/cluster';
import { errorMessage } from '../model/error-message';
import { CORE_GROUP, SCHEDULING_GROUP, looksFederated } from '../model/federated-type';
import { type Federation } from '../model/federation';
import { FederationBuilder, type FederationOptions } from '../model/federation-builder';
import { isFederationError } from '../model/federation-error';
import { isJsonObject } from '../model/json';
import { groupOf } from '../model/object-ref';
import { type ManifestSource } from '../model/object-reader';
import { type OverrideLayer } from '../model/override';
import { type Problem } from '../model/problem';
import { type ReplicaPolicy } from '../model/replica-policy';
import { ManifestSoFar } from './manifest-so-far';
import { objectsInOrder } from './object-order';
import { overrideLayers } from './override-layers';
import { ownOverrides } from './override-sources';
import { perClusterOverrides } from './per-cluster-overrides';
import { PlacedClusters } from './placed-clusters';
import { policyOf } from './policy-of';
import { overridesFor, placementFor } from './policy';
import { readReplicas } from './read-federated-replicas';
import { type RenderedWithPlaces, renderObject } from './rendered-object';
import { typeOfConstruct } from './type-of-construct';

/** The federation that a tree of constructs describes. What is wrong with the tree is among its findings. */
export function federationOfTree(root: IConstruct, options: FederationOptions): Federation {
  const builder = new FederationBuilder(options);
  const report = (problem: Problem): void => void builder.report({ ...problem, kubefed: problem.severity });
  for (const construct of root.node.findAll()) {
    for (const message of validationMessages(construct)) {
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
  const rendered = constructs.flatMap((construct) => {
    const one = renderObject(construct, report);
    if (one !== undefined) return [one];
    const { kind, name, metadata } = construct;
    builder.lose({ kind, name, ...(metadata.namespace !== undefined && { namespace: metadata.namespace }) });
    return [];
  });
  const placed = new PlacedClusters(rendered);
  const declared = new Set(rendered.flatMap(({ manifest }) => declaredKind(manifest)));
  for (const one of rendered) {
    const source = sourceOf(one, { placed, isFederated: isFederated(one.construct, declared), report });
    if (source !== undefined) builder.add(one.manifest, source);
  }
  return builder.build();
}

/** A validation that throws has failed as well. */
function validationMessages(construct: IConstruct): readonly string[] {
  try {
    return construct.node.validate();
  } catch (error) {
    return [errorMessage(error)];
  }
}

function sourceOf(
  object: RenderedWithPlaces,
  context: {
    readonly placed: PlacedClusters;
    readonly isFederated: boolean;
    readonly report: (problem: Problem) => void;
  },
): ManifestSource | undefined {
  const { construct, places } = object;
  const { placed, isFederated, report } = context;
  const origin = construct.node.path;
  const type = typeOfConstruct(construct);
  const placement = placementFor(construct)?.placement;
  const { policy, replicas: asked } = policyOf(object, isFederated);
  let replicas: ReplicaPolicy | undefined;
  const overrides: OverrideLayer[] = [];
  let refused = false;
  try {
    replicas = asked && readReplicas(asked, { clusters: placed.all, origin });
    const clusters = (): readonly Cluster[] => placed.of(object, isFederated);
    if (places.length > 0) {
      const template = templateOf(construct, isFederated);
      const values = perClusterOverrides({
        places,
        clusters: template === undefined ? [] : clusters(),
        origin,
        template,
      });
      overrides.push({ from: 'per-cluster', clusters: values });
    }
    const manifest = (): ManifestSoFar | undefined =>
      ManifestSoFar.of(object.manifest, { type, clusters: placed.all, semantics: 'strict' });
    const sources = [...overridesFor(construct), ...ownOverrides(construct)];
    const kind = type?.target.kind ?? (isFederated ? construct.kind.replace(/^Federated/, '') : construct.kind);
    overrides.push(...overrideLayers(sources, { kind, clusters, manifest }, overrides));
  } catch (error) {
    if (!isFederationError(error)) throw error;
    error.problems.forEach((problem) => report({ origin, ...problem }));
    // Where a value stands in the wrong place, nobody knows what is left to look at.
    if (error.problems.some(({ code }) => code === 'per-cluster-misplaced')) return undefined;
    refused = true;
  }
  return {
    refused,
    origin,
    chart: Names.toDnsLabel(Chart.of(construct)),
    type,
    surroundings: { placement, policy, replicas, overrides },
  };
}

/** Where the manifest of the members begins; undefined in an object of KubeFed itself, which is for the host alone. */
function templateOf({ apiVersion }: ApiObject, isFederated: boolean): readonly string[] | undefined {
  if (isFederated) return ['spec', 'template'];
  const group = groupOf(apiVersion);
  return group === CORE_GROUP || group === SCHEDULING_GROUP ? undefined : [];
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
