import { type Inventory } from './lock';

/** Every object of either inventory, wherever either has it. */
export function joinInventories(one: Inventory, other: Inventory): Inventory {
  const objects = new Map(one.objects);
  for (const [key, on] of other.objects) objects.set(key, joined(objects.get(key), on));
  return { clusters: joined(one.clusters, other.clusters), objects };
}

/** Mostly both are the same. */
function joined(one: readonly string[] | undefined, other: readonly string[]): readonly string[] {
  if (one === undefined || (one.length === other.length && one.every((name, index) => name === other[index]))) {
    return other;
  }
  return [...new Set([...one, ...other])].sort();
}
