import type { ReportChange, ReportData, ReportPlan } from '../report-data';
import { positionsOfRuns } from '../runs';
import { count, listed, number } from './counted';
import { type Child, element } from './element';
import { type Filter, clusterTest, objectTest } from './filter';
import { longList } from './long-list';

const SIGNS: Readonly<Record<ReportChange['action'], string>> = { create: '+', update: '~', delete: '−', move: '>' };

/** So many names of clusters are written out. */
const MOST = 8;

/** What would change of an earlier tree; or how to have it told. */
export function planElements(
  data: ReportData,
  filter: Pick<Filter, 'objects' | 'clusters' | 'kind'>,
): readonly Child[] {
  const { plan } = data;
  if (plan === 'not-asked') {
    return [
      element('h2', {}, 'What would change'),
      element(
        'p',
        { class: 'hint' },
        'This page was made without an earlier tree to compare with. ',
        element('code', {}, 'fed8s report --against dist'),
        ' compares with a folder, or with what a commit has of it.',
      ),
    ];
  }
  if (plan === 'has-errors') {
    return [
      element('h2', {}, 'What would change'),
      element(
        'p',
        { class: 'hint' },
        'The federation has errors, so nothing would be written, and a comparison would mislead. The problems say what to mend.',
      ),
    ];
  }
  const changes = wantedChanges(data, plan, filter);
  const deletions = changes.filter(({ action }) => action === 'delete');
  const others = changes.filter(({ action }) => action !== 'delete');
  return [
    element('h2', {}, `What would change of ${plan.against}`),
    element('p', { class: 'sum' }, planSummary(plan)),
    ...refusals(plan),
    ...(deletions.length === 0
      ? []
      : [element('h3', {}, count(deletions.length, 'deletion')), changeList(deletions, data.texts, plan)]),
    ...(others.length === 0
      ? []
      : [element('h3', {}, count(others.length, 'other change')), changeList(others, data.texts, plan)]),
    ...membersOf(plan),
    changes.length < plan.changes.length &&
      element(
        'p',
        { class: 'hint' },
        `${count(plan.changes.length - changes.length, 'change')} not shown by the filter.`,
      ),
  ];
}

/** `2 created, 1 updated, 0 deleted on 3 of 5 clusters`. */
export function planSummary({ created, updated, deleted, touched, names }: ReportPlan): string {
  if (touched === 0) return 'Nothing changes.';
  return `${number(created)} created, ${number(updated)} updated, ${number(deleted)} deleted on ${number(touched)} of ${count(names.length, 'cluster')}`;
}

/** What is refused, and why. */
export function refusals({ refusals: refused }: ReportPlan): readonly Child[] {
  if (refused.length === 0) return [];
  const lines = refused.map(({ message, remedy }) =>
    element('li', { class: 'problem error' }, element('p', {}, message), element('p', { class: 'remedy' }, remedy)),
  );
  return [
    element(
      'div',
      { class: 'refusals', role: 'note' },
      element('h3', {}, 'fed8s plan refuses these deletions'),
      element('ul', { class: 'problems' }, ...lines),
    ),
  ];
}

/** One change, on all clusters on which it is the same. */
export function changeElement(
  change: ReportChange,
  { names, texts }: { readonly names: readonly string[]; readonly texts: readonly string[] },
): HTMLElement {
  const { action, object, clusters, to, fields, isGone, replacedFor } = change;
  const namesOf = (runs: readonly number[]): string =>
    listed(
      positionsOfRuns(runs).map((at) => names[at] ?? ''),
      MOST,
    );
  const where = to === undefined ? `on ${namesOf(clusters)}` : `from ${namesOf(clusters)} to ${namesOf(to)}`;
  const lines = fields.map(([path, before, after]) =>
    element(
      'li',
      {},
      element('code', { class: 'path' }, texts[path] ?? ''),
      ' ',
      element('del', {}, texts[before] ?? '(none)'),
      element('span', { class: 'arrow' }, ' → '),
      element('ins', {}, texts[after] ?? '(none)'),
    ),
  );
  const anew = replacedFor.map((path) =>
    element('li', { class: 'anew' }, `! ${texts[path] ?? ''} cannot be changed: the object has to be made anew`),
  );
  return element(
    'li',
    { class: `change ${action}` },
    element(
      'p',
      {},
      element('span', { class: 'sign' }, SIGNS[action]),
      element('strong', {}, action),
      ` ${object} `,
      element('span', { class: 'clusters' }, where),
      isGone && element('span', { class: 'gone' }, 'on no cluster any more'),
    ),
    (lines.length > 0 || anew.length > 0) && element('ul', { class: 'change-fields' }, ...lines, ...anew),
  );
}

function changeList(changes: readonly ReportChange[], texts: readonly string[], { names }: ReportPlan): HTMLElement {
  return longList(changes, (change) => changeElement(change, { names, texts }), element('ul', { class: 'changes' }));
}

function membersOf({ joined, left, names }: ReportPlan): readonly Child[] {
  const line = (what: string, runs: readonly number[]): Child =>
    runs.length > 0 &&
    element(
      'p',
      { class: 'members' },
      `${what}: ${listed(
        positionsOfRuns(runs).map((at) => names[at] ?? ''),
        20,
      )}`,
    );
  return [line('joins the fleet', joined), line('leaves the fleet', left)];
}

function wantedChanges(
  data: ReportData,
  plan: ReportPlan,
  filter: Pick<Filter, 'objects' | 'clusters' | 'kind'>,
): readonly ReportChange[] {
  const isWanted = objectTest(filter);
  if (filter.clusters.trim() === '') return plan.changes.filter(({ object }) => isWanted(object));
  const labels = new Map(data.clusters.map(({ name, labels: found }) => [name, found]));
  const hasCluster = clusterTest(filter.clusters);
  const wanted = plan.names.map((name) => hasCluster({ name, labels: labels.get(name) ?? {} }));
  return plan.changes.filter(({ object, clusters, to = [] }) => {
    return isWanted(object) && [...positionsOfRuns(clusters), ...positionsOfRuns(to)].some((at) => wanted[at] === true);
  });
}
