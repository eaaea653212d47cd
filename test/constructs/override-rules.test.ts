/* eslint-disable @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-member-access -- of a text, and of a chart's objects, nobody knows the type */
import { ApiObject, App } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import {
  FederatedApp,
  FederatedChart,
  FederatedConfigMap,
  FederatedDeployment,
  FederatedNamespace,
  KubeFedCluster,
  annotation,
  anyOf,
  federate,
  perCluster,
} from '../../lib/index';
import { federationFromManifests } from '../../lib/interop/kubefed/federation-from-manifests';
import { resolve } from '../../lib/resolve/resolve';
import { type Resolution } from '../../lib/resolve/resolution';
import { thrown } from '../resolve/thrown';

const template = {
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          {
            name: 'web',
            image: 'web:1',
            args: ['-v'],
            env: [{ name: 'A', value: '1' }],
            ports: [{ containerPort: 80 }],
          },
        ],
      },
    },
  },
};

function fleet(app: App) {
  const clusters = new FederatedChart(app, 'fleet');
  const secret = { apiEndpoint: 'https://x', secretRef: { name: 's' } };
  new KubeFedCluster(clusters, 'eu1', { labels: { region: 'eu', tier: 'gold' }, ...secret });
  new KubeFedCluster(clusters, 'eu2', {
    labels: { region: 'eu' },
    annotations: { 'example.com/team': 'A & B' },
    ...secret,
  });
  new KubeFedCluster(clusters, 'us1', { labels: { region: 'us', tier: 'gold' }, ...secret });
  const shop = new FederatedChart(app, 'shop', { namespace: 'shop', placement: { clusterSelector: {} } });
  new FederatedNamespace(shop, 'ns');
  return shop;
}

function setUp() {
  const app = new FederatedApp();
  const shop = fleet(app);
  const web = new FederatedDeployment(shop, 'web', { metadata: { name: 'web' }, template });
  return { app, shop, web };
}

