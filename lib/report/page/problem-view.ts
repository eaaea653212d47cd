import type { ReportProblem } from '../report-data';
import { element } from './element';

/** One problem: what, where, and what to do about it. */
export function problemElement(problem: ReportProblem, names: readonly string[]): HTMLElement {
  const { severity, code, message, remedy, about, path, origin, cluster } = problem;
  const places = [
    origin,
    about,
    cluster < 0 ? undefined : `cluster ${names[cluster] ?? ''}`,
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
