import { listed } from '../../model/listed';
import { describeObject } from '../../model/object-ref';
import { printable } from '../../model/printable';
import { shown } from '../../model/shown';
import {
  type ClusterExplanation,
  type DivisionExplanation,
  type Explanation,
  type FieldExplanation,
  type RankingExplanation,
  type ReplicaExplanation,
} from '../../resolve/explain/explanation';
import { type PlanStep } from '../../resolve/replicas/plan-replicas';
import { describeStep } from '../../resolve/replicas/strategies/describe-step';
import { type Paint } from './paint';
import { table } from './table';

/** An explanation for a person; clusters that fare alike are told of together. */
export function explanationText(explanation: Explanation, paint: Paint): string {
  const { object, origin, clusters, replicas, division } = explanation;
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
    ...(replicas === undefined ? [] : [`\n${replicasText(replicas, paint)}`]),
    ...(division === undefined ? [] : [`\n${divisionText(division, paint)}`]),
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

function rankRow(cluster: string, { rank, of, scores, before }: RankingExplanation): readonly string[] {
  return [
    cluster,
    `rank ${rank} of ${of}`,
    [...scores.map(({ name, score }) => `${name} ${score}`), ...(before ? ['was there before'] : [])].join(', '),
  ];
}

/** The arithmetic of a division, field by field. */
function divisionText({ strategy, fields }: DivisionExplanation, paint: Paint): string {
  return fields
    .map(({ path, total, replicas, steps }) => {
      const counts = Object.entries(replicas).map(([cluster, number]) => `${cluster} ${number}`);
      const rows = steps.map((step) => [step.cluster, signed(step.change), describeStep(step)]);
      const more = rows.length - MOST_STEPS;
      return [
        `${paint('bold', `${path}: ${total} ${strategy}`)}\n`,
        table(rows.slice(0, MOST_STEPS)),
        more > 0 ? `  and ${more} more; --format json has them all\n` : '',
        `  so: ${listed(counts, 10)}\n`,
      ].join('');
    })
    .join('\n');
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

function replicasText({ preference, origin, total, replicas, steps }: ReplicaExplanation, paint: Paint): string {
  const counts = Object.entries(replicas).map(([cluster, number]) => `${cluster} ${number}`);
  return [
    `${paint('bold', `replicas: ${total} in all, by ${printable(describeObject(preference))}`)}${origin === undefined ? '' : `, declared in ${printable(origin)}`}\n`,
    table(steps.map((step) => [step.cluster, `+${step.given}`, stepText(step)])),
    `  so: ${listed(counts, 10)}\n`,
  ].join('');
}

function stepText(step: PlanStep): string {
  switch (step.kind) {
    case 'minimum':
      return 'its minReplicas';
    case 'kept':
      return 'what runs there already';
    case 'share':
      return `pass ${step.pass}: ${step.left} x ${step.weight} / ${step.weights} of weight, rounded up, as far as there are any${step.limit === undefined ? '' : `, and up to its ${step.limit}`}`;
  }
}
