import { count } from './counted';
import { element } from './element';
import { clusterPart, conditionsPart, fieldsPart, objectPart, part, problemsPart, verdict } from './explanation-parts';
import { type Chosen } from './grid';
import { liveClusterPart, livePart } from './live-parts';
import { type Matrix, titleOf } from './matrix';
import { divisionsPart, rankPart } from './policy-parts';

/** So many ways to fare, and so many clusters of each, are shown. */
const MOST_WAYS = 30;
const MOST_NAMES = 24;

/** What a panel says: a title, and what stands below it. */
export interface Explained {
  readonly title: string;
  readonly on?: string;
  readonly parts: readonly (HTMLElement | undefined)[];
}

/** Explains a cell, or an object or a cluster as a whole. */
export function explained(matrix: Matrix, chosen: Chosen, choose: (chosen: Chosen) => void): Explained {
  if (chosen.cluster < 0) return objectExplained(matrix, chosen.object, choose);
  if (chosen.object < 0) return clusterExplained(matrix, chosen.cluster, choose);
  return cellExplained(matrix, chosen);
}

function cellExplained(matrix: Matrix, { object: at, cluster: on }: Chosen): Explained {
  const { objects, clusters } = matrix.data;
  const object = objects[at];
  const cluster = clusters[on];
  if (object === undefined || cluster === undefined) return { title: '', parts: [] };
  const names = clusters.map(({ name }) => name);
  const place = { object: at, cluster: on };
  const command = `fed8s explain ${titleOf(object).toLowerCase().replace(' ', '/')} ${cluster.name}`;
  return {
    title: titleOf(object),
    on: cluster.name,
    parts: [
      verdict(matrix.reasonAt(place)),
      livePart(matrix.liveAt(place)),
      conditionsPart(matrix.conditionsAt(place)),
      fieldsPart(matrix.fieldsAt(place)),
      rankPart(matrix, place),
      divisionsPart(matrix, at, on),
      problemsPart(matrix.problemsOf(at, on), names),
      objectPart(object),
      clusterPart(cluster),
      part('The same on the command line', element('p', {}, element('code', {}, command))),
    ],
  };
}

function objectExplained(matrix: Matrix, at: number, choose: (chosen: Chosen) => void): Explained {
  const { objects, clusters } = matrix.data;
  const object = objects[at];
  if (object === undefined) return { title: '', parts: [] };
  const names = clusters.map(({ name }) => name);
  const ways = grouped(clusters.keys(), (cluster) => matrix.outcomeAt({ object: at, cluster }));
  const told = ways.slice(0, MOST_WAYS).map((members) => {
    const place = { object: at, cluster: members[0] ?? 0 };
    const differences = matrix.differencesAt(place);
    const replicas = matrix.replicasAt(place);
    const { placed, code, detail } = matrix.reasonAt(place);
    return element(
      'li',
      {},
      element('span', { class: `badge ${placed ? 'on' : 'off'}` }, placed ? 'placed' : 'not placed'),
      ` on ${count(members.length, 'cluster')}`,
      replicas !== undefined && `, ${count(replicas, 'replica')}`,
      differences > 0 && `, ${count(differences, 'field')} not as in the template`,
      element('p', { class: 'detail' }, element('code', {}, code), ` ${detail}`),
      chips(
        members.map((cluster) => ({
          text: names[cluster] ?? '',
          choose: () => {
            choose({ object: at, cluster });
          },
        })),
      ),
    );
  });
  return {
    title: titleOf(object),
    parts: [
      part(
        'On the clusters',
        element('ul', { class: 'ways' }, ...told),
        ways.length > MOST_WAYS &&
          element('p', { class: 'more' }, `and ${count(ways.length - MOST_WAYS, 'more way')} in which it fares`),
      ),
      divisionsPart(matrix, at),
      problemsPart(matrix.problemsOf(at), names),
      objectPart(object),
    ],
  };
}

function clusterExplained(matrix: Matrix, on: number, choose: (chosen: Chosen) => void): Explained {
  const { objects, clusters } = matrix.data;
  const cluster = clusters[on];
  if (cluster === undefined) return { title: '', parts: [] };
  const ways = grouped(objects.keys(), (object) => Number(matrix.reasonAt({ object, cluster: on }).placed));
  const told = ways.map((members) => {
    const { placed } = matrix.reasonAt({ object: members[0] ?? 0, cluster: on });
    return element(
      'li',
      {},
      element('span', { class: `badge ${placed ? 'on' : 'off'}` }, placed ? 'placed' : 'not placed'),
      ` ${count(members.length, 'object')}`,
      chips(
        members.map((object) => {
          const found = objects[object];
          return {
            text: found === undefined ? '' : titleOf(found),
            choose: () => {
              choose({ object, cluster: on });
            },
          };
        }),
      ),
    );
  });
  return {
    title: cluster.name,
    parts: [
      liveClusterPart(matrix.data.live?.clusters[on]),
      part('Objects', element('ul', { class: 'ways' }, ...told)),
      clusterPart(cluster),
    ],
  };
}

/** Members of one key together, in the order in which the keys first occur. */
function grouped(items: Iterable<number>, keyOf: (item: number) => number): readonly (readonly number[])[] {
  const groups = new Map<number, number[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

function chips(all: readonly { readonly text: string; readonly choose: () => void }[]): HTMLElement {
  const made = all.slice(0, MOST_NAMES).map(({ text, choose }) => {
    const chip = element('button', { type: 'button', class: 'chip' }, text);
    chip.addEventListener('click', choose);
    return chip;
  });
  const more = all.length - made.length;
  return element(
    'p',
    { class: 'chips' },
    ...made,
    more > 0 && element('span', { class: 'more' }, `and ${count(more, 'more', 'more')}`),
  );
}
