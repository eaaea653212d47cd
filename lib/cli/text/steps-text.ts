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

/** What a run has done, one line for each object. What was not there to be deleted is not told. */
export function stepsText(steps: readonly Step[], paint: Paint): string {
  return table(
    steps
      .filter(({ outcome }) => outcome !== 'absent')
      .map(({ on, object, outcome, detail }) => [
        { text: outcome, paint: (text) => paint(STYLES[outcome], text) },
        on,
        printable(describeObject(object)),
        printable(detail ?? ''),
      ]),
  );
}
