import { type JsonObject } from '../../../lib/model/json';
import { FaultFleet } from './fault-fleet';
import { configMap, configMaps, values } from './objects';
import { Scenario, told } from './scenario';

let fleet: FaultFleet;

beforeAll(async () => {
  fleet = await FaultFleet.start('cluster1', 'cluster2');
});

afterEach(() => fleet.settle());

afterAll(() => fleet.stop());

describe('a second writer', () => {
  it('that writes the same objects all the time loses none of its own fields, and does not stop the run', async () => {
    const scenario = new Scenario(fleet, 'second-writer');
    await scenario.apply(scenario.everywhere(configMaps(scenario.namespace, 10)));
    const writing = new AbortController();
    const api = fleet.api('cluster1');
    const writer = (async (): Promise<number> => {
      let count = 0;
      while (!writing.signal.aborted) {
        const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: scenario.namespace, name: `c${count % 10}` };
        const patched = await api.patch(
          ref,
          { type: 'merge', body: { data: { foreign: String(count) } } },
          { fieldManager: 'somebody' },
        );
        if (patched.outcome === 'failed') throw new Error(patched.failure.message);
        count += 1;
      }
      return count;
    })();
    try {
      for (const value of ['2', '3', '4']) {
        const result = await scenario.apply(scenario.everywhere(configMaps(scenario.namespace, 10, value)));
        expect(told(result).cluster1).toBe('unchanged 1, updated 10');
        expect(await scenario.living('cluster1')).toEqual(values(10, value));
      }
    } finally {
      writing.abort();
    }
    expect(await writer).toBeGreaterThan(10);
    const listed = await api.list({ apiVersion: 'v1', kind: 'ConfigMap' }, { namespace: scenario.namespace });
    const items = listed.outcome === 'ok' ? listed.value.items : [];
    const foreign = items.filter(({ data }) => (data as JsonObject).foreign !== undefined);
    expect(foreign).toHaveLength(10);
  });

  it('that deletes and makes anew what is declared no more keeps its own object', async () => {
    const scenario = new Scenario(fleet, 'made-anew');
    await scenario.apply(scenario.everywhere(configMaps(scenario.namespace, 3)));
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: scenario.namespace, name: 'c2' };
    await fleet.api('cluster1').delete(ref);
    await fleet.api('cluster1').create(configMap(scenario.namespace, 'c2', 'theirs'));

    const result = await scenario.apply(scenario.everywhere(configMaps(scenario.namespace, 2)));

    expect(told(result)).toEqual({ cluster1: 'kept 1, unchanged 3', cluster2: 'deleted 1, unchanged 3' });
    expect(await scenario.living('cluster1')).toEqual({ ...values(2), c2: 'theirs' });
    expect(await scenario.inventory('cluster1')).not.toContain('c2');
  });

  it('that makes it anew between our look and our delete keeps it too', async () => {
    const scenario = new Scenario(fleet, 'made-anew-meanwhile');
    await scenario.apply(scenario.everywhere(configMaps(scenario.namespace, 3)));
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: scenario.namespace, name: 'c2' };
    const proxy = fleet.proxy('cluster1');
    proxy.misbehave({ methods: ['DELETE'], times: 1, fault: { kind: 'status', status: 429, retryAfter: 3 } });
    const deleting = proxy.arrival({ methods: ['DELETE'] });
    const running = scenario.apply(scenario.everywhere(configMaps(scenario.namespace, 2)));
    await deleting;
    await fleet.api('cluster1').delete(ref);
    await fleet.api('cluster1').create(configMap(scenario.namespace, 'c2', 'theirs'));

    await running;

    expect(await scenario.living('cluster1')).toEqual({ ...values(2), c2: 'theirs' });
    expect((await scenario.apply(scenario.everywhere(configMaps(scenario.namespace, 2)))).state).toBe('complete');
    expect(await scenario.living('cluster1')).toEqual({ ...values(2), c2: 'theirs' });
    expect(await scenario.inventory('cluster1')).not.toContain('c2');
  });
});

describe('two runs at once', () => {
  it('of one owner with the same declaration end as declared, with a whole inventory', async () => {
    const scenario = new Scenario(fleet, 'twins');
    const declared = scenario.everywhere(configMaps(scenario.namespace, 30));

    const results = await Promise.all([scenario.apply(declared), scenario.apply(declared)]);

    for (const cluster of ['cluster1', 'cluster2']) expect(await scenario.living(cluster)).toEqual(values(30));
    for (const result of results) expect(result.clusters.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
    const last = await scenario.apply(declared);
    expect(told(last)).toEqual({ cluster1: 'unchanged 31', cluster2: 'unchanged 31' });
    expect(await scenario.inventory('cluster1')).toHaveLength(31);
  });

  it('of one owner, one with less and one with more, lose no track of what either made', async () => {
    const scenario = new Scenario(fleet, 'rivals');
    const less = scenario.everywhere(configMaps(scenario.namespace, 10));
    const more = scenario.everywhere(configMaps(scenario.namespace, 20, '2'));
    await scenario.apply(less);

    await Promise.all([scenario.apply(less), scenario.apply(more)]);

    // Whatever lives is in the inventory, so that the next run knows it.
    for (const cluster of ['cluster1', 'cluster2']) {
      const living = Object.keys(await scenario.living(cluster));
      expect(await scenario.inventory(cluster)).toEqual(expect.arrayContaining(living));
    }
    expect((await scenario.apply(less)).state).toBe('complete');
    for (const cluster of ['cluster1', 'cluster2']) expect(await scenario.living(cluster)).toEqual(values(10));
    expect(await scenario.inventory('cluster1')).toHaveLength(11);
  });

  it('of two owners in one namespace do not meet', async () => {
    const name = 'two-owners';
    const one = new Scenario(fleet, name, 'one');
    const other = new Scenario(fleet, name, 'other');
    const ours = one.everywhere(configMaps(name, 10));
    const theirs = other.everywhere([configMap(name, 'd0'), configMap(name, 'd1')]);

    await Promise.all([one.apply(ours), other.apply(theirs)]);
    expect((await one.apply(ours)).state).toBe('complete');
    expect((await other.apply(theirs)).state).toBe('complete');
    expect(await one.living('cluster1')).toEqual({ ...values(10), d0: '1', d1: '1' });

    // One of them leaves, and takes only what is its own.
    const result = await one.apply({ cluster1: [], cluster2: [] });
    expect(result.state).toBe('complete');
    expect(await other.living('cluster1')).toEqual({ d0: '1', d1: '1' });
    expect(told(await other.apply(theirs))).toEqual({ cluster1: 'unchanged 3', cluster2: 'unchanged 3' });
  });
});
