import { type LeftOut } from '../../interop/kubefed/federate/left-out';
import { type JsonObject } from '../../model/json';
import { describeObject } from '../../model/object-ref';
import { printable } from '../../model/printable';
import { count } from './count';
import { type Paint } from './paint';
import { table } from './table';

/** So many objects that were left out are named. */
const MOST_LEFT_OUT = 50;

/** What was not federated, and why. */
export function leftOutText(leftOut: readonly LeftOut[], paint: Paint): string {
  if (leftOut.length === 0) return '';
  const rows = leftOut
    .slice(0, MOST_LEFT_OUT)
    .map(({ object, reason, detail }) => [printable(describeObject(object)), reason, printable(detail)]);
  const more = leftOut.length - rows.length;
  const rest = more > 0 ? `  and ${more.toLocaleString('en-US')} more; --format json has them all\n` : '';
  return `${paint('bold', `Left out, ${count(leftOut.length, 'object')}:`)}\n${table(rows)}${rest}`;
}

/** What was written to a file. */
export function federatedText(
  manifests: readonly JsonObject[],
  to: { readonly file: string; readonly state: 'written' | 'unchanged' },
  paint: Paint,
): string {
  return `${paint('green', printable(to.file))}: ${count(manifests.length, 'object')}, ${to.state}\n`;
}
