import fc from 'fast-check';
import { entriesOfPart, partsOfEntries } from '../../../lib/fleet/inventory/entries-text';
import { type Inventory, type InventoryKey } from '../../../lib/fleet/inventory/inventory';
import { type InventoryEntry, inOrder, joinedEntries } from '../../../lib/fleet/inventory/inventory-entry';
import { inventoryOfMaps, mapsOf } from '../../../lib/fleet/inventory/inventory-maps';
import { type JsonObject } from '../../../lib/model/json';
import { objectKey } from '../../../lib/model/object-ref';

const key: InventoryKey = { owner: 'shop', ownerKey: 'f00', cluster: 'cluster1', id: 'id-1', clusterUid: 'uid-1' };

const names = fc.oneof(fc.stringMatching(/^[a-z0-9.-]{1,12}$/), fc.constantFrom('10', '2', '__proto__', 'ä"\\', 'a:b'));
const entries: fc.Arbitrary<readonly InventoryEntry[]> = fc
  .uniqueArray(
    fc.record({
      apiVersion: fc.constantFrom('v1', 'apps/v1', 'shop.example/v1'),
      kind: fc.constantFrom('ConfigMap', 'Deployment', 'Shop'),
      namespace: fc.option(fc.constantFrom('shop', 'a', '10'), { nil: undefined }),
      name: names,
      uid: fc.option(fc.uuid(), { nil: undefined }),
    }),
    { selector: ({ namespace = '', ...entry }) => objectKey({ ...entry, namespace }), maxLength: 40 },
  )
  .map((all) =>
    all.map(({ namespace, uid, ...entry }) => ({
      ...entry,
      ...(namespace !== undefined && { namespace }),
      ...(uid !== undefined && { uid }),
    })),
  );

function mapsWith(list: readonly InventoryEntry[], partBytes?: number): readonly JsonObject[] {
  const inventory: Inventory = { ...key, entries: list };
  const place = { namespace: 'kube-federation-system', nonce: 'n', resourceVersion: '7' };
  const { head, parts } = mapsOf(inventory, place, partBytes === undefined ? {} : { partBytes });
  return [head, ...parts];
}

function many(count: number): readonly InventoryEntry[] {
  return Array.from({ length: count }, (_, index) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: `namespace-${index % 20}`,
    name: `a-rather-long-name-of-a-deployment-${index}`,
    uid: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  }));
}

describe('the text of entries', () => {
  it('gives the same entries back, in parts within the limit', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 600 }), (list, limit) => {
        const parts = partsOfEntries(inOrder(list), limit);
        const read = parts.flatMap((part) => entriesOfPart(part) ?? []);
        expect(inOrder(read)).toEqual(inOrder(list));
        for (const part of parts) {
          expect(Buffer.byteLength(part) <= limit || (entriesOfPart(part) ?? []).length === 1).toBe(true);
        }
      }),
    );
  });

  it.each(['x', '{}', '[1,2,3,4]', '["v1","ConfigMap",""]', '["v1","ConfigMap","",{"a":1}]', '\n'])(
    'is refused where it is %j',
    (text) => {
      expect(entriesOfPart(text)).toBeUndefined();
    },
  );
});

describe('an inventory in ConfigMaps', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 1, max: 600 }), (list, partBytes) => {
        const found = inventoryOfMaps([...mapsWith(list, partBytes)].reverse(), key);
        expect(found).toMatchObject({ state: 'found', inventory: { ...key, entries: inOrder(list) } });
      }),
    );
  });

  it('of 10,000 objects has parts that an API server takes', () => {
    const maps = mapsWith(many(10_000));
    expect(maps.length).toBeGreaterThan(1);
    for (const map of maps) expect(Buffer.byteLength(JSON.stringify(map))).toBeLessThan(1024 * 1024);
    expect(inventoryOfMaps(maps, key)).toMatchObject({ state: 'found' });
  });

  it('is absent only where there is nothing of it', () => {
    expect(inventoryOfMaps([], key)).toEqual({ state: 'absent' });
  });

  it('is damaged, never empty or smaller, whichever ConfigMap of it is gone or changed', () => {
    const maps = mapsWith(many(30), 600);
    expect(maps.length).toBeGreaterThan(3);
    for (const gone of maps) {
      expect(
        inventoryOfMaps(
          maps.filter((map) => map !== gone),
          key,
        ),
      ).toMatchObject({ state: 'damaged' });
      const data = gone.data as JsonObject;
      const cut = { ...gone, data: { ...data, entries: (data.entries as string).replace(/^[^\n]*\n?/, '') } };
      expect(
        inventoryOfMaps(
          maps.map((map) => (map === gone ? cut : map)),
          key,
        ),
      ).toMatchObject({ state: 'damaged' });
    }
  });

  it.each([
    ['another id', { id: 'id-2' }],
    ['another cluster', { clusterUid: 'uid-2' }],
    ['another name of the cluster', { cluster: 'cluster2' }],
    ['another owner', { owner: 'shop2' }],
  ])('of %s is foreign', (_, difference) => {
    expect(inventoryOfMaps(mapsWith(many(3)), { ...key, ...difference })).toMatchObject({ state: 'foreign' });
  });

  it('tells what a stopped writer left from what another is about to write', () => {
    const [head, ...parts] = mapsWith(many(30), 600) as [JsonObject, ...JsonObject[]];
    const living = { ...head, metadata: { ...(head.metadata as JsonObject), resourceVersion: '9' } };
    const left = (name: string, follows: string): JsonObject => ({
      metadata: { name, annotations: { 'fed8s.dev/follows': follows } },
      data: { entries: '' },
    });
    const found = inventoryOfMaps([living, ...parts, left('old', '8'), left('coming', '9')], key);
    expect(found).toMatchObject({ state: 'found', handle: { resourceVersion: '9', stale: ['old'] } });
  });
});

describe('entries of what was and what is to be', () => {
  it('are both kept, each object once, with the version that is to be and the uid that was', () => {
    const old = [
      { apiVersion: 'apps/v1beta1', kind: 'Deployment', namespace: 'a', name: 'x', uid: '1' },
      { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'a', name: 'gone', uid: '2' },
    ];
    const fresh = [
      { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'a', name: 'x' },
      { apiVersion: 'v1', kind: 'Secret', namespace: 'a', name: 'new' },
    ];
    expect(joinedEntries(old, fresh)).toEqual([old[1], fresh[1], { ...fresh[0], uid: '1' }]);
  });
});
