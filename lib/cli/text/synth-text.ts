import { listed } from '../../model/listed';
import { describeObject } from '../../model/object-ref';
import { printable } from '../../model/printable';
import { type PropagationStatus } from '../../resolve/resolution';
import { type SynthOutcome } from '../synth/synth-outcome';
import { decisionsText } from './decisions-text';
import { count } from './count';
import { type Paint } from './paint';
import { type Cell, table } from './table';

/** So many rows of a table are shown. */
const MOST_CLUSTERS = 10;
const MOST_STATUSES = 100;

/** What a synth did, for a person: what KubeFed would report where that was asked for, and where the files are. */
export function synthText(outcome: SynthOutcome): (paint: Paint) => string {
  return (paint) =>
    [
      ...(outcome.semantics === 'kubefed' ? [statusText(outcome.status, paint)] : []),
      ...(outcome.leftAlone.length > 0 ? [leftAloneText(outcome.leftAlone)] : []),
      decisionsText(outcome.decisions, paint),
      clustersText(outcome, paint),
    ]
      .filter((part) => part !== '')
      .join('\n');
}

function clustersText({ clusters, objects, files, lock, outdir, semantics }: SynthOutcome, paint: Paint): string {
  const head = `${count(objects, 'object')} for ${count(clusters.length, 'cluster')}, semantics ${semantics}`;
  const rows = clusters
    .slice(0, MOST_CLUSTERS)
    .map(({ name, objects: number }): Cell[] => [
      { text: printable(`${outdir}/${name}`) },
      { text: count(number, 'object'), align: 'right' },
    ]);
  const more = clusters.length - rows.length;
  const { written, unchanged, removed } = files;
  return [
    `${paint('bold', head)}\n`,
    table(rows),
    ...(more > 0 ? [`  and ${more.toLocaleString('en-US')} more\n`] : []),
    `${paint('green', printable(outdir))}: ${count(written, 'file')} written, ${unchanged.toLocaleString('en-US')} unchanged, ${removed.toLocaleString('en-US')} removed\n`,
    ...(lock?.is === 'written' ? [`${paint('green', printable(lock.file))}: written, to be committed\n`] : []),
  ].join('');
}

function leftAloneText(leftAlone: SynthOutcome['leftAlone']): string {
  const names = leftAlone.map((ref) => printable(describeObject(ref)));
  return `Left alone, ${count(names.length, 'object')} of the host's own: ${listed(names, 6)}\n`;
}

/** The conditions and rows that KubeFed would write into the status of its objects. */
export function statusText(status: readonly PropagationStatus[], paint: Paint): string {
  const head = paint('bold', 'Propagation status, as KubeFed would report it');
  if (status.length === 0) return `${head}\n  of no object\n`;
  // What is not well first: it is what one looks for.
  const sorted = [...status].sort((a, b) => Number(isFine(a)) - Number(isFine(b)));
  const rows = sorted
    .slice(0, MOST_STATUSES)
    .map((one): Cell[] => [
      { text: printable(describeObject(one.object)) },
      { text: one.condition.status, paint: (text) => paint(isFine(one) ? 'green' : 'red', text) },
      { text: one.condition.reason ?? '' },
      { text: rowsText(one) },
    ]);
  const header = ['OBJECT', 'STATUS', 'REASON', 'CLUSTERS'].map((text): Cell => ({
    text,
    paint: (padded) => paint('dim', padded),
  }));
  const more = status.length - rows.length;
  return `${head}\n${table([header, ...rows])}${more > 0 ? `  and ${more.toLocaleString('en-US')} more; --format json has them all\n` : ''}`;
}

function isFine({ condition }: PropagationStatus): boolean {
  return condition.status === 'True';
}

/** Clusters by the status of their row; those that are well come first and have none. */
function rowsText({ clusters }: PropagationStatus): string {
  if (clusters.length === 0) return '(none)';
  const byStatus = new Map<string, string[]>([['', []]]);
  for (const { name, status = '' } of clusters) {
    const names = byStatus.get(status);
    if (names === undefined) byStatus.set(status, [name]);
    else names.push(name);
  }
  return [...byStatus]
    .filter(([, names]) => names.length > 0)
    .map(([status, names]) => (status === '' ? listed(names) : `${status}: ${listed(names)}`))
    .join('; ');
}
