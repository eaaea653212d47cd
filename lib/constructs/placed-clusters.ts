import { ApiObject } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { type Cluster } from '../model/cluster';
import { holdsFor } from '../model/cluster-condition';
import { SCHEDULING_GROUP, isNamespaceTarget, looksFederated } from '../model/federated-type';
import { isFederationError } from '../model/federation-error';
import { isJsonObject } from '../model/json';
import { jsonProblems } from '../model/json-check';
import { scopeOf } from '../model/known-kinds';
import { groupOf } from '../model/object-ref';
import { type Placement } from '../model/placement';
import { type PlacementPolicy } from '../model/placement-policy';
import { selectClusters } from '../resolve/placement/select-clusters';
import { clustersIn, isKubeFedCluster } from './clusters-in';
import { renderPerCluster } from './per-cluster';
import { placementFor } from './policy';
import { policyOf } from './policy-of';
import { type RenderedObject } from './rendered-object';
import { typeOfConstruct } from './type-of-construct';

/**
 * On which clusters of a tree an object may come to stand, so that a per-cluster function is asked of no other. Where that
 * cannot be told before the federation is resolved, it is rather a cluster too many than one too few.
 */
export class PlacedClusters {
  /** All clusters of the tree. */
  public readonly all: readonly Cluster[];
  /** The targets of ReplicaSchedulingPreferences, which may go anywhere. */
  private readonly scheduled: ReadonlySet<string>;
  /** By namespace: where its FederatedNamespace goes. */
  private readonly namespaces: ReadonlyMap<unknown, Placement | undefined>;

  /** By what was asked: the objects of a chart mostly have one placement. */
  private readonly selected = new Map<string, readonly Cluster[]>();

  /** @param objects all of the tree. */
  public constructor(objects: readonly RenderedObject[]) {
    this.all = clustersIn(objects);
    this.scheduled = new Set(
      objects
        .filter(({ construct }) => isPreference(construct))
        .map(({ manifest }) => key(partOf(partOf(manifest, 'spec'), 'targetKind'), manifest)),
    );
    this.namespaces = new Map(
      objects
        .filter(({ construct }) => isFederatedNamespace(construct))
        // One whose name is not that of its namespace gates nothing.
        .filter(({ manifest }) => namespaceOf(manifest) === nameOf(manifest))
        .map((object): [unknown, Placement | undefined] => [namespaceOf(object.manifest), placementOf(object, true)]),
    );
  }

  /** Those of the tree around a construct. */
  public static around(construct: IConstruct): PlacedClusters {
    const constructs = construct.node.root.node
      .findAll()
      .filter((one) => ApiObject.isApiObject(one))
      .filter((one) => isKubeFedCluster(one) || isPreference(one) || isFederatedNamespace(one));
    return new PlacedClusters(
      constructs.map((one) => ({ construct: one, manifest: renderPerCluster((): unknown => one.toJson()).manifest })),
    );
  }

  /** Where an object may go. */
  public of(object: RenderedObject, federated: boolean): readonly Cluster[] {
    const { construct, manifest } = object;
    if (this.scheduled.has(key(construct.kind, manifest))) return this.all;
    const namespace = isNamespaced(construct) ? namespaceOf(manifest) : undefined;
    const gated = namespace !== undefined && this.namespaces.has(namespace);
    const gate = gated ? { placement: this.namespaces.get(namespace) } : undefined;
    const placement = placementOf(object, federated);
    const { policy } = policyOf(object, federated);
    // Nobody has looked yet whether what the construct says is JSON.
    if (jsonProblems(placement ?? null).length > 0) return notRuledOut(this.select(placement, gate), policy);
    const asked = JSON.stringify([placement, gate]);
    let selected = this.selected.get(asked);
    if (selected === undefined) {
      selected = this.select(placement, gate);
      this.selected.set(asked, selected);
    }
    return notRuledOut(selected, policy);
  }

  private select(
    placement: Placement | undefined,
    federatedNamespace: { readonly placement: Placement | undefined } | undefined,
  ): readonly Cluster[] {
    try {
      const namespaced = federatedNamespace !== undefined;
      const names = new Set(selectClusters({ clusters: this.all, placement, namespaced, federatedNamespace }));
      return this.all.filter(({ name }) => names.has(name));
    } catch (error) {
      // A wrong placement is told of when it is resolved.
      if (isFederationError(error)) return [];
      throw error;
    }
  }
}

/** The clusters that a policy does not rule out by themselves; what it chooses is known when all is resolved. */
function notRuledOut(clusters: readonly Cluster[], policy: PlacementPolicy | undefined): readonly Cluster[] {
  const { where, exclude } = policy ?? {};
  if (where === undefined && exclude === undefined) return clusters;
  return clusters.filter(
    (cluster) =>
      (where === undefined || holdsFor(where, cluster)) && (exclude === undefined || !holdsFor(exclude, cluster)),
  );
}

function placementOf({ construct, manifest }: RenderedObject, federated: boolean): Placement | undefined {
  const own = federated ? partOf(partOf(manifest, 'spec'), 'placement') : undefined;
  return own === undefined ? placementFor(construct)?.placement : (own as Placement);
}

function isPreference({ kind, apiVersion }: ApiObject): boolean {
  return kind === 'ReplicaSchedulingPreference' && groupOf(apiVersion) === SCHEDULING_GROUP;
}

function isFederatedNamespace(construct: ApiObject): boolean {
  const type = typeOfConstruct(construct);
  if (type !== undefined) return isNamespaceTarget(type.target);
  return looksFederated(construct.apiVersion, construct.kind) && construct.kind === 'FederatedNamespace';
}

/** Whether a FederatedNamespace has a say, as far as it is known already. */
function isNamespaced(construct: ApiObject): boolean {
  const target = typeOfConstruct(construct)?.target;
  if (target !== undefined) return target.scope === 'Namespaced';
  return scopeOf(construct.apiVersion, construct.kind) === 'Namespaced';
}

function key(kind: unknown, manifest: unknown): string {
  return JSON.stringify([kind, namespaceOf(manifest), nameOf(manifest)]);
}

function nameOf(manifest: unknown): unknown {
  return partOf(partOf(manifest, 'metadata'), 'name');
}

function namespaceOf(manifest: unknown): unknown {
  return partOf(partOf(manifest, 'metadata'), 'namespace');
}

function partOf(value: unknown, field: string): unknown {
  return isJsonObject(value) ? value[field] : undefined;
}
