import type * as ReadPolicy from './read-policy';

/* eslint-disable @typescript-eslint/no-require-imports -- the point of this file */

/** Reads placements and overrides; loaded when there are any to be read, as in `at-work.ts`. */
export const policyReader = {
  get placement() {
    return (require('./read-policy') as typeof ReadPolicy).readPlacementAround;
  },
  get overrides() {
    return (require('./read-policy') as typeof ReadPolicy).readOverridesAround;
  },
};
