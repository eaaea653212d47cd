import { describeObject } from '../../model/object-ref';
import { type ClusterApplied, type ObjectResult, isComplete, isDone } from '../apply/apply-result';
import { type ClusterOutcome } from '../cluster-outcome';
import { type FailedCluster } from './wave-result';

/** The clusters that are not as declared, each with the first reason. */
export function failedClusters(outcomes: readonly ClusterOutcome<ClusterApplied>[]): readonly FailedCluster[] {
  return outcomes
    .filter((outcome) => !isComplete(outcome))
    .map((outcome) => ({ cluster: outcome.cluster, reason: reasonOf(outcome) }));
}

function reasonOf(outcome: ClusterOutcome<ClusterApplied>): string {
  if (outcome.outcome === 'unknown') return outcome.failure.message;
  const { value } = outcome;
  if (value.outcome === 'not-begun') return value.reason;
  const unfinished = value.outcome === 'applied' ? value.objects.filter((object) => !isDone(object)) : [];
  const [first] = unfinished;
  if (first === undefined) return value.problems[0]?.message ?? 'it is not as declared';
  const more = unfinished.length - 1;
  return `${describeObject(first.object)}: ${whyNot(first)}${more === 0 ? '' : `, and ${more.toLocaleString('en-US')} more`}`;
}

function whyNot({ outcome, reason, failure, claims, readiness }: ObjectResult): string {
  const claim = claims?.[0];
  if (claim !== undefined) return `${claim.path} is claimed by ${claim.manager}`;
  if (readiness !== undefined && readiness.state !== 'ready') return readiness.reason;
  return reason ?? failure?.message ?? outcome;
}
