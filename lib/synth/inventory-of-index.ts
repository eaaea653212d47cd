import { memberRef } from '../model/federated-object';
import { objectKey } from '../model/object-ref';
import { type Inventory } from '../plan/lock/lock';
import { type IndexedObject, type TreeIndex } from './tree-index';

/** Where a written tree has every object, by what its index says. */
export function inventoryOfIndex({ clusters, objects }: Pick<TreeIndex, 'clusters' | 'objects'>): Inventory {
  const inventory = new Map<string, readonly string[]>();
  for (const object of objects) {
    const placed = object.decisions.filter((decision) => decision.placed && decision.clusters.length > 0);
    if (placed.length === 0) continue;
    const key = keyOf(object);
    // Two objects may be of one name as long as they share no cluster.
    const lists = [inventory.get(key) ?? [], ...placed.map((decision) => decision.clusters)];
    const on = lists.filter((names) => names.length > 0);
    inventory.set(key, on.length === 1 ? (on[0] as readonly string[]) : [...new Set(on.flat())].sort());
  }
  return { clusters, objects: inventory };
}

/** How many objects each cluster has. */
export function countByCluster({ clusters, objects }: Inventory): ReadonlyMap<string, number> {
  const counts = new Map(clusters.map((cluster) => [cluster, 0]));
  for (const on of objects.values()) for (const cluster of on) counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
  return counts;
}

function keyOf({ ref: { name }, target, namespace }: IndexedObject): string {
  return objectKey(memberRef({ target, name, ...(namespace !== undefined && { namespace }) }));
}
