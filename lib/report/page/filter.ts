import type { ReportCluster } from '../report-data';
import { type Matrix, titleOf } from './matrix';

/** What a person wants to see. */
export interface Filter {
  readonly objects: string;
  readonly clusters: string;
  /** Empty: all of them. */
  readonly kind: string;
  readonly differences: boolean;
  readonly problems: boolean;
}

/** Positions of what is shown. */
export interface Shown {
  readonly objects: readonly number[];
  readonly clusters: readonly number[];
}

/** What of the matrix is shown: with differences or problems only, the rows and the columns that have any. */
export function shownOf(matrix: Matrix, filter: Filter): Shown {
  const { data } = matrix;
  const isWanted = objectTest(filter);
  const hasCluster = clusterTest(filter.clusters);
  const clusters = positionsWhere(data.clusters, hasCluster);
  const objects = positionsWhere(data.objects, (object) => isWanted(titleOf(object)));
  return narrowed(narrowed({ objects, clusters }, differing(matrix, filter)), troubled(matrix, filter));
}

/** Whether an object, by its kind and name (`Deployment shop/web`), is wanted: all words of the search occur in it. */
export function objectTest({ objects, kind }: Pick<Filter, 'objects' | 'kind'>): (title: string) => boolean {
  const words = wordsOf(objects.toLowerCase());
  return (title) => {
    if (kind !== '' && !title.startsWith(`${kind} `)) return false;
    const text = title.toLowerCase();
    // As one names it on the command line: deployment/shop/web.
    const path = text.replace(' ', '/');
    return words.every((word) => text.includes(word) || path.includes(word));
  };
}

/** Whether a cluster is wanted: by parts of its name, and by labels (`region=eu`, `tier!=test`, `gpu=` for any value). */
export function clusterTest(wanted: string): (cluster: Pick<ReportCluster, 'name' | 'labels'>) => boolean {
  const tests = wordsOf(wanted.replaceAll(',', ' ')).map(
    (word): ((cluster: Pick<ReportCluster, 'name' | 'labels'>) => boolean) => {
      const [, key, sign = '', value = ''] = /^([^=!]+)(!?==?)(.*)$/.exec(word) ?? [];
      if (key === undefined) return ({ name }) => name.includes(word.toLowerCase());
      return ({ labels }) => {
        const found = Object.hasOwn(labels, key) ? labels[key] : undefined;
        const holds = value === '' ? found !== undefined : found === value;
        return sign.startsWith('!') ? !holds : holds;
      };
    },
  );
  return (cluster) => tests.every((test) => test(cluster));
}

interface Narrowing {
  /** Whether a cell is one of those that are looked for. */
  readonly has: (object: number, cluster: number) => boolean;
  /** Whether an object is shown though none of its cells is. */
  readonly keeps: (object: number) => boolean;
}

function differing(matrix: Matrix, { differences }: Filter): Narrowing | undefined {
  if (!differences) return undefined;
  return { has: (object, cluster) => matrix.differencesAt({ object, cluster }) > 0, keeps: () => false };
}

function troubled(matrix: Matrix, { problems }: Filter): Narrowing | undefined {
  if (!problems) return undefined;
  return {
    has: (object, cluster) =>
      matrix.worstAt({ object, cluster }) !== undefined ||
      matrix.toneAt({ object, cluster }) === 'failed' ||
      matrix.isAdriftAt({ object, cluster }),
    keeps: (object) => matrix.data.objects[object]?.worst !== undefined,
  };
}

function narrowed({ objects, clusters }: Shown, narrowing: Narrowing | undefined): Shown {
  if (narrowing === undefined) return { objects, clusters };
  const columns = new Set<number>();
  const rows = objects.filter((object) => {
    const found = clusters.filter((cluster) => narrowing.has(object, cluster));
    found.forEach((cluster) => columns.add(cluster));
    return found.length > 0 || narrowing.keeps(object);
  });
  // Where what is said is said of objects alone, every cluster may be of interest.
  const isOfObjects = columns.size === 0 && rows.length > 0;
  return { objects: rows, clusters: isOfObjects ? clusters : clusters.filter((cluster) => columns.has(cluster)) };
}

function positionsWhere<T>(items: readonly T[], test: (item: T) => boolean): readonly number[] {
  return items.flatMap((item, position) => (test(item) ? [position] : []));
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
