import { FederationError } from '../../model/federation-error';
import { type Placement, placementNames } from '../../model/placement';
import { selectorProblems } from '../../model/selector';
import { type ReasonCode } from '../decisions';
import { type ClusterIndex } from './cluster-index';
import { describePlacement } from './describe-placement';

/** The clusters that one placement selects, and by which rule. */
export interface Selection {
  /** One byte for each cluster of the index, by position: 1 where it is selected. */
  readonly members: Uint8Array;
  /** Why a cluster is selected. */
  readonly inside: Extract<ReasonCode, 'named' | 'selected'>;
  /** Why a cluster is not. */
  readonly outside: Extract<ReasonCode, 'not-named' | 'not-selected' | 'no-placement'>;
  /** What the placement asks for, in one clause. */
  readonly rule: string;
}

/**
 * The clusters that a placement selects (KubeFed v0.10.0, pkg/controller/util/placement.go): `clusters` wins over
 * `clusterSelector`, also when it is empty; a selector without conditions selects all; a placement with neither, or none
 * at all, selects nothing. Names of clusters that are not there are passed over, and a selector that does not count is
 * not looked at.
 *
 * @throws FederationError with code `invalid-selector`, where KubeFed would report ComputePlacementFailed.
 */
export function selectByPlacement(index: ClusterIndex, placement: Placement | null | undefined): Selection {
  const rule = describePlacement(placement ?? {});
  const names = placementNames(placement);
  if (names !== undefined) return { members: index.named(names), inside: 'named', outside: 'not-named', rule };
  const selector = placement?.clusterSelector;
  if (selector === undefined || selector === null) {
    return { members: index.named([]), inside: 'selected', outside: 'no-placement', rule };
  }
  const problems = selectorProblems(selector);
  if (problems.length > 0) {
    throw new FederationError(
      problems.map(({ path, message }) => ({
        code: 'invalid-selector',
        severity: 'error',
        message: `The cluster selector cannot be used: ${message}.`,
        remedy: 'Use the operators In and NotIn with values, Exists and DoesNotExist without, and valid labels.',
        path: `/clusterSelector${path}`,
      })),
    );
  }
  return { members: index.selected(selector), inside: 'selected', outside: 'not-selected', rule };
}
