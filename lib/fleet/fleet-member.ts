import { type Answer } from '../kube/answer';
import { type ClusterApi } from '../kube/cluster-api';

/** A cluster of the fleet, as far as it can be talked to. */
export interface FleetMember {
  /** Its name in the federation. */
  readonly name: string;
  /** Failed where there is no way to it: no such context, a credential that cannot be read. */
  readonly api: Answer<ClusterApi>;
}
