import { type Cluster } from '../../../model/cluster';
import { type PlacementPolicy } from '../../../model/placement-policy';
import { type ReasonCode } from '../../decisions';
import { type Topology } from './select/topology';

/** What the parts of a policy look at. Clusters go by their position everywhere. */
export interface ChoiceContext {
  /** The key of the object, which breaks ties. */
  readonly key: string;
  readonly policy: PlacementPolicy;
  readonly clusters: readonly Cluster[];
  /** One byte for each cluster: 1 where the object was before, by the lock. */
  readonly before: Uint8Array;
  /** Where another object is, that a policy names. */
  readonly whereIs: (object: string) => PlacedElsewhere;
  /** The values of a label. */
  readonly topology: (by: string) => Topology;
}

/** Another object. */
export interface PlacedElsewhere {
  /** For a person. */
  readonly name: string;
  /** One byte for each cluster: 1 where it is. */
  readonly members: Uint8Array;
}

/** Keeps an object off clusters. Undefined where a policy does not ask for it, else why a cluster is left out. */
export interface ClusterFilter {
  readonly reason: ReasonCode;
  readonly prepare: (context: ChoiceContext) => ((cluster: number) => string | undefined) | undefined;
}

/** Says which of two clusters comes first: the one with the higher number. Undefined where a policy does not ask for it. */
export interface ClusterScore {
  readonly name: string;
  readonly prepare: (context: ChoiceContext) => ((cluster: number) => number) | undefined;
}
