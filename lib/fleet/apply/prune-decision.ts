import { type JsonObject } from '../../model/json';
import { objectKey } from '../../model/object-ref';
import { managedFieldsOf } from '../assess/managed-fields';
import { type InventoryEntry } from '../inventory/inventory-entry';
import { mapAt, textIn } from '../json-fields';
import { isFieldManagerOfOwner, type Owner } from '../owner/owner';

/** Set to `never` on an object, it stays on its cluster, whatever is declared. */
export const PRUNE_ANNOTATION = 'fed8s.dev/prune';

/**
 * What becomes of an object that an owner has on a cluster, and declares there no more.
 * - `delete`: it goes, this very one
 * - `release`: another owner has it as well, so that we only let go of it
 * - `gone`: it is no more
 * - `forget`: it is not ours any more
 * - `keep`: it stays, and stays ours
 */
export type PruneDecision =
  | { readonly decision: 'delete'; readonly uid: string }
  | { readonly decision: 'release'; readonly uid: string; readonly reason: string }
  | { readonly decision: 'gone' | 'forget' | 'keep'; readonly reason: string };

const NEEDS_CONSENT: Readonly<Record<string, string>> = {
  'CustomResourceDefinition.apiextensions.k8s.io': 'deleting it deletes every object of its kind',
  PersistentVolumeClaim: 'deleting it may delete the data',
};

/** @param live as the cluster has it; undefined where it is gone. */
export function pruneDecision(
  entry: InventoryEntry,
  live: JsonObject | undefined,
  {
    owner,
    allowed,
    otherOwner,
  }: {
    readonly owner: Owner;
    /** Another owner that has the object as well, as its inventory says. */
    readonly otherOwner?: string | undefined;
    /** Objects that may be deleted though their kind asks for consent, by name. */
    readonly allowed: (entry: InventoryEntry) => boolean;
  },
): PruneDecision {
  if (live === undefined) return { decision: 'gone', reason: 'it was gone already' };
  const metadata = mapAt(live, 'metadata');
  const uid = textIn(metadata, 'uid');
  const owners = managedFieldsOf(live);
  const isApplied = owners.some(
    ({ owner: { manager, operation } }) => manager === owner.fieldManager && operation === 'Apply',
  );
  if (!isApplied && uid !== entry.uid) {
    return { decision: 'forget', reason: 'it is another object of that name, which we never applied' };
  }
  if (textIn(mapAt(metadata, 'annotations'), PRUNE_ANNOTATION) === 'never') {
    return { decision: 'keep', reason: `its annotation ${PRUNE_ANNOTATION} is never` };
  }
  const other = owners
    .map(({ owner: of }) => of)
    .find(
      ({ manager, operation, subresource }) =>
        operation === 'Apply' &&
        subresource === undefined &&
        manager !== owner.fieldManager &&
        isFieldManagerOfOwner(manager),
    );
  const holder = other?.manager ?? otherOwner;
  if (holder !== undefined) return { decision: 'release', uid, reason: `${holder} has it as well` };
  const danger = NEEDS_CONSENT[kindOfKey(objectKey(entry))];
  if (danger !== undefined && !allowed(entry)) {
    return { decision: 'keep', reason: `${danger}; it needs consent by its name` };
  }
  return { decision: 'delete', uid };
}

function kindOfKey(key: string): string {
  return key.slice(0, key.indexOf('/'));
}
