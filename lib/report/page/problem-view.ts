import type { ReportProblem } from '../report-data';
import { positionsOfRuns } from '../runs';
import { listed } from './counted';
import { element } from './element';

/** One problem: what, where, and what to do about it. */
export function problemElement(problem: ReportProblem, names: readonly string[]): HTMLElement {
  const { severity, code, message, remedy, about, path, origin, clusters } = problem;
  const on = positionsOfRuns(clusters).map((cluster) => names[cluster] ?? '');
  const places = [
    origin,
    about,
    on.length === 0 ? undefined : `on ${listed(on, 8)}`,
    path === undefined ? undefined : `at ${path}`,
  ].filter((part) => part !== undefined);
  return element(
    'li',
    { class: `problem ${severity}` },
    element('p', {}, element('strong', {}, severity), ' ', element('code', {}, code), ` ${message}`),
    places.length > 0 && element('p', { class: 'where' }, places.join(', ')),
    element('p', { class: 'remedy' }, remedy),
  );
}
