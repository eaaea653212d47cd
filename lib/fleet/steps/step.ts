import { type Answered, type ApiFailure } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type ObjectRef } from '../../model/object-ref';
import { type Problem } from '../../model/problem';

/**
 * What was done about one object.
 * - `checked`: it was as it should be
 * - `created`, `repaired`, `deleted`: in a dry run: it would be
 * - `absent`: there was nothing to delete
 * - `kept`: it is not ours to change or delete; the detail says why
 */
export type StepOutcome = 'checked' | 'created' | 'repaired' | 'deleted' | 'absent' | 'kept';

/** One object that a run has looked at, and what came of it. */
export interface Step {
  readonly on: 'host' | 'member';
  readonly object: ObjectRef;
  readonly outcome: StepOutcome;
  /** Why, in a few words. */
  readonly detail?: string;
}

/** A run that went no further: the call or the world forbids it, or a cluster did not do its part. */
export type Halted =
  | { readonly outcome: 'refused'; readonly problems: readonly Problem[] }
  | {
      readonly outcome: 'incomplete';
      readonly on: 'host' | 'member';
      /** The object that was at hand, where it was one. */
      readonly object?: ObjectRef;
      readonly failure: ApiFailure;
    };

/** What a part of a run gives, or why the run ends here. */
export type Progressed<T> = Answered<T> | Halted;

/** A cluster that a run works on, and where it writes down what it does. */
export interface WorkPlace {
  readonly on: 'host' | 'member';
  readonly api: ClusterApi;
  /** Nothing is written. */
  readonly dryRun: boolean;
  readonly log: (step: Step) => void;
}

/** Ends a run for something that the user has to decide. */
export function refuse(...problems: readonly Problem[]): Halted {
  return { outcome: 'refused', problems };
}

/** Ends a run for a request that came to nothing. */
export function halt(on: 'host' | 'member', failure: ApiFailure, object?: ObjectRef): Halted {
  return { outcome: 'incomplete', on, failure, ...(object && { object }) };
}
