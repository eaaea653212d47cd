import { type DriftChange } from '../../../lib/fleet/drift/drift-change';
import { watchDrift } from '../../../lib/fleet/drift/watch-drift';
import { ok } from '../../../lib/kube/answer';
import { FakeCluster, configMap, failed } from './fake-cluster';

/** A watch of one cluster that is to have two ConfigMaps. */
function watching(cluster: FakeCluster) {
  const ending = new AbortController();
  const declared = [configMap('a', { x: '1' }), configMap('b', { x: '1' })];
  const changes = watchDrift({
    members: [
      { name: 'c', api: ok(cluster.api) },
      { name: 'lost', api: failed('credential') },
    ],
    desired: [{ name: 'c', manifests: declared }],
    fieldManager: 'm',
    signal: ending.signal,
  });
  const next = async (): Promise<string> => {
    const { value, done } = await changes.next();
    return done === true ? 'end' : told(value);
  };
  return { next, ending };
}

function told(change: DriftChange): string {
  switch (change.change) {
    case 'object':
      return `${change.drift.object.name} ${change.drift.outcome}`;
    case 'settled':
      return `${change.object.name} settled`;
    case 'lost':
      return `${change.cluster} lost: ${change.failure.message}`;
    case 'found':
      return `${change.cluster} found`;
  }
}

describe('a watch', () => {
  it('tells of drift as it comes and goes, and ends by its signal', async () => {
    const cluster = new FakeCluster([['v1', 'ConfigMap', 'Namespaced']]);
    cluster.put(configMap('a', { x: '1' }));
    const { next, ending } = watching(cluster);
    expect(await next()).toBe('lost lost: it is credential');
    expect(await next()).toBe('b Missing');
    const edited = configMap('a', { x: '9' });
    cluster.put(edited);
    setImmediate(() => {
      cluster.tell('MODIFIED', edited);
      cluster.tell('MODIFIED', edited);
      cluster.tell('ADDED', configMap('b', { x: '1' }));
      cluster.tell('ADDED', configMap('foreign', {}));
      cluster.tell('DELETED', edited);
    });
    expect(await next()).toBe('a Drifted');
    expect(await next()).toBe('b settled');
    expect(await next()).toBe('a Missing');
    ending.abort();
    expect(await next()).toBe('end');
  });

  it('lists again when it has lost track', async () => {
    const cluster = new FakeCluster([['v1', 'ConfigMap', 'Namespaced']]);
    cluster.put(configMap('a', { x: '1' }));
    const { next, ending } = watching(cluster);
    await next();
    await next();
    cluster.put(configMap('b', { x: '1' }));
    setImmediate(() => {
      cluster.break('expired');
    });
    expect(await next()).toBe('b settled');
    ending.abort();
    expect(await next()).toBe('end');
  });
});
