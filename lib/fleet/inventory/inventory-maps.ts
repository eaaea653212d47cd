import { createHash } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../../model/json';
import { refOfManifest } from '../../model/ref-of-manifest';
import { entriesOfPart, partsOfEntries } from './entries-text';
import { type FoundInventory, type Inventory, type InventoryKey } from './inventory';
import { inOrder, type InventoryEntry } from './inventory-entry';

/** Bytes of the entries in one ConfigMap. An API server takes 1 MiB; etcd, by default, 1.5 MiB for a request. */
const PART_BYTES = 700 * 1024;

/** The version of the form. */
const FORMAT = 'fed8s.dev/v1';

/** The label of every ConfigMap of an inventory. */
export const INVENTORY_LABEL = 'fed8s.dev/inventory';
/** On a further part: the resourceVersion of the head that it was written to follow. */
const FOLLOWS = 'fed8s.dev/follows';

/** The name of the ConfigMap that an inventory begins with. */
export function headName({ ownerKey }: Pick<InventoryKey, 'ownerKey'>): string {
  return `fed8s-inventory-${ownerKey}`;
}

/**
 * An inventory as ConfigMaps: a head, and where it is too large for one, further parts. The head names its parts with their
 * digests, so that the one write of the head makes all of them count.
 */
export interface InventoryMaps {
  readonly head: JsonObject;
  readonly parts: readonly JsonObject[];
}

/**
 * @param place.nonce makes the names of the parts new ones, which no earlier write has used.
 * @param place.resourceVersion of the head that is replaced.
 */
export function mapsOf(
  inventory: Inventory,
  place: { readonly namespace: string; readonly nonce: string; readonly resourceVersion?: string },
  { partBytes = PART_BYTES }: { readonly partBytes?: number } = {},
): InventoryMaps {
  const { owner, ownerKey, cluster, id, clusterUid } = inventory;
  const { namespace, nonce, resourceVersion } = place;
  const [first = '', ...further] = partsOfEntries(inOrder(inventory.entries), partBytes);
  const labels = { [INVENTORY_LABEL]: ownerKey, 'app.kubernetes.io/managed-by': 'fed8s' };
  const name = headName(inventory);
  const parts = further.map((entries, index) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `${name}-${nonce}-${index + 2}`,
      namespace,
      labels,
      annotations: { [FOLLOWS]: resourceVersion ?? '' },
    },
    data: { entries },
  }));
  const named = parts.map(({ metadata, data }) => ({ name: metadata.name, digest: digestOf(data.entries) }));
  return {
    head: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace, labels, ...(resourceVersion !== undefined && { resourceVersion }) },
      data: {
        format: FORMAT,
        owner,
        cluster,
        id,
        clusterUid,
        count: String(inventory.entries.length),
        digest: digestOf(first),
        parts: JSON.stringify(named),
        entries: first,
      },
    },
    parts,
  };
}

/** What ConfigMaps with the label of an owner's inventory make together. */
export function inventoryOfMaps(maps: readonly JsonObject[], key: InventoryKey): FoundInventory {
  const byName = new Map(maps.map((map) => [refOfManifest(map).name, map]));
  const head = byName.get(headName(key));
  if (head === undefined) {
    return maps.length === 0
      ? { state: 'absent' }
      : damaged(`its first ConfigMap ${headName(key)} is gone, and ${maps.length} others are there`);
  }
  const { format, owner, cluster, id, clusterUid, count, digest, parts, entries } = textsOf(head, 'data');
  if (format !== FORMAT) return damaged(`its form is ${format ?? 'unknown'}, and this fed8s reads ${FORMAT}`);
  if (owner === undefined || cluster === undefined || id === undefined || clusterUid === undefined) {
    return damaged('it does not say whose it is');
  }
  const foreign = foreignReason({ owner, cluster, id, clusterUid }, key);
  if (foreign !== undefined) return { state: 'foreign', reason: foreign };
  const named = namedParts(parts);
  if (named === undefined) return damaged('it does not say which parts it has');
  const all: InventoryEntry[] = [];
  const texts = [{ name: headName(key), digest, text: entries }].concat(
    named.map((part) => {
      const map = byName.get(part.name);
      return { ...part, text: map && textsOf(map, 'data').entries };
    }),
  );
  for (const { name, digest: expected, text } of texts) {
    if (text === undefined) return damaged(`its part ${name} is gone`);
    const read = digestOf(text) === expected ? entriesOfPart(text) : undefined;
    if (read === undefined) return damaged(`its part ${name} was changed`);
    for (const entry of read) all.push(entry);
  }
  if (String(all.length) !== count) return damaged(`it holds ${all.length} objects and says ${count ?? 'nothing'}`);
  const resourceVersion = textsOf(head, 'metadata').resourceVersion ?? '';
  const used = new Set(texts.map(({ name }) => name));
  return {
    state: 'found',
    inventory: { ...key, entries: inOrder(all) },
    handle: {
      resourceVersion,
      parts: named.map(({ name }) => name),
      stale: [...byName]
        .filter(([name, map]) => !used.has(name) && annotationOf(map, FOLLOWS) !== resourceVersion)
        .map(([name]) => name),
    },
  };
}

function foreignReason(
  found: Pick<InventoryKey, 'owner' | 'cluster' | 'id' | 'clusterUid'>,
  key: InventoryKey,
): string | undefined {
  if (found.owner !== key.owner) return `it is of the owner ${found.owner}`;
  if (found.id !== key.id) return `another repository, or another stack, has applied under the name ${key.owner}`;
  if (found.clusterUid !== key.clusterUid) return 'it was written on another cluster';
  if (found.cluster !== key.cluster) return `it was written for the cluster ${found.cluster}, and this is the same one`;
  return undefined;
}

interface NamedPart {
  readonly name: string;
  readonly digest: string | undefined;
}

function namedParts(text: string | undefined): readonly NamedPart[] | undefined {
  if (text === undefined) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    if (!Array.isArray(json)) return undefined;
    const parts = json.map((part: unknown) => (isJsonObject(part) ? { name: part.name, digest: part.digest } : {}));
    return parts.every((part): part is { name: string; digest: string } => typeof part.name === 'string')
      ? parts
      : undefined;
  } catch {
    return undefined;
  }
}

function annotationOf(map: JsonObject, key: string): string | undefined {
  const { metadata } = map;
  return isJsonObject(metadata) ? textsOf(metadata, 'annotations')[key] : undefined;
}

/** The texts of a map in a field of an object. */
function textsOf(object: JsonObject, field: string): Readonly<Record<string, string | undefined>> {
  const map = object[field];
  if (!isJsonObject(map)) return {};
  return Object.fromEntries(
    Object.entries(map).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function damaged(reason: string): FoundInventory {
  return { state: 'damaged', reason };
}
