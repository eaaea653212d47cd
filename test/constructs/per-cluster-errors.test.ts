import { JsonPatch, Lazy } from 'cdk8s';
import {
  FederatedConfigMap,
  FederatedDeployment,
  KubeFedCluster,
  ReplicaSchedulingPreference,
  perCluster,
} from '../../lib/index';
import { thrown } from '../resolve/thrown';
import { errorsOf, plainConfigMap, shopApp } from './tree';

describe('a per-cluster value that cannot be worked out', () => {
  it.each<[what: string, value: () => unknown, message: RegExp]>([
    [
      'whose function throws',
      () => {
        throw new Error('no such table');
      },
      /threw: no such table/,
    ],
    [
      'whose function throws no Error',
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- users' functions may
        throw 'text';
      },
      /threw: text/,
    ],
    ['that is a Date', () => new Date(0), /not JSON: an instance of Date/],
    ['that holds NaN', () => ({ a: [Number.NaN] }), /not JSON at \/a\/0: NaN/],
    ['that is another such value', () => perCluster(() => 1), /not JSON: an instance of PerClusterValue/],
    [
      'whose function throws what has no text',
      () => {
        throw Object.create(null);
      },
      /threw: something that is no error/,
    ],
    ['that is a Promise which fails', () => Promise.reject(new Error('later')), /is a promise/],
    ['that is a Promise', () => Promise.resolve('x'), /is a promise: the function must give its value at once/],
  ])('%s is an error with cluster, path and construct', (_, value, message) => {
    const { app, shop } = shopApp();
    new FederatedConfigMap(shop, 'x', {
      placement: { clusters: ['us'] },
      template: { data: { 'a/b': perCluster(value) } } as never,
    });
    plainConfigMap(shop, 'y', { data: { 'a/b': perCluster(value) } });
    const errors = errorsOf(app.resolve());
    expect(errors.map(({ code, origin, cluster, path }) => [code, origin, cluster, path])).toEqual([
      ['per-cluster-failed', 'shop/x', 'us', '/data/a~1b'],
      ['per-cluster-failed', 'shop/y', 'eu', '/data/a~1b'],
    ]);
    expect(errors[0]?.message).toMatch(message);
  });

  it('tells of every cluster and every place at once', () => {
    const { app, shop } = shopApp();
    const fails = (): string =>
      perCluster(({ name }) => {
        throw new Error(name);
      });
    plainConfigMap(shop, 'x', { data: { a: fails(), b: fails() } });
    expect(
      errorsOf(app.resolve()).map(({ message, path, cluster }) => `${cluster ?? ''} ${path ?? ''} ${message}`),
    ).toEqual([
      'eu /data/a The per-cluster value threw: eu.',
      'eu /data/b The per-cluster value threw: eu.',
      'us /data/a The per-cluster value threw: us.',
      'us /data/b The per-cluster value threw: us.',
    ]);
  });
});

describe('a per-cluster value in the wrong place is an error that says where to put it', () => {
  it.each<[how: string, use: () => unknown]>([
    ['in a template literal', () => `redis:${perCluster(() => '7')}`],
    ['joined with +', () => 'redis:' + perCluster(() => '7')],
    ['in a list that is joined', () => [perCluster(() => '7')].join()],
    ['as a key', () => ({ [perCluster(() => 'a')]: 1 })],
    ['in JSON text', () => JSON.stringify({ a: perCluster(() => 1) })],
    ['in arithmetic', () => perCluster(() => 1) + 1],
  ])('joined to text %s', (_, use) => {
    const error = thrown(use);
    expect(error.code).toBe('per-cluster-misplaced');
    expect(error.remedy).toMatch(/into the function/);
  });

  it('copied as a map, as cdk8s copies labels', () => {
    const { shop } = shopApp();
    const labels = perCluster(({ name }) => ({ name }));
    const error = thrown(() => plainConfigMap(shop, 'x', { metadata: { labels } }));
    expect(error).toMatchObject({
      code: 'per-cluster-misplaced',
      remedy: expect.stringMatching(/into the fields/) as string,
    });
  });

  it('joined to text by what is produced late, with the construct', () => {
    const { app, shop } = shopApp();
    plainConfigMap(shop, 'late', { data: Lazy.any({ produce: () => ({ a: `x${perCluster(() => 1)}` }) }) as unknown });
    plainConfigMap(shop, 'patched').addJsonPatch(JsonPatch.add('/data', { a: perCluster(() => 1) }));
    expect(errorsOf(app.resolve()).map(({ code, origin }) => [code, origin])).toEqual([
      ['per-cluster-misplaced', 'shop/late'],
      ['per-cluster-misplaced', 'shop/patched'],
    ]);
  });

  it.each<[where: string, props: object, path: string]>([
    ['placement', { placement: { clusters: perCluster(() => ['eu']) } }, '/spec/placement/clusters'],
    ['the names of a placement', { placement: { clusters: [perCluster(() => 'eu')] } }, '/spec/placement/clusters/0'],
    [
      'overrides',
      { overrides: [{ clusterName: 'eu', clusterOverrides: [{ path: '/data', value: perCluster(() => ({})) }] }] },
      '/spec/overrides/0/clusterOverrides/0/value',
    ],
    [
      'the metadata of the federated object',
      { metadata: { labels: { a: perCluster(() => 'b') } } },
      '/metadata/labels/a',
    ],
    ['the place of the whole template', { template: perCluster(() => ({})) }, '/spec/template'],
  ])('in %s of a Federated object', (_, props, path) => {
    const { app, shop } = shopApp();
    new FederatedConfigMap(shop, 'x', props);
    expect(errorsOf(app.resolve()).map((problem) => [problem.code, problem.origin, problem.path])).toEqual([
      ['per-cluster-misplaced', 'shop/x', path],
    ]);
  });

  it('in an object of KubeFed itself', () => {
    const { app, fleet, shop } = shopApp();
    new KubeFedCluster(fleet, 'asia', { labels: { region: perCluster(({ name }) => name) } });
    const web = new FederatedDeployment(shop, 'web');
    const clusters = perCluster(() => ({ eu: { weight: 1 } }));
    new ReplicaSchedulingPreference(shop, 'spread', { target: web, totalReplicas: 2, clusters });
    expect(errorsOf(app.resolve()).map(({ code, origin, path }) => [code, origin, path])).toEqual([
      ['per-cluster-misplaced', 'fleet/asia', '/metadata/labels/region'],
      ['per-cluster-misplaced', 'shop/spread', '/spec/clusters'],
    ]);
  });

  it('in the name of an object, which is the same on every cluster', () => {
    const { app, shop } = shopApp();
    plainConfigMap(shop, 'x', { metadata: { name: perCluster(({ name }) => name) } });
    expect(errorsOf(app.resolve()).map(({ code, origin, path }) => [code, origin, path])).toEqual([
      ['forbidden-override-path', 'shop/x', '/metadata/name'],
    ]);
  });
});
