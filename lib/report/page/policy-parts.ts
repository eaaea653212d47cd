import { listed } from './counted';
import { element } from './element';
import { part } from './explanation-parts';
import { longList } from './long-list';
import type { CellPlace, DivisionStep, Matrix } from './matrix';

/** So many clusters are told with what they get. */
const MOST_NAMES = 10;

/** Where the cluster stands among those that may be chosen. */
export function rankPart(matrix: Matrix, place: CellPlace): HTMLElement | undefined {
  const { rank, scores } = matrix.rankingAt(place);
  return part(
    'Rank',
    rank !== undefined && element('p', {}, rank),
    scores !== undefined && scores !== '' && element('p', { class: 'detail' }, scores),
  );
}

/** How replicas were divided: what the cluster got, or all of them. */
export function divisionsPart(matrix: Matrix, object: number, cluster?: number): HTMLElement | undefined {
  const divisions = matrix.divisionsOf(object, cluster).map(({ what, origin, steps, replicas }) => {
    const counts = [...replicas].map(([name, count]) => `${name} ${count}`);
    return element(
      'div',
      { class: 'division' },
      element('p', {}, what, origin !== undefined && element('span', { class: 'origin' }, ` ${origin}`)),
      steps.length > 0 && longList(steps, stepRow, element('table', { class: 'steps' })),
      steps.length > 0 && element('p', { class: 'detail' }, `so: ${listed(counts, MOST_NAMES)}`),
    );
  });
  return part('Replicas', ...divisions);
}

function stepRow({ cluster, change, why }: DivisionStep): HTMLElement {
  return element(
    'tr',
    {},
    element('td', {}, cluster),
    element('td', { class: 'number' }, change < 0 ? String(change) : `+${change}`),
    element('td', {}, why),
  );
}
