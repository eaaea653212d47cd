import { type ApiFailure } from '../../kube/answer';
import { type Problem } from '../../model/problem';
import { type TokenTerms } from '../join/token';
import { type OwnerCount } from './inventories-on';
import { type Place } from './place-of-nodes';
import { type Probe } from './probe';

/** How one cluster is. */
export interface ClusterStatus {
  readonly cluster: string;
  readonly membership: 'joined' | 'not-joined';
  readonly health: ClusterHealth;
  readonly place: Known<Place>;
  /** What each owner has on it. */
  readonly inventories: Known<readonly OwnerCount[]>;
  /** The token with which the host gets in. */
  readonly credential: CredentialStatus;
  /** Whether the status of the KubeFedCluster was written. */
  readonly recorded: 'written' | 'left-alone';
  readonly problems: readonly Problem[];
}

/** How a cluster has answered, or that nobody knows whether it is the one that is meant. */
export type ClusterHealth = Probe | { readonly kind: 'other-cluster' };

/** What was asked of a cluster. Unknown is not nothing. */
export type Known<T> =
  { readonly state: 'known'; readonly value: T } | { readonly state: 'unknown'; readonly failure: ApiFailure };

/** What is known of the token of the host. */
export type CredentialStatus =
  | {
      /** `renewed`: just now. `expired`: and nobody could renew it. */
      readonly state: 'valid' | 'renewed' | 'expired';
      readonly terms: TokenTerms;
      /** Why a token that is due was not renewed. */
      readonly failure?: ApiFailure;
    }
  /** Not written by fed8s, or not there. */
  | { readonly state: 'unknown'; readonly failure?: ApiFailure };
