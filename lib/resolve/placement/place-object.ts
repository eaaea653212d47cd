import { type Placement } from '../../model/placement';
import { type Reason } from '../decisions';
import { type ClusterIndex } from './cluster-index';
import { type Selection, selectByPlacement } from './selection';

/** How far KubeFed's control plane reaches: all namespaces, or its own only. */
export type ControlPlaneScope = 'Cluster' | 'Namespaced';

/** What decides where one object goes. */
export interface PlacementInput {
  readonly placement?: Placement | null | undefined;
  /** Whether the object lives in a namespace on the members. A Namespace does not. */
  readonly namespaced: boolean;
  /** `Cluster` by default. */
  readonly scope?: ControlPlaneScope | undefined;
  /** The FederatedNamespace of the object's namespace; undefined where there is none. */
  readonly federatedNamespace?: GatingNamespace | undefined;
}

/** A FederatedNamespace. */
export interface GatingNamespace {
  readonly placement?: Placement | null | undefined;
  /** Where its policy of placement has put it, by position, if it has one. */
  readonly chosen?: Uint8Array | undefined;
}

/** Where one object goes, and why. */
export interface PlacedObject {
  /** One byte for each cluster of the index, by position: 1 where the object goes. */
  readonly members: Uint8Array;
  /** Why it goes, or does not go, to the cluster at a position. Clusters that fare alike get one and the same object. */
  reasonAt(position: number): Reason;
}

/**
 * Where an object goes (KubeFed v0.10.0, pkg/controller/util/placement.go, ComputeNamespacedPlacement). What lives in a
 * namespace goes only where its FederatedNamespace is placed too; without a FederatedNamespace it goes nowhere, but in a
 * namespaced control plane wherever its own placement says.
 *
 * @param select looks up or computes what a placement selects; it throws for an invalid selector, and the object's own
 *   placement is looked at first.
 */
export function placeObject(
  index: ClusterIndex,
  { placement, namespaced, scope = 'Cluster', federatedNamespace }: PlacementInput,
  select: (placement: Placement | null | undefined) => Selection = (asked) => selectByPlacement(index, asked),
): PlacedObject {
  const own = select(placement);
  const inside: Reason = { placed: true, reason: own.inside, detail: own.rule };
  const outside: Reason = { placed: false, reason: own.outside, detail: own.rule };
  const reasonAt = (position: number): Reason => (own.members[position] === 1 ? inside : outside);
  if (!namespaced || (federatedNamespace === undefined && scope === 'Namespaced')) {
    return { members: own.members, reasonAt };
  }
  if (federatedNamespace === undefined) {
    const missing: Reason = {
      placed: false,
      reason: 'namespace-not-federated',
      detail: 'the namespace has no FederatedNamespace',
    };
    return { members: new Uint8Array(index.names.length), reasonAt: () => missing };
  }
  const around = select(federatedNamespace.placement);
  const open = federatedNamespace.chosen ?? around.members;
  const barred: Reason = {
    placed: false,
    reason: 'namespace-not-placed',
    detail: `the FederatedNamespace is placed by ${around.rule}${federatedNamespace.chosen === undefined ? '' : ' and a policy'}`,
  };
  return {
    members: own.members.map((member, position) => member & (open[position] ?? 0)),
    // The object's own placement has the first word.
    reasonAt: (position) => (own.members[position] === 1 && open[position] !== 1 ? barred : reasonAt(position)),
  };
}
