import { join } from 'node:path';
import { listed } from '../../model/listed';
import { describeObject } from '../../model/object-ref';
import { printable } from '../../model/printable';
import { shown } from '../../model/shown';
import { type DivisionInWords, divisionsInWords } from '../../resolve/explain/divisions-in-words';
import {
  type ClusterExplanation,
  type Explanation,
  type FieldExplanation,
  type RankingExplanation,
} from '../../resolve/explain/explanation';
import { rankingInWords } from '../../resolve/explain/ranking-in-words';
import { type TreeExplanation } from '../../synth/explain-tree';
import { INDEX_FILE } from '../../synth/tree-index';
import { type Paint } from './paint';
import { table } from './table';

/** An explanation for a person; clusters that fare alike are told of together. */
export function explanationText(explanation: Explanation, paint: Paint): string {
  const { object, origin, clusters } = explanation;
  const groups = new Map<string, ClusterExplanation[]>();
  for (const one of clusters) {
    const { cluster: _, conditions, ranking: __, ...rest } = one;
    // What a cluster's labels say is told of those that are left out.
    const key = JSON.stringify([rest, one.placed ? undefined : conditions]);
    const alike = groups.get(key);
    if (alike === undefined) groups.set(key, [one]);
    else alike.push(one);
  }
  return [
    `${paint('bold', printable(describeObject(object)))}${origin === undefined ? '' : `, declared in ${printable(origin)}`}\n`,
    ...[...groups.values()].map((alike) => `\n${groupText(alike, paint)}`),
    ...divisionsInWords(explanation).map((division) => `\n${divisionText(division, paint)}`),
  ].join('');
}

/** What a written tree knows, and where there is more to know. */
export function treeExplanationText(
  { clusters, ...rest }: TreeExplanation,
  { paint, folder }: { readonly paint: Paint; readonly folder: string },
): string {
  const told = clusters.map((one): ClusterExplanation => ({ ...one, fields: [] }));
  return [
    explanationText({ ...rest, clusters: told, problems: [] }, paint),
    `\nFields, ranks and the arithmetic of replicas are not in ${printable(join(folder, INDEX_FILE))}: leave the folder out, or give -f, to ask the source.\n`,
  ].join('');
}

function groupText(alike: readonly ClusterExplanation[], paint: Paint): string {
  const [first] = alike;
  if (first === undefined) return '';
  const names = listed(alike.map(({ cluster }) => cluster));
  const { placed, reason, detail, origin, conditions = [], fields } = first;
  const head = placed ? paint('green', `on ${names}`) : paint('red', `not on ${names}`);
  const rule = `  ${reason}: ${printable(detail)}${origin === undefined ? '' : ` (${printable(origin)})`}\n`;
  const failed = placed ? [] : conditions.filter(({ holds }) => !holds);
  const saw = failed.map(({ condition, found }) => {
    return `  ${printable(condition)} does not hold: the cluster ${found === undefined ? 'has no such label' : `has ${printable(found)}`}\n`;
  });
  const ranks = alike.flatMap(({ cluster, ranking }) => (ranking === undefined ? [] : [rankRow(cluster, ranking)]));
  return [`${head}\n`, rule, ...saw, table(ranks), ...(fields.length === 0 ? [] : [fieldsText(fields)])].join('');
}

function rankRow(cluster: string, ranking: RankingExplanation): readonly string[] {
  const { rank, scores } = rankingInWords(ranking);
  return [cluster, rank, printable(scores)];
}

/** The arithmetic of a division. */
function divisionText({ what, origin, replicas, steps }: DivisionInWords, paint: Paint): string {
  const counts = Object.entries(replicas).map(([cluster, number]) => `${cluster} ${number}`);
  const rows = steps.slice(0, MOST_STEPS).map(({ cluster, change, why }) => [cluster, signed(change), why]);
  const more = steps.length - rows.length;
  return [
    `${paint('bold', printable(what))}${origin === undefined ? '' : `, declared in ${printable(origin)}`}\n`,
    table(rows),
    more > 0 ? `  and ${more} more; --format json has them all\n` : '',
    `  so: ${listed(counts, 10)}\n`,
  ].join('');
}

/** So many steps are shown. */
const MOST_STEPS = 40;

function signed(change: number): string {
  return change < 0 ? String(change) : `+${change}`;
}

function fieldsText(fields: readonly FieldExplanation[]): string {
  const rows = fields.map(({ path, before, after, by, origin, overruled }) => [
    printable(path),
    `${shown(before, MOST)} -> ${shown(after, MOST)}`,
    `by ${printable(by)}${origin === undefined ? '' : ` (${printable(origin)})`}${overruled === undefined ? '' : `; before it ${printable(overruled.join(', '))}`}`,
  ]);
  return table(rows);
}

/** So long a value is shown. */
const MOST = 60;
