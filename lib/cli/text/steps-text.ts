import { type Step, type StepOutcome } from '../../fleet/steps/step';
import { describeObject } from '../../model/object-ref';
import { printable } from '../../model/printable';
import { type Paint, type Style } from './paint';
import { table } from './table';

const STYLES: Readonly<Record<StepOutcome, Style>> = {
  checked: 'dim',
  created: 'green',
  repaired: 'yellow',
  deleted: 'red',
  absent: 'dim',
  kept: 'yellow',
};

/** Of a dry run, which has done nothing. */
const PLANNED: Readonly<Partial<Record<StepOutcome, string>>> = {
  created: 'would create',
  repaired: 'would repair',
  deleted: 'would delete',
  kept: 'would keep',
};

/**
 * What a run has done, or a dry run would do, one line for each object. What was not there to be deleted is not told.
 */
export function stepsText(steps: readonly Step[], paint: Paint, when: 'done' | 'planned' = 'done'): string {
  return table(
    steps
      .filter(({ outcome }) => outcome !== 'absent')
      .map(({ on, object, outcome, detail }) => [
        {
          text: when === 'planned' ? (PLANNED[outcome] ?? outcome) : outcome,
          paint: (text) => paint(STYLES[outcome], text),
        },
        on,
        printable(describeObject(object)),
        printable(detail ?? ''),
      ]),
  );
}
