import { describeKey } from '../../model/object-ref';
import { type DeletionCounts, type GoneObject } from '../deletion-counts';
import { type Inventory } from './lock';

/**
 * What a run would delete of what the last one left behind, told from where the objects were and are to be alone: the files of
 * the last run may be gone by then.
 */
export function inventoryPlan(before: Inventory, after: Inventory): DeletionCounts {
  const tally = new Tally(before.clusters, after.clusters);
  const gone: (GoneObject & { readonly key: string })[] = [];
  for (const [key, was] of before.objects) {
    const is = after.objects.get(key) ?? [];
    tally.had(was);
    if (is.length === 0) gone.push({ key, name: describeKey(key), clusters: [...was].sort() });
    if (isSameList(was, is)) continue;
    const stays = new Set(is);
    tally.loses(was.filter((cluster) => !stays.has(cluster)));
  }
  for (const on of after.objects.values()) tally.has(on);
  const has = new Set(after.clusters);
  return {
    clusters: tally.byCluster(),
    left: [...new Set(before.clusters)].filter((cluster) => !has.has(cluster)).sort(),
    gone: gone.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ name, clusters }) => ({ name, clusters })),
  };
}

/** Counts objects by cluster. */
class Tally {
  private readonly counts: ReadonlyMap<string, { before: number; after: number; deleted: number }>;

  public constructor(...fleets: readonly (readonly string[])[]) {
    this.counts = new Map(
      [...new Set(fleets.flat())].sort().map((name) => [name, { before: 0, after: 0, deleted: 0 }]),
    );
  }

  public had(clusters: readonly string[]): void {
    this.add('before', clusters);
  }

  public has(clusters: readonly string[]): void {
    this.add('after', clusters);
  }

  public loses(clusters: readonly string[]): void {
    this.add('deleted', clusters);
  }

  public byCluster(): DeletionCounts['clusters'] {
    return [...this.counts].map(([cluster, counts]) => ({ cluster, ...counts }));
  }

  private add(count: 'before' | 'after' | 'deleted', clusters: readonly string[]): void {
    for (const cluster of clusters) {
      const counts = this.counts.get(cluster);
      if (counts === undefined)
        throw new RangeError(`an object is on ${cluster}, which is no cluster of the inventory`);
      counts[count] += 1;
    }
  }
}

/** Most objects stay where they are. */
function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one === other || (one.length === other.length && one.every((name, index) => name === other[index]));
}
