import type { ReportData } from '../report-data';
import { count, listed, number } from './counted';
import { type Child, element } from './element';
import { type Matrix, nameOf } from './matrix';
import { changeElement, planSummary, refusals } from './plan-view';
import { problemElement } from './problem-view';
import { problemsSummary } from './problems-view';

/** So many changes and problems are printed. */
const MOST = 300;
/** So many names of clusters. */
const MOST_NAMES = 8;

/** What goes on paper: a line for each object, the plan and the problems. */
export function printElements(matrix: Matrix): readonly Child[] {
  const { data } = matrix;
  return [
    element('h1', {}, 'fed8s report'),
    element('p', {}, summaryText(data)),
    objectTable(matrix),
    ...planPart(data),
    element('h2', {}, problemsSummary(data)),
    element('ul', { class: 'problems' }, ...firsts(data.problems, (problem) => problemElement(problem, namesOf(data)))),
  ];
}

/** `9 objects, 5 clusters, semantics strict`. */
export function summaryText({ objects, clusters, semantics, live }: ReportData): string {
  const unknown = live?.clusters.filter(({ state }) => state === 'unknown').length ?? 0;
  const others = live?.clusters.reduce((sum, cluster) => sum + cluster.others.length, 0) ?? 0;
  return [
    `${count(objects.length, 'object')}, ${count(clusters.length, 'cluster')}, semantics ${semantics}`,
    ...(live === undefined ? [] : [`${number(live.cells.length + others)} not in sync`]),
    ...(unknown === 0 ? [] : [`${count(unknown, 'cluster')} unknown`]),
  ].join(', ');
}

function objectTable(matrix: Matrix): HTMLElement {
  const heads = ['Kind', 'Object', 'Clusters', 'On', 'Replicas', 'Differs on', 'Problems'];
  const { objects } = matrix.data;
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', {}, head)))),
    element('tbody', {}, ...objects.map((_, object) => objectRow(matrix, object))),
  );
}

function objectRow(matrix: Matrix, at: number): HTMLElement {
  const { data } = matrix;
  const object = data.objects[at];
  if (object === undefined) return element('tr');
  const on = [...data.clusters.keys()].filter((cluster) => matrix.reasonAt({ object: at, cluster }).placed);
  const replicas = on.map((cluster) => matrix.replicasAt({ object: at, cluster })).filter((one) => one !== undefined);
  const differing = on.filter((cluster) => matrix.differencesAt({ object: at, cluster }) > 0).length;
  const cells = [
    object.kind,
    nameOf(object),
    `${number(on.length)} of ${number(data.clusters.length)}`,
    listed(
      on.map((cluster) => data.clusters[cluster]?.name ?? ''),
      MOST_NAMES,
    ),
    replicas.length === 0 ? '' : number(replicas.reduce((sum, one) => sum + one, 0)),
    differing === 0 ? '' : number(differing),
    object.worst ?? '',
  ];
  return element('tr', {}, ...cells.map((cell) => element('td', {}, cell)));
}

function planPart({ plan, texts }: ReportData): readonly Child[] {
  if (typeof plan === 'string') return [];
  const changes = firsts(plan.changes, (change) => changeElement(change, { names: plan.names, texts }));
  return [
    element('h2', {}, `What would change of ${plan.against}`),
    element('p', {}, planSummary(plan)),
    ...refusals(plan),
    element('ul', { class: 'changes' }, ...changes),
  ];
}

function firsts<T>(items: readonly T[], make: (item: T) => HTMLElement): readonly HTMLElement[] {
  const left = items.length - MOST;
  const made = items.slice(0, MOST).map(make);
  return left > 0 ? [...made, element('li', {}, `and ${count(left, 'more', 'more')}`)] : made;
}

function namesOf({ clusters }: ReportData): readonly string[] {
  return clusters.map(({ name }) => name);
}
