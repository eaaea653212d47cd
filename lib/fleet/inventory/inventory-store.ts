import { randomBytes } from 'node:crypto';
import { type JsonObject } from '../../model/json';
import { refOfManifest } from '../../model/ref-of-manifest';
import { type Answer, failedAs, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type FoundInventory, type Inventory, type InventoryHandle, type InventoryKey } from './inventory';
import { INVENTORY_LABEL, inventoryOfMaps, mapsOf } from './inventory-maps';

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' } as const;

/** Reads an inventory, in one list, so that what is read was there at one time. */
export async function readInventory(
  api: ClusterApi,
  { namespace, ...key }: InventoryKey & { readonly namespace: string },
): Promise<Answer<FoundInventory>> {
  const listed = await api.list(CONFIG_MAP, { namespace, labelSelector: `${INVENTORY_LABEL}=${key.ownerKey}` });
  return listed.outcome === 'ok' ? ok(inventoryOfMaps(listed.value.items, key)) : listed;
}

/**
 * Writes an inventory: new parts first, then the head, which makes them count, then the old parts go. A run that is stopped
 * between leaves the old inventory whole. Where another writer was faster, nothing is changed and the answer is a `conflict`.
 *
 * @param at.handle of the inventory as it was read; undefined where there was none.
 */
export async function writeInventory(
  api: ClusterApi,
  inventory: Inventory,
  at: { readonly namespace: string; readonly handle: InventoryHandle | undefined },
): Promise<Answer<InventoryHandle>> {
  const { namespace } = at;
  const begun = at.handle === undefined ? await beginInventory(api, inventory, namespace) : ok(at.handle);
  if (begun.outcome === 'failed') return begun;
  const { resourceVersion, parts: oldParts, stale } = begun.value;
  const nonce = randomBytes(4).toString('hex');
  const { head, parts } = mapsOf(inventory, { namespace, nonce, resourceVersion });
  for (const part of parts) {
    const created = await api.create(part);
    if (created.outcome === 'failed') return created;
  }
  const replaced = await api.replace(head);
  if (replaced.outcome === 'failed') {
    if (failedAs(replaced, 'conflict')) await removeMaps(api, namespace, namesOf(parts));
    return replaced;
  }
  // What cannot be removed now counts for nothing, and is removed by the next write.
  const left = await removeMaps(api, namespace, [...oldParts, ...stale]);
  return ok({ resourceVersion: versionOf(replaced.value), parts: namesOf(parts), stale: left });
}

/** An inventory of nothing, so that there is never a further part without a head. */
async function beginInventory(
  api: ClusterApi,
  inventory: Inventory,
  namespace: string,
): Promise<Answer<InventoryHandle>> {
  const { head } = mapsOf({ ...inventory, entries: [] }, { namespace, nonce: '' });
  const created = await api.create(head);
  if (created.outcome === 'failed') return created;
  return ok({ resourceVersion: versionOf(created.value), parts: [], stale: [] });
}

/** Removes an inventory of nothing, as its last write. */
export async function removeInventory(
  api: ClusterApi,
  at: { readonly namespace: string; readonly name: string; readonly handle: InventoryHandle },
): Promise<Answer<undefined>> {
  const { namespace, name, handle } = at;
  const removed = await api.delete({ ...CONFIG_MAP, namespace, name }, { resourceVersion: handle.resourceVersion });
  if (removed.outcome === 'failed' && !failedAs(removed, 'not-found')) return removed;
  await removeMaps(api, namespace, [...handle.parts, ...handle.stale]);
  return ok(undefined);
}

/** @returns the names of those that could not be removed. */
async function removeMaps(api: ClusterApi, namespace: string, names: readonly string[]): Promise<readonly string[]> {
  const left: string[] = [];
  for (const name of names) {
    const removed = await api.delete({ ...CONFIG_MAP, namespace, name });
    if (removed.outcome === 'failed' && !failedAs(removed, 'not-found')) left.push(name);
  }
  return left;
}

function namesOf(maps: readonly JsonObject[]): readonly string[] {
  return maps.map((map) => refOfManifest(map).name);
}

function versionOf({ metadata }: JsonObject): string {
  const version = (metadata as JsonObject | undefined)?.resourceVersion;
  return typeof version === 'string' ? version : '';
}
