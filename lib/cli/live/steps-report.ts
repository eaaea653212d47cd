import { type Halted, type Step } from '../../fleet/steps/step';
import { describeObject } from '../../model/object-ref';
import { type Problem } from '../../model/problem';
import { type ExitCode } from '../report';
import { problemOf } from './host-connection';

/** What a run that works object by object has come to. */
export type StepsOutcome = { readonly steps: readonly Step[] } & (Halted | { readonly outcome: DoneOutcome });

type DoneOutcome = 'initialized' | 'joined' | 'unjoined' | 'rotated' | 'kept' | 'planned';

/** 0: done. 1: refused. 2: a dry run that would change something. 3: a cluster did not do its part. */
export function exitOfSteps(result: StepsOutcome): ExitCode {
  if (result.outcome === 'refused') return 1;
  if (result.outcome === 'incomplete') return 3;
  const changes = result.steps.some(({ outcome }) => ['created', 'repaired', 'deleted'].includes(outcome));
  return result.outcome === 'planned' && changes ? 2 : 0;
}

/** Why a run went no further. */
export function problemsOfSteps(result: StepsOutcome): readonly Problem[] {
  if (result.outcome === 'refused') return result.problems;
  if (result.outcome !== 'incomplete') return [];
  const { on, object, failure } = result;
  const at = object === undefined ? `On the ${on}` : `${describeObject(object)} on the ${on}`;
  return [{ ...problemOf(failure), message: `${at}: ${failure.message}`, ...(object && { object }) }];
}