/** What stands at a path of the one object of a kind, by cluster. */
function at(resolution: Resolution, path: string, kind = 'Deployment'): Record<string, unknown> {
  expect(resolution.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return Object.fromEntries(
    resolution.clusters.map(({ name, manifests }) => [
      name,
      path.split('.').reduce<unknown>(
        (value, key) => (value as Record<string, unknown> | undefined)?.[key],
        manifests.find((one) => one.kind === kind),
      ),
    ]),
  );
}

const CONTAINER = 'spec.template.spec.containers.0';
const told = ({ problems }: Resolution): string[] =>
  problems.map(({ severity, code, cluster }) => [severity, code, cluster].filter(Boolean).join(' '));

describe('an override by rule', () => {
  it.each<[string, (web: FederatedDeployment) => unknown, string, Record<string, unknown>]>([
    [
      'on one',
      (web) => web.override.on('us1').set((d) => d.spec.replicas, 5),
      'spec.replicas',
      { eu1: 1, eu2: 1, us1: 5 },
    ],
    ['on several', (web) => web.override.on('us1', 'eu1').replicas(5), 'spec.replicas', { eu1: 5, eu2: 1, us1: 5 }],
    [
      'by label',
      (web) => web.override.where({ region: 'eu' }).replicas(5),
      'spec.replicas',
      { eu1: 5, eu2: 5, us1: 1 },
    ],
    [
      'by an annotation or a label',
      (web) => web.override.where(anyOf(annotation('example.com/team').in('A & B'), { region: 'us' })).replicas(5),
      'spec.replicas',
      { eu1: 1, eu2: 5, us1: 5 },
    ],
    ['everywhere', (web) => web.override.everywhere().replicas(5), 'spec.replicas', { eu1: 5, eu2: 5, us1: 5 }],
  ])('%s', (_, override, path, expected) => {
    const { app, web } = setUp();
    override(web);
    expect(at(app.resolve(), path)).toEqual(expected);
  });

  it.each<[string, (web: FederatedDeployment) => unknown, string, unknown]>([
    [
      'set',
      (web) => web.override.on('us1').set((d) => d.spec.template.spec.containers.named('web').image, 'web:2'),
      `${CONTAINER}.image`,
      'web:2',
    ],
    [
      'add',
      (web) => web.override.on('us1').add((d) => d.metadata.annotations['a/b'], 'c'),
      'metadata.annotations',
      { 'a/b': 'c' },
    ],
    [
      'remove',
      (web) => web.override.on('us1').remove((d) => d.spec.template.spec.containers.named('web').args),
      `${CONTAINER}.args`,
      undefined,
    ],
    [
      'append',
      (web) =>
        web.override.on('us1').append((d) => d.spec.template.spec.containers.named('web').ports, { containerPort: 81 }),
      `${CONTAINER}.ports`,
      [{ containerPort: 80 }, { containerPort: 81 }],
    ],
    [
      'merge',
      (web) =>
        web.override
          .on('us1')
          .merge({ spec: { template: { spec: { containers: [{ name: 'web', image: 'web:3' }] } } } }),
      `${CONTAINER}.image`,
      'web:3',
    ],
    [
      'mergeInto',
      (web) => web.override.on('us1').mergeInto((d) => d.spec.template.metadata.labels, { app: 'web', x: 'y' }),
      'spec.template.metadata.labels',
      { app: 'web', x: 'y' },
    ],
    [
      'patch',
      (web) => web.override.on('us1').patch({ op: 'copy', from: '/spec/replicas', path: '/spec/revisionHistoryLimit' }),
      'spec.revisionHistoryLimit',
      1,
    ],
    ['image, whole', (web) => web.override.on('us1').image('web', 'other:1'), `${CONTAINER}.image`, 'other:1'],
    [
      'image, in parts',
      (web) => web.override.on('us1').image('web', { registry: 'r.example.com' }),
      `${CONTAINER}.image`,
      'r.example.com/web:1',
    ],
    [
      'env',
      (web) => web.override.on('us1').env('web', { A: '2', B: { valueFrom: { fieldRef: { fieldPath: 'x' } } } }),
      `${CONTAINER}.env`,
      [
        { name: 'A', value: '2' },
        { name: 'B', valueFrom: { fieldRef: { fieldPath: 'x' } } },
      ],
    ],
    ['env, taken away', (web) => web.override.on('us1').env('web', { A: null }), `${CONTAINER}.env`, []],
    [
      'args',
      (web) => web.override.on('us1').args('web', { remove: ['-v'], append: ['-q'] }),
      `${CONTAINER}.args`,
      ['-q'],
    ],
    [
      'resources',
      (web) => web.override.on('us1').resources('web', { limits: { memory: '1Gi' } }),
      `${CONTAINER}.resources`,
      { limits: { memory: '1Gi' } },
    ],
    [
      'labels',
      (web) => web.override.on('us1').labels({ a: 'b' }),
      'metadata.labels',
      { a: 'b', 'kubefed.io/managed': 'true' },
    ],
    ['annotations', (web) => web.override.on('us1').annotations({ a: 'b' }), 'metadata.annotations', { a: 'b' }],
    [
      'transform',
      (web) => web.override.on('us1').transform((d, { labels }) => ({ ...d, extra: labels.region })),
      'extra',
      'us',
    ],
  ])('can %s', (_, override, path, expected) => {
    const { app, web } = setUp();
    override(web);
    const values = at(app.resolve(), path);
    expect(values.us1).toEqual(expected);
    expect(values.eu1).not.toEqual(expected);
  });

  it('can change a file of a ConfigMap', () => {
    const { app, shop } = setUp();
    const config = new FederatedConfigMap(shop, 'config', {
      template: { data: { 'app.yaml': 'log:\n  level: info # loud\n' } },
    });
    config.override.on('us1').text(
      (c) => c.data['app.yaml'],
      'yaml',
      (t) => t.set((f) => f.log.level, 'debug'),
    );
    expect(at(app.resolve(), 'data', 'ConfigMap')).toMatchObject({
      us1: { 'app.yaml': 'log:\n  level: debug # loud\n' },
    });
  });

  it('takes per-cluster values, and leaves out those that are undefined', () => {
    const { app, web } = setUp();
    web.override.where({ region: 'eu' }).set(
      (d) => d.spec.replicas,
      perCluster(({ name }) => (name === 'eu1' ? 7 : 8)),
    );
    web.override.everywhere().add(
      (d) => d.spec.paused,
      perCluster(({ labels }) => (labels.region === 'us' ? true : undefined)),
    );
    const resolution = app.resolve();
    expect(at(resolution, 'spec.replicas')).toEqual({ eu1: 7, eu2: 8, us1: 1 });
    expect(at(resolution, 'spec.paused')).toEqual({ eu1: undefined, eu2: undefined, us1: true });
  });

  it('works on what the ones before it have left, and a later one wins', () => {
    const { app, web } = setUp();
    web.override.everywhere().replicas(2);
    web.addOverrides('us1', { path: '/spec/replicas', value: 3 });
    web.override
      .on('us1')
      .transform((d) => ({ ...d, seen: (d.spec as { replicas: number }).replicas }))
      .replicas(4);
    const resolution = app.resolve();
    expect(at(resolution, 'spec.replicas')).toEqual({ eu1: 2, eu2: 2, us1: 4 });
    expect(at(resolution, 'seen').us1).toBe(3);
  });

  it('of a chart comes first, and is for the kinds that it says', () => {
    const { app, shop, web } = setUp();
    const plain = new ApiObject(shop, 'plain', { apiVersion: 'v1', kind: 'ConfigMap', data: {} });
    federate(shop, {
      overrides: (o) => [
        o
          .ofKind('Deployment')
          .everywhere()
          .set((d) => d.spec.replicas, 2),
        o.on('us1').labels({ of: 'chart' }),
      ],
    });
    web.override.on('us1').replicas(3);
    web.override.on('us1').labels({ of: 'object' });
    federate(plain, { overrides: (o) => [o.everywhere().add((d) => d.data, { a: 'b' })] });
    const resolution = app.resolve();
    expect(at(resolution, 'spec.replicas')).toEqual({ eu1: 2, eu2: 2, us1: 3 });
    expect(at(resolution, 'metadata.labels.of').us1).toBe('object');
    expect(at(resolution, 'data', 'ConfigMap')).toEqual({ eu1: { a: 'b' }, eu2: { a: 'b' }, us1: { a: 'b' } });
  });

  it('may be given with the construct', () => {
    const app = new FederatedApp();
    new FederatedDeployment(fleet(app), 'web', {
      template,
      overrides: (o) => [
        o
          .where({ region: 'eu' })
          .set((d) => d.spec.replicas, 2)
          .labels({ a: 'b' }),
        o.on('us1').replicas(3),
      ],
    });
    expect(at(app.resolve(), 'spec.replicas')).toEqual({ eu1: 2, eu2: 2, us1: 3 });
  });

  it('gives all clusters that it makes equal one manifest', () => {
    const { app, web } = setUp();
    web.override.where({ region: 'eu' }).replicas(5);
    const [eu1, eu2, us1] = app
      .resolve()
      .clusters.map(({ manifests }) => manifests.find(({ kind }) => kind === 'Deployment'));
    expect(eu1).toBe(eu2);
    expect(us1).not.toBe(eu1);
    expect(Object.isFrozen(eu1?.spec)).toBe(true);
  });
});

describe('an override by rule that is wrong', () => {
  it.each<[string, (web: FederatedDeployment) => unknown, string[], RegExp]>([
    [
      'names a cluster that is not there',
      (web) => web.override.on('us2').replicas(2),
      ['error unknown-cluster'],
      /Did you mean "us1"\?/,
    ],
    [
      'reaches nothing',
      (web) => web.override.where({ region: 'asia' }).replicas(2),
      ['warning unselected-override'],
      /region = asia, and that is no cluster on which/,
    ],
    [
      'changes nothing',
      (web) => web.override.where({ region: 'eu' }).replicas(1),
      ['warning override-changes-nothing'],
      /for region = eu changes nothing/,
    ],
    [
      'misses an item',
      (web) => web.override.where({ region: 'eu' }).image('wbe', 'x'),
      ['error missing-override-path eu1'],
      /Did you mean "web"\?.*on 2 clusters: eu1, eu2/s,
    ],
    [
      'misses a field',
      (web) => web.override.on('eu1').set((d) => d.metadata.labels.ap, 'x'),
      ['error missing-override-path eu1'],
      /there is no metadata\.labels\.ap/,
    ],
    [
      'fails twice',
      (web) =>
        web.override
          .on('eu1')
          .set((d) => d.spec.paused, true)
          .image('x', 'y'),
      ['error missing-override-path eu1', 'error missing-override-path eu1'],
      /spec\.paused/,
    ],
    [
      'makes it another object',
      (web) => web.override.on('eu1').set((d) => d.metadata.name, 'x'),
      ['error override-changes-identity eu1'],
      /metadata\.name becomes "x"/,
    ],
    [
      'sets what is no JSON',
      (web) => web.override.on('eu1').set((d) => d.spec.replicas, Number.NaN),
      ['error unserializable-value'],
      /set spec\.replicas cannot be used: NaN/,
    ],
    [
      'throws',
      (web) =>
        web.override.on('eu1').transform(() => {
          throw new Error('mine');
        }),
      ['error per-cluster-failed eu1'],
      /threw: mine/,
    ],
    [
      'gives no object',
      (web) => web.override.on('eu1').transform(() => [] as never),
      ['error per-cluster-failed eu1'],
      /gives no object/,
    ],
  ])('as it %s', (_, override, expected, message) => {
    const { app, web } = setUp();
    override(web);
    const resolution = app.resolve();
    expect(told(resolution)).toEqual(expected);
    expect(resolution.problems[0]?.message).toMatch(message);
    expect(resolution.problems[0]).toMatchObject({ origin: 'shop/web' });
  });

  it('says which construct around the object has said it', () => {
    const { app, shop } = setUp();
    federate(shop, { overrides: (o) => [o.on('eu1').image('web', { tag: '2' })] });
    const { problems } = app.resolve();
    expect(problems).toMatchObject([{ code: 'missing-override-path', origin: 'shop/ns' }]);
    expect(problems[0]?.message).toMatch(
      /there is no container "web"\. It is an override of shop, for all that is in it\.$/,
    );
  });

  it('is not worked out for other kinds than it says', () => {
    const { app, shop } = setUp();
    const seen: unknown[] = [];
    federate(shop, {
      overrides: (o) => [
        o
          .ofKind('Deployment')
          .on('eu1')
          .transform((manifest) => {
            seen.push(manifest.kind);
            return { ...manifest, seen: true };
          }),
      ],
    });
    expect(at(app.resolve(), 'seen').eu1).toBe(true);
    expect(new Set(seen)).toEqual(new Set(['Deployment']));
  });

  it('is not told of in a chart where it has nothing to do for one object', () => {
    const { app, shop } = setUp();
    federate(shop, { overrides: (o) => [o.ofKind('Deployment').where({ region: 'eu' }).replicas(1)] });
    expect(told(app.resolve())).toEqual([]);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'is not given back',
      (o: { on(name: string): { replicas(n: number): unknown } }) => [void o.on('eu1').replicas(2)],
      /written 1 of them, and does not give them back/,
    ],
    ['gives back something else', () => [{}], /written 0 of them/],
    ['gives back no list', () => undefined, /written 0 of them/],
    ['is a map', { a: 1 }, /neither a list nor a function/],
  ])('as its function or list %s', (_, overrides, message) => {
    const shop = fleet(new FederatedApp());
    const error = thrown(() => new FederatedDeployment(shop, 'web', { overrides: overrides as never }));
    expect(error).toMatchObject({ code: 'invalid-override', details: { origin: 'shop/web' } });
    expect(error.message).toMatch(message);
  });
});

