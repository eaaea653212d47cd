import { memberRef } from '../../model/federated-object';
import { type LockedDecisions } from '../../model/locked-decisions';
import { objectKey } from '../../model/object-ref';
import { type Resolution } from '../../resolve/resolution';
import { type Inventory, type LockSection } from './lock';

/** Where a resolution puts every object. All lists hold the same few names, and an object that is everywhere has no list of its own. */
export function inventoryOf({ clusters, objects }: Pick<Resolution, 'clusters' | 'objects'>): Inventory {
  const names = clusters.map(({ name }) => name).sort();
  const byName = new Map(clusters.map((cluster) => [cluster.name, cluster]));
  const placed: string[][] = objects.map(() => []);
  for (const name of names) for (const source of byName.get(name)?.sources ?? []) placed[source]?.push(name);
  const inventory = new Map<string, readonly string[]>();
  objects.forEach((object, position) => {
    const on = placed[position] as readonly string[];
    if (on.length === 0) return;
    const key = objectKey(memberRef(object));
    const others = inventory.get(key);
    // Two objects may be of one name as long as they share no cluster.
    const together = others === undefined ? on : [...new Set([...others, ...on])].sort();
    inventory.set(key, together.length === names.length ? names : together);
  });
  return { clusters: names, objects: inventory };
}

/** What a run leaves behind for the next one. An object for which no cluster was chosen has no decision. */
export function sectionOf(
  resolution: Pick<Resolution, 'clusters' | 'objects'>,
  decisions: LockedDecisions,
): LockSection {
  const made = [...decisions].filter(([, chosen]) => chosen.size > 0);
  return { ...inventoryOf(resolution), decisions: new Map(made) };
}
