import { count, number } from './counted';
import { element } from './element';
import { type CellLive, type CellPlace, type Matrix, titleOf } from './matrix';

/** One cell: a mark, replicas where there are any, and how much differs. */
export function cellElement(matrix: Matrix, place: CellPlace, isRoomy: boolean): HTMLElement {
  const tone = matrix.toneAt(place);
  const differences = matrix.differencesAt(place);
  const replicas = matrix.replicasAt(place);
  const mark = tone === 'on' ? (replicas === undefined ? '✓' : short(replicas)) : tone === 'off' ? '·' : '✕';
  return element(
    'div',
    {
      class:
        `cell ${tone}${differences > 0 ? ' differs' : ''}${matrix.isAdriftAt(place) ? ' adrift' : ''} ${matrix.worstAt(place) ?? ''}`.trimEnd(),
      role: 'gridcell',
      'aria-label': labelOf(matrix, place),
    },
    mark,
    isRoomy && differences > 0 && element('small', {}, count(differences, 'field')),
  );
}

/** The cell in words. */
export function labelOf(matrix: Matrix, place: CellPlace): string {
  const { objects, clusters } = matrix.data;
  const object = objects[place.object];
  const differences = matrix.differencesAt(place);
  const replicas = matrix.replicasAt(place);
  const worst = matrix.worstAt(place);
  const live = matrix.liveAt(place);
  return [
    `${object === undefined ? '' : titleOf(object)} on ${clusters[place.cluster]?.name ?? ''}: ${matrix.reasonAt(place).placed ? 'placed' : 'not placed'}`,
    ...(replicas === undefined ? [] : [count(replicas, 'replica')]),
    ...(differences === 0 ? [] : [`${count(differences, 'field')} not as in the template`]),
    ...(live === undefined ? [] : [LIVES[live.outcome]]),
    ...(worst === undefined ? [] : [`has ${worst === 'error' ? 'an error' : 'a warning'}`]),
  ].join(', ');
}

/** What is said of how it lives. */
export const LIVES: Readonly<Record<CellLive['outcome'], string>> = {
  InSync: 'lives as declared',
  Drifted: 'has drifted',
  Missing: 'is missing on the cluster',
  Orphaned: 'is still on the cluster',
  Conflict: 'is claimed by another',
  Unknown: 'not known how it lives',
};

function short(replicas: number): string {
  return replicas > 9999 ? `${number(Math.floor(replicas / 1000))}k` : String(replicas);
}
