import { type ClusterDrift } from '../../fleet/drift/drift';
import { type DriftChange } from '../../fleet/drift/drift-change';
import { type DriftCounts, type DriftProof, type DriftedField, type ObjectDrift } from '../../fleet/drift/object-drift';
import { listed } from '../../model/listed';
import { describeObject } from '../../model/object-ref';
import { printable } from '../../model/printable';
import { remedyText } from './remedy-text';
import { shown } from '../../model/shown';
import { ownerText } from '../live/live-state-of';
import { count } from './count';
import { type Paint, type Style } from './paint';
import { table } from './table';

/** Whose fields are ours. */
interface Ours {
  readonly fieldManager: string;
}

const SIGNS: Readonly<Record<ObjectDrift['outcome'], readonly [sign: string, style: Style]>> = {
  Drifted: ['~', 'yellow'],
  Missing: ['-', 'red'],
  Orphaned: ['+', 'yellow'],
  Conflict: ['!', 'red'],
  Shared: ['=', 'dim'],
  Unknown: ['?', 'red'],
};

/** What differs on each cluster, for a person: the clusters that are in sync are only counted. */
export function driftText(clusters: readonly ClusterDrift[], paint: Paint, ours: Ours): string {
  const told = clusters.map((cluster) => clusterText(cluster, paint, ours)).filter((text) => text !== '');
  return [...told, summaryText(clusters)].map((text) => `${text}\n`).join('');
}

/** `2 drifted, 1 missing on 1 of 3 clusters; 1 cluster unknown`. */
export function summaryText(clusters: readonly ClusterDrift[]): string {
  const done = clusters.flatMap((cluster) => (cluster.outcome === 'done' ? [cluster.value] : []));
  const total = (field: keyof DriftCounts): number => done.reduce((sum, { counts }) => sum + counts[field], 0);
  const parts = (['drifted', 'missing', 'orphaned', 'conflict', 'unknown'] as const)
    .filter((field) => total(field) > 0)
    .map((field) => `${total(field).toLocaleString('en-US')} ${field === 'conflict' ? 'in conflict' : field}`);
  const lost = clusters.length - done.length;
  const repairs = done.flatMap((value) => value.repairs);
  const putBack = repairs.filter(({ outcome }) => outcome === 'repaired').length;
  const inSync = `${count(total('inSync'), 'object')} in sync`;
  return [
    `${[inSync, ...parts].join(', ')} on ${count(done.length, 'cluster')}`,
    ...(repairs.length > 0
      ? [`; ${putBack.toLocaleString('en-US')} of ${repairs.length.toLocaleString('en-US')} put back`]
      : []),
    ...(lost > 0 ? [`; ${count(lost, 'cluster')} unknown`] : []),
  ].join('');
}

function clusterText(cluster: ClusterDrift, paint: Paint, ours: Ours): string {
  const name = paint('bold', printable(cluster.cluster));
  if (cluster.outcome === 'unknown') {
    return `${name} ${paint('red', 'unknown')}: ${printable(cluster.failure.message)}\n${remedyText(cluster.failure)}`;
  }
  const { objects, orphans, orphansUnknown, repairs } = cluster.value;
  const lines = [
    ...objects.filter(({ outcome }) => outcome !== 'Unknown').map((object) => objectText(object, paint, ours)),
    ...unknownLines(objects, paint),
    ...repairs.map((repair) => {
      const what = printable(describeObject(repair.object));
      return repair.outcome === 'repaired'
        ? `  ${paint('green', 'put back')} ${what}\n`
        : `  ${paint('red', 'not put back')} ${what}: ${printable(repair.failure.message)}\n`;
    }),
    ...(orphans === 'unknown' && orphansUnknown !== undefined
      ? [`  ${paint('red', '?')} what is declared no more: ${printable(orphansUnknown)}\n`]
      : []),
  ];
  return lines.length === 0 ? '' : `${name}\n${lines.join('')}`;
}

