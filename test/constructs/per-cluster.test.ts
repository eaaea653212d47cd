import { type App, type Chart, Lazy, Testing } from 'cdk8s';
import { FederatedChart, FederatedConfigMap, KubeFedCluster, perCluster } from '../../lib/index';
import { thrown } from '../resolve/thrown';
import { codesOf, contentOf, everywhere, fieldByCluster, fleetIn, objectOn, plainConfigMap, shopApp } from './tree';

describe('a per-cluster value', () => {
  it.each<[where: string, data: () => object, eu: object, us: object]>([
    ['a field', () => ({ a: perCluster(({ name }) => name) }), { a: 'eu' }, { a: 'us' }],
    [
      'a field deep inside',
      () => ({ a: { b: [{ c: perCluster(({ labels }) => labels.region) }] } }),
      { a: { b: [{ c: 'eu' }] } },
      { a: { b: [{ c: 'us' }] } },
    ],
    ['a list item', () => ({ a: ['x', perCluster(({ name }) => name)] }), { a: ['x', 'eu'] }, { a: ['x', 'us'] }],
    [
      'a whole map',
      () => ({ a: perCluster(({ name }) => ({ [name]: { deep: [1] } })) }),
      { a: { eu: { deep: [1] } } },
      { a: { us: { deep: [1] } } },
    ],
    ['a whole list', () => ({ a: perCluster(({ name }) => [name]) }), { a: ['eu'] }, { a: ['us'] }],
    ['null', () => ({ a: perCluster(({ name }) => (name === 'eu' ? null : 0)) }), { a: null }, { a: 0 }],
    [
      'a key with slash and tilde',
      () => ({ 'a/b~c': perCluster(({ name }) => name) }),
      { 'a/b~c': 'eu' },
      { 'a/b~c': 'us' },
    ],
    [
      'what a Lazy produces',
      () => ({ a: Lazy.any({ produce: () => [perCluster(({ name }) => name)] }) as unknown }),
      { a: ['eu'] },
      { a: ['us'] },
    ],
    [
      'nothing, where it is undefined',
      () => ({ a: perCluster(({ name }) => (name === 'eu' ? 'x' : undefined)), b: 'y' }),
      { a: 'x', b: 'y' },
      { b: 'y' },
    ],
    [
      'no item, where it is undefined',
      () => ({
        a: [
          perCluster(({ name }) => (name === 'eu' ? 'first' : undefined)),
          'second',
          perCluster(() => undefined),
          perCluster(({ name }) => `last of ${name}`),
        ],
      }),
      { a: ['first', 'second', 'last of eu'] },
      { a: ['second', 'last of us'] },
    ],
  ])('may stand for %s', (_, data, eu, us) => {
    const { app, shop } = shopApp();
    new FederatedConfigMap(shop, 'federated', { template: { data: data() } as never });
    plainConfigMap(shop, 'plain', { data: data() });
    const resolution = app.resolve();
    expect(codesOf(resolution)).toEqual([]);
    expect(contentOf(resolution, 'eu').map((object) => object.data)).toEqual([eu, eu]);
    expect(contentOf(resolution, 'us').map((object) => object.data)).toEqual([us, us]);
  });

  it('may stand for labels and annotations, one or all, of which KubeFed loses none', () => {
    const { app, shop } = shopApp();
    new FederatedConfigMap(shop, 'one', {
      template: {
        metadata: {
          labels: { app: 'web', region: perCluster(({ labels }) => labels.region ?? '') },
          annotations: { name: perCluster(({ name }) => name) },
        },
      },
    });
    const labels = perCluster(({ name }) => ({ name }));
    new FederatedConfigMap(shop, 'all', { template: { metadata: { labels } } });
    const resolution = app.resolve();
    expect(codesOf(resolution)).toEqual([]);
    expect(contentOf(resolution, 'us')[0]?.metadata).toMatchObject({
      labels: { app: 'web', region: 'us', 'kubefed.io/managed': 'true' },
      annotations: { name: 'us' },
    });
    expect(contentOf(resolution, 'us')[1]?.metadata).toMatchObject({
      labels: { name: 'us', 'kubefed.io/managed': 'true' },
    });
  });

  it('knows the name, labels, annotations, properties and context of its cluster', () => {
    const { app, fleet, shop } = shopApp({ clusters: {} });
    new KubeFedCluster(fleet, 'eu', {
      labels: { a: 'b' },
      annotations: { c: 'd' },
      context: 'admin@eu',
      properties: { zones: 3 },
    });
    plainConfigMap(shop, 'x', { data: perCluster((cluster) => ({ ...cluster })) });
    expect(objectOn(app.resolve(), 'eu', 'ConfigMap').data).toEqual({
      name: 'eu',
      labels: { a: 'b' },
      annotations: { c: 'd', 'fed8s.dev/context': 'admin@eu', 'properties.fed8s.dev/zones': '3' },
      properties: { zones: 3 },
      context: 'admin@eu',
    });
  });

  it('leaves what does not differ shared by all clusters', () => {
    const { app, shop } = shopApp();
    plainConfigMap(shop, 'x', { data: { name: perCluster(({ name }) => name) }, other: { deep: ['same'] } });
    const resolution = app.resolve();
    expect(objectOn(resolution, 'eu', 'ConfigMap').other).toBe(objectOn(resolution, 'us', 'ConfigMap').other);
  });

  it('is not tied to the map that its function gave', () => {
    const { app, shop } = shopApp();
    const shared = { count: 0 };
    plainConfigMap(shop, 'x', {
      data: perCluster(() => {
        shared.count += 1;
        return shared;
      }),
    });
    const data = fieldByCluster(app.resolve(), 'ConfigMap', 'data');
    shared.count = 100;
    expect(data).toEqual({ eu: { count: 1 }, us: { count: 2 } });
    expect(Object.isFrozen(shared)).toBe(false);
  });
});

