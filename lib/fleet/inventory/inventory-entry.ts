import { type ObjectRef, groupOf, objectKey } from '../../model/object-ref';

/** One object that an owner has applied to a cluster, or is about to. */
export interface InventoryEntry extends ObjectRef {
  /** Of the object as it lived when it was applied. Absent where it has not been seen yet. */
  readonly uid?: string;
}

/** The entries of what was and of what is to be, together: whatever stops the run, none is forgotten. New versions win. */
export function joinedEntries(
  old: readonly InventoryEntry[],
  fresh: readonly InventoryEntry[],
): readonly InventoryEntry[] {
  const entries = new Map(old.map((entry) => [objectKey(entry), entry]));
  for (const entry of fresh) {
    const key = objectKey(entry);
    const uid = entry.uid ?? entries.get(key)?.uid;
    entries.set(key, { ...entry, ...(uid !== undefined && { uid }) });
  }
  return inOrder([...entries.values()]);
}

/** Entries in the one order in which they are kept. */
export function inOrder(entries: readonly InventoryEntry[]): readonly InventoryEntry[] {
  const keyed = entries.map((entry) => ({ entry, key: sortKey(entry) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ entry }) => entry);
}

function sortKey({ apiVersion, kind, namespace = '', name }: InventoryEntry): string {
  return [groupOf(apiVersion), kind, apiVersion, namespace, name].join('\0');
}
