import type { ReportCluster, ReportCondition, ReportObject, ReportProblem, ReportReason } from '../report-data';
import { count } from './counted';
import { type Child, element } from './element';
import { type CellField } from './matrix';
import { problemElement } from './problem-view';

/** So many are shown of what may be long. */
const MOST = 40;

/** A part of an explanation; nothing where there is nothing in it. */
export function part(title: string, ...children: readonly Child[]): HTMLElement | undefined {
  const found = children.filter((child) => child !== undefined && child !== false);
  return found.length === 0 ? undefined : element('section', {}, element('h3', {}, title), ...found);
}

/** Whether it is there, and the rule that decided. */
export function verdict({ placed, code, meaning, detail, origin }: ReportReason): HTMLElement {
  return element(
    'section',
    {},
    element(
      'p',
      { class: 'verdict' },
      element('span', { class: `badge ${placed ? 'on' : 'off'}` }, placed ? 'placed' : 'not placed'),
      ' ',
      element('code', {}, code),
    ),
    element('p', { class: 'meaning' }, meaning),
    element(
      'p',
      { class: 'detail' },
      detail,
      origin !== undefined && element('span', { class: 'origin' }, ` ${origin}`),
    ),
  );
}

/** What a selector asked of the cluster, and what it found. */
export function conditionsPart(conditions: readonly ReportCondition[]): HTMLElement | undefined {
  const lines = conditions.map(({ condition, found, holds }) =>
    element(
      'li',
      { class: holds ? 'holds' : 'fails' },
      element('span', { class: 'sign' }, holds ? '✓' : '✕'),
      element('code', {}, condition),
      !holds && ` does not hold: the cluster ${found === undefined ? 'has no such label' : `has ${found}`}`,
    ),
  );
  return part('Conditions', lines.length > 0 && element('ul', { class: 'conditions' }, ...lines));
}

/** What is not as the template has it, and who has set it. */
export function fieldsPart(fields: readonly CellField[]): HTMLElement | undefined {
  const lines = fields
    .slice(0, MOST)
    .map(({ path, before, after, by, origin, overruled }) =>
      element(
        'li',
        {},
        element('code', { class: 'path' }, path),
        element(
          'p',
          { class: 'change' },
          element('del', {}, before ?? '(none)'),
          element('span', { class: 'arrow' }, ' → '),
          element('ins', {}, after ?? '(none)'),
        ),
        element(
          'p',
          { class: 'by' },
          `by ${by}`,
          origin !== undefined && element('span', { class: 'origin' }, ` ${origin}`),
          overruled.length > 0 && `; before it ${overruled.join(', ')}`,
        ),
      ),
    );
  return part(
    'Not as in the template',
    lines.length > 0 && element('ul', { class: 'fields' }, ...lines),
    fields.length > MOST && element('p', { class: 'more' }, `and ${count(fields.length - MOST, 'more field')}`),
  );
}

export function problemsPart(problems: readonly ReportProblem[], names: readonly string[]): HTMLElement | undefined {
  const lines = problems.slice(0, MOST).map((problem) => problemElement(problem, names));
  return part(
    'Problems',
    lines.length > 0 && element('ul', { class: 'problems' }, ...lines),
    problems.length > MOST && element('p', { class: 'more' }, `and ${count(problems.length - MOST, 'more problem')}`),
  );
}

/** How the object was declared. */
export function objectPart({ declared, origin }: ReportObject): HTMLElement | undefined {
  return part(
    'Declared',
    element('p', {}, declared, origin !== undefined && element('span', { class: 'origin' }, ` ${origin}`)),
  );
}

/** What is known of the cluster. */
export function clusterPart(cluster: ReportCluster): HTMLElement | undefined {
  const { labels, taints = [], properties = {}, ready, context, origin } = cluster;
  const pairs = (of: Readonly<Record<string, string | number>>): readonly string[] =>
    Object.entries(of).map(([key, value]) => `${key}=${value}`);
  return part(
    'Cluster',
    !ready && element('p', { class: 'warning' }, 'Its status says that it is not ready.'),
    labelsLine('', pairs(labels)) ?? element('p', { class: 'labels' }, 'It has no labels.'),
    labelsLine('taints ', taints),
    labelsLine('properties ', pairs(properties)),
    context !== undefined && element('p', {}, 'context ', element('code', {}, context)),
    origin !== undefined && element('p', {}, element('span', { class: 'origin' }, origin)),
  );
}

function labelsLine(what: string, labels: readonly string[]): HTMLElement | undefined {
  if (labels.length === 0) return undefined;
  return element('p', { class: 'labels' }, what, ...labels.map((label) => element('code', { class: 'label' }, label)));
}