/** One change as it comes: a line, and one for each field. */
export function changeText(change: DriftChange, paint: Paint, ours: Ours): string {
  const cluster = paint('bold', printable(change.cluster));
  switch (change.change) {
    case 'object':
      return `${cluster}\n${change.drift.outcome === 'Unknown' ? unknownLines([change.drift], paint).join('') : objectText(change.drift, paint, ours)}`;
    case 'settled':
      return `${cluster}\n  ${paint('green', 'ok')} ${printable(describeObject(change.object))}\n`;
    case 'lost': {
      const what = change.kind === undefined ? 'it' : change.kind.kind;
      return `${cluster} ${paint('red', 'unknown')}: ${printable(what)} cannot be watched: ${printable(change.failure.message)}\n`;
    }
    case 'found':
      return `${cluster} ${paint('green', 'watched again')}: ${printable(change.kind.kind)}\n`;
  }
}

function objectText(drift: ObjectDrift, paint: Paint, ours: Ours): string {
  const [sign, style] = SIGNS[drift.outcome];
  const head = `  ${paint(style, sign)} ${printable(describeObject(drift.object))}`;
  switch (drift.outcome) {
    case 'Drifted':
      return `${head}${unconfirmed(drift.proof)}\n${fieldLines(drift.fields, { ours, claim: 'by' })}`;
    case 'Conflict':
      return `${head}${unconfirmed(drift.proof)}\n${fieldLines(drift.fields, { ours, claim: 'claimed by' })}${fieldLines(drift.drifted, { ours, claim: 'by' })}`;
    case 'Missing':
      return `${head} is missing\n`;
    case 'Orphaned':
      return `${head} is declared no more\n`;
    case 'Shared':
      return `${head} is applied by ${printable(listed(drift.owners.map(({ manager }) => manager)))} too\n`;
    case 'Unknown':
      return `${head}: ${printable(drift.failure.message)}\n`;
  }
}

function unconfirmed(proof: DriftProof): string {
  return proof.proof === 'confirmed' ? '' : ` (unconfirmed: ${printable(proof.failure.message)})`;
}

/** So long a value is shown. */
const MOST = 40;

function fieldLines(
  fields: readonly DriftedField[],
  { ours, claim }: { readonly ours: Ours; readonly claim: 'by' | 'claimed by' },
): string {
  const rows = fields.map((field) => {
    const wanted = field.wanted === undefined ? 'not wanted' : `wanted ${shown(field.wanted, MOST)}`;
    const found = field.found === undefined ? 'not found' : `found ${shown(field.found, MOST)}`;
    return [printable(field.path), `${wanted}, ${found}`, authorText(field, ours, claim)];
  });
  return table(rows).replace(/^/gm, '    ').trimEnd() + (rows.length === 0 ? '' : '\n');
}

function authorText({ author, difference }: DriftedField, { fieldManager }: Ours, claim: string): string {
  if (difference === 'left-over') return 'declared no more';
  if (author === undefined) return '';
  return author.manager === fieldManager ? 'declared otherwise since' : `${claim} ${printable(ownerText(author))}`;
}

/** Of one kind and reason there is one line, however many objects. */
function unknownLines(objects: readonly ObjectDrift[], paint: Paint): readonly string[] {
  const [sign, style] = SIGNS.Unknown;
  const groups = new Map<string, { readonly names: string[]; readonly message: string }>();
  for (const drift of objects) {
    if (drift.outcome !== 'Unknown') continue;
    const { message } = drift.failure;
    const key = JSON.stringify([drift.object.apiVersion, drift.object.kind, message]);
    const group = groups.get(key) ?? { names: [], message };
    group.names.push(describeObject(drift.object));
    groups.set(key, group);
  }
  return [...groups.values()].map(
    ({ names, message }) => `  ${paint(style, sign)} ${printable(listed(names, 3))}: ${printable(message)}\n`,
  );
}
