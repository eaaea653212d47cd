import type { ReportStep } from '../report-data';

/** Why a cluster was given replicas in a step of the plan. */
export function stepText(step: ReportStep): string {
  switch (step[2]) {
    case 'minimum':
      return 'its minReplicas';
    case 'kept':
      return 'what runs there already';
    case 'share': {
      const [, , , pass, left, weight, weights, limit] = step;
      return `pass ${pass}: ${left} x ${weight} / ${weights} of weight, rounded up, as far as there are any${limit === '' ? '' : `, and up to its ${limit}`}`;
    }
  }
}