describe('under a plain App a per-cluster value', () => {
  const plainApp = (): { app: App; chart: Chart } => {
    const app = Testing.app();
    fleetIn(app);
    return { app, chart: new FederatedChart(app, 'shop', { namespace: 'shop', placement: everywhere }) };
  };

  it('becomes overrides of the clusters on which the object is', () => {
    const { chart } = plainApp();
    const object = new FederatedConfigMap(chart, 'x', {
      template: {
        metadata: { labels: { a: perCluster(({ name }) => name) } },
        data: { b: perCluster(() => undefined), c: 'd' },
      },
      placement: { clusters: ['us'] },
      overrides: [{ clusterName: 'us', clusterOverrides: [{ path: '/data/c', value: 'e' }] }],
    });
    expect(object.toJson()).toMatchObject({
      kind: 'FederatedConfigMap',
      spec: {
        template: { metadata: { labels: { a: '' } }, data: { b: null, c: 'd' } },
        overrides: [
          {
            clusterName: 'us',
            clusterOverrides: [
              { path: '/metadata/labels/a', value: 'us' },
              { op: 'remove', path: '/data/b' },
              { path: '/data/c', value: 'e' },
            ],
          },
        ],
      },
    });
  });

  it('is an error in a plain object, and where no cluster is known', () => {
    const { chart } = plainApp();
    const plain = plainConfigMap(chart, 'x', { data: { a: perCluster(() => 1) } });
    expect(() => plain.toJson() as unknown).toThrow(/shop\/x.*per-cluster-misplaced/s);
    const lonely = new FederatedConfigMap(Testing.chart(), 'x', { template: { data: { a: perCluster(() => 'b') } } });
    expect(thrown(() => lonely.toJson())).toMatchObject({
      code: 'per-cluster-misplaced',
      details: { origin: 'test/x' },
    });
  });
});
