import { printable } from '../../model/printable';
import { type Problem } from '../../model/problem';
import { count } from './count';
import { type Paint } from './paint';

/** What was written, and whether it shows a federation that has errors. */
export function reportText(
  written: {
    readonly file: string;
    readonly state: 'written' | 'unchanged';
    readonly objects: number;
    readonly clusters: number;
  },
  problems: readonly Problem[],
  paint: Paint,
): string {
  const { file, state, objects, clusters } = written;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const shows = `${count(objects, 'object')} on ${count(clusters, 'cluster')}`;
  return `${paint('bold', printable(file))}: ${state}, ${shows}${errors === 0 ? '' : `, with ${paint('red', count(errors, 'error'))}`}\n`;
}
