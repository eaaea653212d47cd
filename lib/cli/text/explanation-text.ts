import { describeObject } from '../../model/object-ref';
import { printable } from '../../model/printable';
import { shown } from '../../model/shown';
import {
  type ClusterExplanation,
  type Explanation,
  type FieldExplanation,
  type ReplicaExplanation,
} from '../../resolve/explain/explanation';
import { type PlanStep } from '../../resolve/replicas/plan-replicas';
import { listed } from './listed';
import { type Paint } from './paint';
import { table } from './table';

/** An explanation for a person; clusters that fare alike are told of together. */
export function explanationText(explanation: Explanation, paint: Paint): string {
  const { object, origin, clusters, replicas } = explanation;
  const groups = new Map<string, ClusterExplanation[]>();
  for (const one of clusters) {
    const { cluster: _, conditions, ...rest } = one;
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
  return [`${head}\n`, rule, ...saw, ...(fields.length === 0 ? [] : [fieldsText(fields)])].join('');
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