describe('under a plain App', () => {
  it('becomes what KubeFed applies, so that its controller gives the same', () => {
    const build = (app: App): void => {
      const shop = fleet(app);
      const web = new FederatedDeployment(shop, 'web', { metadata: { name: 'web' }, template });
      federate(shop, { overrides: (o) => [o.where({ region: 'eu' }).labels({ a: 'b' })] });
      web.override.where({ region: 'eu' }).image('web', { tag: '2' }).replicas(2);
      web.addOverrides('eu1', { path: '/spec/replicas', value: 3 });
      web.override
        .everywhere()
        .transform((d, { name }) => ({ ...d, metadata: { ...(d.metadata as object), annotations: { on: name } } }));
    };
    const federated = new FederatedApp();
    const plain = new App();
    build(federated);
    build(plain);
    const written = parseAllDocuments(plain.synthYaml(), { version: '1.1' }).map(
      (document) => document.toJS() as object,
    );
    const read = resolve(federationFromManifests(written));
    const direct = federated.resolve();
    for (const path of ['spec', 'metadata']) expect(at(read, path)).toEqual(at(direct, path));
  });

  it('needs to know the clusters', () => {
    const app = new App();
    const shop = new FederatedChart(app, 'shop', { namespace: 'shop', placement: { clusterSelector: {} } });
    const web = new FederatedDeployment(shop, 'web', { template });
    web.override.everywhere().replicas(2);
    expect(() => web.toJson() as unknown).toThrow(/Overrides by rules stand where no cluster is known/);
  });
});
