import { isJsonObject } from '../../model/json';
import { type Placement } from '../../model/placement';
import { ClusterIndex, type PlaceableCluster } from './cluster-index';
import { isMap, requireThat } from '../../model/require-that';
import { isStringMap } from '../template';
import { type ControlPlaneScope, placeObject } from './place-object';
import { readPlacement } from '../../model/read-placement';

/** What `selectClusters` decides from. */
export interface SelectClustersInput {
  /** All KubeFedClusters, ready or not, each once. */
  readonly clusters: readonly PlaceableCluster[];
  /** The placement of the object. */
  readonly placement?: Placement | null | undefined;
  /** Whether the object lives in a namespace on the members. A Namespace does not. */
  readonly namespaced: boolean;
  /** How far the control plane reaches. @default 'Cluster' */
  readonly scope?: ControlPlaneScope | undefined;
  /**
   * The FederatedNamespace of the object's namespace, where `{}` and `{ placement: null }` are one without a placement.
   * Only counts for a namespaced object. @default - there is none
   */
  readonly federatedNamespace?: { readonly placement?: Placement | null | undefined } | null | undefined;
}

/**
 * The names of the clusters that an object goes to, sorted, by the rules of KubeFed (v0.10.0,
 * pkg/controller/util/placement.go). Names of clusters that are not there are passed over, as KubeFed does in silence.
 *
 * @throws TypeError where clusters, namespaced or scope are of another type.
 * @throws FederationError `invalid-selector` or `invalid-placement` where KubeFed would report ComputePlacementFailed.
 */
export function selectClusters(input: SelectClustersInput): string[] {
  requireTypes(input);
  const { namespaced, scope, federatedNamespace } = input;
  const index = new ClusterIndex(input.clusters);
  const { members } = placeObject(index, {
    placement: readPlacement(input.placement),
    namespaced,
    scope,
    federatedNamespace:
      federatedNamespace === undefined || federatedNamespace === null
        ? undefined
        : // read only where it counts: KubeFed does not look at it otherwise
          { placement: namespaced ? readPlacement(federatedNamespace.placement) : undefined },
  });
  return [...new Set(index.names.filter((_, position) => members[position] === 1))];
}

function requireTypes(input: SelectClustersInput): void {
  requireThat(isMap(input), 'selectClusters: it takes a map with clusters, placement and namespaced.');
  const { clusters, namespaced, scope, federatedNamespace } = input;
  const named =
    Array.isArray(clusters) && clusters.every((one: unknown) => isJsonObject(one) && typeof one.name === 'string');
  requireThat(named, 'selectClusters: clusters must be a list of { name, labels }.');
  const labelled = input.clusters.every(({ labels }) => labels === undefined || isStringMap(labels));
  requireThat(labelled, 'selectClusters: the labels of a cluster must map strings to strings.');
  const isGate = federatedNamespace === undefined || federatedNamespace === null || isMap(federatedNamespace);
  requireThat(
    isGate,
    'selectClusters: federatedNamespace must be a map, with the placement of the FederatedNamespace.',
  );
  requireThat(typeof namespaced === 'boolean', 'selectClusters: namespaced must be true or false.');
  const known = scope === undefined || ['Cluster', 'Namespaced'].includes(scope);
  requireThat(known, "selectClusters: scope must be 'Cluster' or 'Namespaced'.");
}
