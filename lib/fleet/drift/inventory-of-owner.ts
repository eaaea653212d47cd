import { clusterUid } from '../cluster-uid';
import { readInventory } from '../inventory/inventory-store';
import { type Owner } from '../owner/owner';
import { type ReadInventory } from './applied-on';

/**
 * Reads what an owner has applied to a cluster.
 *
 * @param of.id of the owner's inventories, which the lock keeps.
 * @param of.namespace in which they are kept.
 */
export function inventoryOfOwner(of: {
  readonly owner: Owner;
  readonly id: string;
  readonly namespace: string;
}): ReadInventory {
  const { owner, id, namespace } = of;
  return async (api, { name }) => {
    const uid = await clusterUid(api);
    if (uid.outcome === 'failed') return uid;
    const key = { owner: owner.name, ownerKey: owner.key, cluster: name, id, clusterUid: uid.value };
    return readInventory(api, { ...key, namespace });
  };
}
