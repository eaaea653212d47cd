import { listed } from '../../model/listed';
import { describeObject } from '../../model/object-ref';
import { printable } from '../../model/printable';
import { shown } from '../../model/shown';
import { type FieldChange } from '../../plan/field-changes';
import { type PlannedChange } from '../../plan/change-groups';
import { type Plan } from '../../plan/plan';
import { count } from './count';
import { type Paint, type Style } from './paint';

const SIGNS: Readonly<Record<PlannedChange['action'], readonly [sign: string, style: Style]>> = {
  create: ['+', 'green'],
  update: ['~', 'yellow'],
  delete: ['-', 'red'],
  move: ['>', 'yellow'],
};

/** A plan for a person: one entry a change, on however many clusters. */
export function planText(plan: Plan, paint: Paint): string {
  const { changes, joined, left } = plan;
  return [
    ...changes.map((change) => changeText(change, paint)),
    ...(changes.length === 0 ? [] : ['\n']),
    ...(joined.length === 0 ? [] : [`joins the fleet: ${printable(listed(joined, 10))}\n`]),
    ...(left.length === 0 ? [] : [`leaves the fleet: ${printable(listed(left, 10))}\n`]),
    `${summaryText(plan)}\n`,
  ].join('');
}

/** `2 created, 1 updated, 0 deleted on 3 of 5 clusters`. */
export function summaryText({ clusters }: Plan): string {
  const total = (field: 'created' | 'updated' | 'deleted'): number =>
    clusters.reduce((sum, cluster) => sum + cluster[field], 0);
  const touched = clusters.filter(({ created, updated, deleted }) => created + updated + deleted > 0).length;
  if (touched === 0) return 'Nothing changes.';
  return `${total('created').toLocaleString('en-US')} created, ${total('updated').toLocaleString('en-US')} updated, ${total('deleted').toLocaleString('en-US')} deleted on ${touched.toLocaleString('en-US')} of ${count(clusters.length, 'cluster')}`;
}

function changeText({ action, object, clusters, to, fields, replacedFor }: PlannedChange, paint: Paint): string {
  const [sign, style] = SIGNS[action];
  const where = to === undefined ? `on ${listed(clusters)}` : `from ${listed(clusters)} to ${listed(to)}`;
  const lines = fields.map((field) => `    ${fieldText(field)}\n`);
  const replaced = replacedFor.map(
    (path) => `    ${paint('red', `! ${printable(path)} cannot be changed: the object has to be made anew`)}\n`,
  );
  return [
    `${paint(style, `${sign} ${action}`)} ${printable(describeObject(object))} ${printable(where)}\n`,
    ...lines,
    ...replaced,
  ].join('');
}

/** `spec.replicas: 1 -> 5`. */
export function fieldText({ path, before, after }: FieldChange): string {
  return `${printable(path)}: ${shown(before, MOST)} -> ${shown(after, MOST)}`;
}

/** So long a value is shown. */
const MOST = 80;
