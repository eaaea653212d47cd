import { describeObject } from '../../model/object-ref';
import { describePlanStep } from '../replicas/describe-plan-step';
import { describeStep } from '../replicas/strategies/describe-step';
import { type DivisionExplanation, type Explanation, type ReplicaExplanation } from './explanation';

/** How replicas were divided, in the words in which every output tells it. */
export interface DivisionInWords {
  /** `replicas: 12 in all, by ReplicaSchedulingPreference shop/web`, `/spec/replicas: 9 divided`. */
  readonly what: string;
  /** Where that was written, if it was not the object itself. */
  readonly origin?: string;
  readonly replicas: Readonly<Record<string, number>>;
  /** In the order in which they were made. */
  readonly steps: readonly DivisionStepInWords[];
}

/** What a cluster was given in a step. */
export interface DivisionStepInWords {
  readonly cluster: string;
  /** Negative where replicas are taken from it. */
  readonly change: number;
  readonly why: string;
}

/** The divisions of an explanation: that of a ReplicaSchedulingPreference, then those of fed8s, field by field. */
export function divisionsInWords({
  replicas,
  division,
}: Pick<Explanation, 'replicas' | 'division'>): readonly DivisionInWords[] {
  return [
    ...(replicas === undefined ? [] : [byPreference(replicas)]),
    ...(division === undefined ? [] : byFed8s(division)),
  ];
}

function byPreference({ preference, origin, total, replicas, steps }: ReplicaExplanation): DivisionInWords {
  return {
    what: `replicas: ${total} in all, by ${describeObject(preference)}`,
    ...(origin !== undefined && { origin }),
    replicas,
    steps: steps.map((step) => ({ cluster: step.cluster, change: step.given, why: describePlanStep(step) })),
  };
}

function byFed8s({ strategy, fields }: DivisionExplanation): readonly DivisionInWords[] {
  return fields.map(({ path, total, replicas, steps }) => ({
    what: `${path}: ${total} ${strategy}`,
    replicas,
    steps: steps.map((step) => ({ cluster: step.cluster, change: step.change, why: describeStep(step) })),
  }));
}
