import { type ClusterDrift, type DriftOptions, drift } from '../../../lib/fleet/drift/drift';
import { type FoundInventory } from '../../../lib/fleet/inventory/inventory';
import { type Answer, ok } from '../../../lib/kube/answer';
import { type JsonObject } from '../../../lib/model/json';
import { refOfManifest } from '../../../lib/model/ref-of-manifest';
import { FakeCluster, configMap, failed } from './fake-cluster';

const KINDS = [
  ['v1', 'ConfigMap', 'Namespaced'],
  ['v1', 'Secret', 'Namespaced'],
  ['v1', 'Namespace', 'Cluster'],
] as const;

const inventoryOf = (...objects: readonly JsonObject[]) => {
  const found: FoundInventory = {
    state: 'found',
    inventory: {
      owner: 'a',
      ownerKey: 'a',
      cluster: 'c',
      id: 'i',
      clusterUid: 'u',
      entries: objects.map(refOfManifest),
    },
    handle: { resourceVersion: '1', parts: [], stale: [] },
  };
  return (): Promise<Answer<FoundInventory>> => Promise.resolve(ok(found));
};

async function found(
  cluster: FakeCluster,
  manifests: readonly JsonObject[],
  rest: Partial<DriftOptions> = {},
): Promise<Extract<ClusterDrift, { outcome: 'done' }>['value']> {
  const [only] = await all({
    members: [{ name: 'c', api: ok(cluster.api) }],
    desired: [{ name: 'c', manifests }],
    ...rest,
  });
  if (only?.outcome !== 'done') throw new Error(JSON.stringify(only));
  return only.value;
}

async function all(options: Omit<DriftOptions, 'fieldManager'>): Promise<readonly ClusterDrift[]> {
  const clusters: ClusterDrift[] = [];
  for await (const cluster of drift({ fieldManager: 'fed8s/a-1', ...options })) clusters.push(cluster);
  return clusters;
}

const outcomes = ({ objects }: { readonly objects: readonly { object: { name: string }; outcome: string }[] }) =>
  Object.fromEntries(objects.map(({ object, outcome }) => [object.name, outcome]));

describe('the drift of a cluster', () => {
  it('has each object that is not in sync, and how many are', async () => {
    const cluster = new FakeCluster(KINDS);
    cluster.put(
      configMap('same', { a: '1' }),
      configMap('other', { a: '9' }),
      configMap('gone', {}),
      configMap('foreign', {}),
    );
    const declared = ['same', 'other', 'missing'].map((name) => configMap(name, { a: '1' }));
    const value = await found(cluster, declared, {
      inventory: inventoryOf(...declared, configMap('gone', {}), configMap('pruned', {})),
    });
    expect(outcomes(value)).toEqual({ gone: 'Orphaned', missing: 'Missing', other: 'Drifted' });
    expect(value.counts).toEqual({ inSync: 1, drifted: 1, missing: 1, orphaned: 1, conflict: 0, unknown: 0 });
    expect(value.orphans).toBe('known');
  });

  it('asks once for each kind, and once for each object that seems to differ', async () => {
    const cluster = new FakeCluster(KINDS);
    const objects = Array.from({ length: 50 }, (_, index) => configMap(`c${index}`, { a: '1' }));
    cluster.put(...objects, configMap('c7', { a: '9' }));
    await found(cluster, objects);
    expect(cluster.asked).toEqual(['kinds', 'list v1 ConfigMap in shop', 'dry run by force c7']);
  });

  it('gets a kind of which one object is declared, and lists one of many namespaces at once', async () => {
    const cluster = new FakeCluster(KINDS);
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
    const maps = ['a', 'b', 'd', 'e'].map((name) => configMap('m', {}, name));
    cluster.put(namespace, ...maps);
    const value = await found(cluster, [namespace, ...maps]);
    expect(cluster.asked.sort()).toEqual(['get v1 Namespace', 'kinds', 'list v1 ConfigMap']);
    expect(value.counts.inSync).toBe(5);
  });

  it('lists each namespace where a list of all is forbidden', async () => {
    const cluster = new FakeCluster(KINDS);
    const maps = ['a', 'b', 'd', 'e'].map((name) => configMap('m', {}, name));
    cluster.put(...maps);
    cluster.failing.set('list v1 ConfigMap', 'forbidden').set('list v1 ConfigMap in e', 'forbidden');
    const { counts, objects } = await found(cluster, maps);
    expect(counts).toMatchObject({ inSync: 3, unknown: 1, missing: 0 });
    expect(objects).toMatchObject([{ outcome: 'Unknown', object: { namespace: 'e' }, failure: { kind: 'forbidden' } }]);
  });

  it('knows nothing of a kind that is not served, or may not be listed, and all of the others', async () => {
    const cluster = new FakeCluster(KINDS);
    const secrets = ['a', 'b'].map((name) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace: 'shop' },
    }));
    cluster.put(configMap('m', {}));
    cluster.failing.set('list v1 Secret in shop', 'forbidden');
    const widget = { apiVersion: 'a.dev/v1', kind: 'Widget', metadata: { name: 'w', namespace: 'shop' } };
    const value = await found(cluster, [configMap('m', {}), widget, ...secrets], {
      inventory: inventoryOf(widget, ...secrets),
    });
    expect(outcomes(value)).toEqual({ a: 'Unknown', b: 'Unknown', w: 'Unknown' });
    expect(value.objects[2]).toMatchObject({
      failure: { kind: 'unknown-kind', message: 'The cluster does not serve Widget of a.dev/v1.' },
    });
    expect(value.counts.inSync).toBe(1);
  });

  it('does not call an object missing after a list that broke off', async () => {
    const cluster = new FakeCluster(KINDS);
    cluster.failing.set('list v1 ConfigMap in shop', 'malformed');
    const value = await found(cluster, [configMap('a', {}), configMap('b', {})]);
    expect(value.counts).toMatchObject({ missing: 0, unknown: 2 });
  });

  it('does not know orphans of an inventory that is damaged, and puts nothing back there', async () => {
    const cluster = new FakeCluster(KINDS);
    const inventory = (): Promise<Answer<FoundInventory>> =>
      Promise.resolve(ok({ state: 'foreign', reason: 'it is of b' }));
    const value = await found(cluster, [configMap('a', {})], { inventory, repair: () => true });
    expect(value).toMatchObject({ orphans: 'unknown', orphansUnknown: 'The inventory is not ours: it is of b.' });
    expect(value.repairs).toMatchObject([{ outcome: 'failed', object: { name: 'a' } }]);
    expect(cluster.objects.size).toBe(0);
  });

  it('says that a manifest cannot be sent', async () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'f', namespace: 'shop', finalizers: ['a', 'a'] },
    };
    const value = await found(new FakeCluster(KINDS), [pod]);
    expect(value.objects).toMatchObject([{ outcome: 'Unknown', failure: { kind: 'invalid' } }]);
  });

  it('shows no value of a Secret', async () => {
    const secret = (a: string) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's', namespace: 'shop' },
      data: { a },
    });
    const cluster = new FakeCluster(KINDS);
    cluster.put(secret('aGVsbG8='));
    const value = await found(cluster, [secret('c2VjcmV0')]);
    expect(value.objects).toMatchObject([{ fields: [{ path: 'data.a', wanted: '(secret)', found: '(secret)' }] }]);
    expect(JSON.stringify(value)).not.toMatch(/aGVsbG8|c2VjcmV0/);
  });
});

