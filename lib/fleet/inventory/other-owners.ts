import { type Answer, ok } from '../../kube/answer';
import { type ClusterApi } from '../../kube/cluster-api';
import { type JsonObject } from '../../model/json';
import { objectKey } from '../../model/object-ref';
import { mapAt, textIn } from '../json-fields';
import { entriesOfPart } from './entries-text';
import { INVENTORY_LABEL } from './inventory-maps';

/**
 * Which objects other owners have on a cluster: their names, by the key of the object. An object that has nothing but a name
 * has no field that a server could tell an owner of, so that only the inventories know.
 */
export async function objectsOfOthers(
  api: ClusterApi,
  { namespace, ownerKey }: { readonly namespace: string; readonly ownerKey: string },
): Promise<Answer<ReadonlyMap<string, string>>> {
  const labelSelector = `${INVENTORY_LABEL},${INVENTORY_LABEL}!=${ownerKey}`;
  const listed = await api.list({ apiVersion: 'v1', kind: 'ConfigMap' }, { namespace, labelSelector });
  return listed.outcome === 'ok' ? ok(ownersOf(listed.value.items)) : listed;
}

function ownersOf(maps: readonly JsonObject[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const map of maps) {
    const name = textIn(mapAt(map, 'data'), 'owner');
    if (name !== '') names.set(keyOf(map), name);
  }
  const owners = new Map<string, string>();
  for (const map of maps) {
    const owner = names.get(keyOf(map)) ?? 'another owner';
    for (const entry of entriesOfPart(textIn(mapAt(map, 'data'), 'entries')) ?? []) owners.set(objectKey(entry), owner);
  }
  return owners;
}

function keyOf(map: JsonObject): string {
  return textIn(mapAt(map, 'metadata', 'labels'), INVENTORY_LABEL);
}
