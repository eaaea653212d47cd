import { type ApiFailure } from '../../kube/answer';
import { type ObjectRef } from '../../model/object-ref';
import { type Problem } from '../../model/problem';
import { type ClusterOutcome } from '../cluster-outcome';
import { type Readiness } from '../readiness/readiness';

/**
 * What came of one object on one cluster.
 * - `created`, `updated`, `adopted`: it was written
 * - `unchanged`: it lives as it is declared
 * - `conflict`: others claim it, or fields of it, which were left to them
 * - `deleted`: it was ours, is declared no more, and is gone
 * - `kept`: it is declared no more, and stays; the reason says why
 * - `waiting`: it is being deleted, and waits for its finalizers
 * - `failed`: the cluster refused it · `not-tried`: nothing was sent
 */
export type ObjectOutcome =
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'adopted'
  | 'conflict'
  | 'deleted'
  | 'kept'
  | 'waiting'
  | 'failed'
  | 'not-tried';

export interface ObjectResult {
  readonly object: ObjectRef;
  readonly outcome: ObjectOutcome;
  /** Why, in words, where the outcome does not say it all. */
  readonly reason?: string;
  /** Of `failed`: what the cluster said. */
  readonly failure?: ApiFailure;
  /** Of `conflict`: which fields, and who claims them. */
  readonly claims?: readonly Claim[];
  /** How far it has come, where that was waited for. */
  readonly readiness?: Readiness;
}

/** A field that is not as declared, and is left so. */
export interface Claim {
  readonly path: string;
  /** Who claims it, or has written it. Absent where nobody is known to have. */
  readonly manager?: string;
}

/** What came of one cluster. */
export type ClusterApplied =
  | {
      readonly outcome: 'applied';
      /** In the order in which they were applied, then those that are declared no more. */
      readonly objects: readonly ObjectResult[];
      /** What the run could not do beside the objects: the inventory could not be written. */
      readonly problems: readonly Problem[];
    }
  /** Nothing was written: it is not safe to. */
  | { readonly outcome: 'refused'; readonly problems: readonly Problem[] }
  /** Nothing was written: its wave has not begun. */
  | { readonly outcome: 'not-begun'; readonly reason: string };

/** What came of an apply. */
export interface ApplyResult {
  /** What stopped the whole run before anything was written, or is worth a word. */
  readonly problems: readonly Problem[];
  /** In the order of the members. Empty where the run was stopped before anything was written. */
  readonly clusters: readonly ClusterOutcome<ClusterApplied>[];
  readonly state: ApplyState;
}

/**
 * - `complete`: every cluster is as declared
 * - `incomplete`: an object was not applied, is not ready, or a cluster could not be asked
 * - `stopped`: nothing was written, since a guard stands against it
 */
export type ApplyState = 'complete' | 'incomplete' | 'stopped';

/** Whether a cluster is as it is declared. */
export function isComplete(outcome: ClusterOutcome<ClusterApplied>): boolean {
  if (outcome.outcome === 'unknown' || outcome.value.outcome !== 'applied') return false;
  return outcome.value.problems.length === 0 && outcome.value.objects.every(isDone);
}

/** Whether an object is as it is declared. */
export function isDone({ outcome, readiness }: ObjectResult): boolean {
  if (outcome === 'conflict' || outcome === 'waiting' || outcome === 'failed' || outcome === 'not-tried') return false;
  return readiness === undefined || readiness.state === 'ready';
}
