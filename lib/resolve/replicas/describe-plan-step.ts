import { type PlanStep } from './plan-replicas';

/** Why a ReplicaSchedulingPreference gives a cluster replicas in a step, in one short clause. */
export function describePlanStep(step: PlanStep): string {
  switch (step.kind) {
    case 'minimum':
      return 'its minReplicas';
    case 'kept':
      return 'what runs there already';
    case 'share':
      return `pass ${step.pass}: ${step.left} x ${step.weight} / ${step.weights} of weight, rounded up, as far as there are any${step.limit === undefined ? '' : `, and up to its ${step.limit}`}`;
  }
}
