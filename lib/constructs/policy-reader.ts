import type * as ReadPlacement from './read-federated-placement';
import type * as ReadReplicas from './read-federated-replicas';
import type * as ReadPolicy from './read-policy';

/* eslint-disable @typescript-eslint/no-require-imports -- the point of this file */

/** Reads placements and overrides; loaded when there are any to be read, as in `at-work.ts`. */
export const policyReader = {
  get placement() {
    return (require('./read-policy') as typeof ReadPolicy).readPlacementAround;
  },
  /** What a construct says of itself: KubeFed's half is read with the rest of the object. */
  get ownPlacement() {
    return (require('./read-federated-placement') as typeof ReadPlacement).readFederatedPlacement;
  },
  get replicas() {
    return (require('./read-federated-replicas') as typeof ReadReplicas).checkReplicas;
  },
  get overrides() {
    return (require('./read-policy') as typeof ReadPolicy).readOverridesAround;
  },
};