describe('a repair', () => {
  it('puts back what is asked for, and nothing else', async () => {
    const cluster = new FakeCluster(KINDS);
    cluster.put(configMap('a', { a: '9' }), configMap('b', { a: '9' }));
    const declared = ['a', 'b', 'c'].map((name) => configMap(name, { a: '1' }));
    const inventory = inventoryOf(...declared);
    const value = await found(cluster, declared, { inventory, repair: ({ name }) => name !== 'b' });
    expect(value.repairs).toMatchObject([
      { outcome: 'repaired', object: { name: 'a' } },
      { outcome: 'repaired', object: { name: 'c' } },
    ]);
    expect(outcomes(await found(cluster, declared))).toEqual({ b: 'Drifted' });
  });

  it('puts nothing back that this owner has not applied', async () => {
    const cluster = new FakeCluster(KINDS);
    const declared = [configMap('a', { a: '1' })];
    cluster.put(configMap('a', { a: '9' }));
    for (const rest of [{}, { inventory: inventoryOf() }]) {
      const value = await found(cluster, declared, { ...rest, repair: () => true });
      expect(value.repairs).toMatchObject([{ outcome: 'failed', object: { name: 'a' } }]);
    }
    expect(cluster.asked.filter((words) => words.startsWith('apply'))).toEqual([]);
  });

  it('says what could not be put back', async () => {
    const cluster = new FakeCluster(KINDS);
    cluster.failing.set('apply a', 'forbidden');
    const value = await found(cluster, [configMap('a', {})], { repair: () => true });
    expect(value.repairs).toMatchObject([{ outcome: 'failed', failure: { kind: 'forbidden' } }]);
  });
});

describe('the drift of a fleet', () => {
  const cluster = (): FakeCluster => {
    const made = new FakeCluster(KINDS);
    made.put(configMap('a', {}));
    return made;
  };

  it('is known of every cluster that answers', async () => {
    const dead = cluster();
    dead.failing.set('kinds', 'unreachable');
    const result = await all({
      members: [
        { name: 'dead', api: ok(dead.api) },
        { name: 'lost', api: failed('credential') },
        { name: 'well', api: ok(cluster().api) },
      ],
      desired: ['dead', 'lost', 'well'].map((name) => ({ name, manifests: [configMap('a', {})] })),
    });
    expect(Object.fromEntries(result.map(({ cluster: name, outcome }) => [name, outcome]))).toEqual({
      dead: 'unknown',
      lost: 'unknown',
      well: 'done',
    });
  });

  it('has no more clusters under way than are asked for, whoever takes them', async () => {
    let made = 0;
    const members = Array.from({ length: 20 }, (_, index) => ({ name: `c${index}`, api: ok(cluster().api) }));
    const desired = members.map(({ name }) => ({
      name,
      get manifests() {
        made += 1;
        return [configMap('a', {})];
      },
    }));
    let taken = 0;
    for await (const { outcome } of drift({ fieldManager: 'm', members, desired, concurrency: 3 })) {
      expect(outcome).toBe('done');
      taken += 1;
      expect(made - taken).toBeLessThanOrEqual(3);
    }
    expect(taken).toBe(20);
  });

  it('leaves the clusters unknown that it has not come to when it is ended', async () => {
    const [only] = await all({
      members: [{ name: 'c', api: ok(cluster().api) }],
      desired: [],
      signal: AbortSignal.abort(),
    });
    expect(only).toMatchObject({ outcome: 'unknown', cluster: 'c' });
  });
});
