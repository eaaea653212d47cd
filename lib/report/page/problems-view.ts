import type { ReportData, ReportProblem } from '../report-data';
import { count, number } from './counted';
import { type Child, element } from './element';
import { type Filter, clusterTest, objectTest } from './filter';
import { longList } from './long-list';
import { problemElement } from './problem-view';

/** Everything wrong or doubtful, errors first. */
export function problemElements(
  data: ReportData,
  filter: Pick<Filter, 'objects' | 'clusters' | 'kind'>,
): readonly Child[] {
  const names = data.clusters.map(({ name }) => name);
  const problems = data.problems.filter(problemTest(data, filter));
  const untold = Object.entries(data.untold);
  return [
    element('h2', {}, problemsSummary(data)),
    problems.length > 0 &&
      longList(problems, (problem) => problemElement(problem, names), element('ul', { class: 'problems' })),
    problems.length < data.problems.length &&
      element('p', { class: 'hint' }, `${number(data.problems.length - problems.length)} not shown by the filter.`),
    ...untold.map(([code, more]) =>
      element(
        'p',
        { class: 'hint' },
        `${number(more)} more of ${code} are not in this page; fed8s report --format json tells them all.`,
      ),
    ),
  ];
}

/** `1 error, 2 warnings`. */
export function problemsSummary({ problems, untold }: ReportData): string {
  const more = Object.values(untold).reduce((sum, one) => sum + one, 0);
  if (problems.length === 0) return 'No problems';
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  return [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
    ...(more > 0 ? [`${number(more)} more`] : []),
  ].join(', ');
}

function problemTest(
  data: ReportData,
  filter: Pick<Filter, 'objects' | 'clusters' | 'kind'>,
): (problem: ReportProblem) => boolean {
  const isWanted = objectTest({ objects: filter.objects, kind: '' });
  const hasCluster = clusterTest(filter.clusters);
  const wanted = data.clusters.map(hasCluster);
  return ({ about = '', message, code, object, cluster }) => {
    if (filter.kind !== '' && data.objects[object]?.kind !== filter.kind) return false;
    if (!isWanted(`${about} ${code} ${message}`)) return false;
    return cluster < 0 || wanted[cluster] === true;
  };
}
