import { type ApiObject, Chart, JsonPatch, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import {
  type ClusterOverrides,
  FederatedApp,
  FederatedChart,
  FederatedConfigMap,
  FederatedNamespace,
  KubeFedCluster,
  federate,
  perCluster,
} from '../../lib/index';
import { thrown } from '../resolve/thrown';
import {
  codesOf,
  contentOf,
  errorsOf,
  everywhere,
  fieldByCluster,
  objectOn,
  plainConfigMap,
  shopApp,
  clustersWith,
} from './tree';

const onEu = { clusters: ['eu'] };
const onUs = { clusterSelector: { matchLabels: { region: 'us' } } };
const set = (cluster: string, path: string, value: unknown, op = 'replace') => [
  { clusterName: cluster, clusterOverrides: [{ op, path, value }] },
];

describe('the placement of an object', () => {
  it('is that of its chart, for a Federated construct and for a plain object alike', () => {
    const { app } = shopApp();
    const chart = new FederatedChart(app, 'eu-only', { namespace: 'shop', placement: onEu });
    new FederatedConfigMap(chart, 'a', { metadata: { name: 'federated' } });
    plainConfigMap(chart, 'b', { metadata: { name: 'plain' } });
    expect(clustersWith(app, 'federated')).toEqual(['eu']);
    expect(clustersWith(app, 'plain')).toEqual(['eu']);
  });

  it.each<[from: string, build: (shop: FederatedChart, name: string) => void]>([
    [
      'a nested chart',
      (shop, name) => void named(new FederatedChart(shop, 'in', { namespace: 'shop', placement: onUs }), name),
    ],
    [
      'a plain Chart that was federated',
      (shop, name) => void named(federate(new Chart(shop, 'in'), { placement: onUs }), name),
    ],
    [
      'a construct around it',
      (shop, name) => void named(federate(new Construct(shop, 'in'), { placement: onUs }), name),
    ],
    ['the object itself', (shop, name) => void federate(named(shop, name), { placement: onUs })],
    [
      'the innermost of many',
      (shop, name) => {
        const outer = federate(new Construct(shop, 'outer'), { placement: onEu });
        const inner = federate(new Construct(outer, 'inner'), { placement: { clusters: [] } });
        federate(named(inner, name), { placement: onUs });
      },
    ],
    [
      'further out, where the nearest says nothing of it',
      (shop, name) => {
        const outer = federate(new Construct(shop, 'outer'), { placement: onUs });
        named(federate(new Chart(outer, 'inner'), { overrides: set('us', '/data', {}, 'add') }), name);
      },
    ],
    [
      'what was said last',
      (shop, name) => {
        const around = federate(new Construct(shop, 'in'), { placement: onEu });
        named(around, name);
        federate(around, { placement: onUs });
      },
    ],
  ])('comes from %s', (_, build) => {
    const { app, shop } = shopApp();
    build(shop, 'it');
    expect(clustersWith(app, 'it')).toEqual(['us']);
    expect(codesOf(app.resolve())).toEqual([]);
  });

  it('of a Federated construct is its own, whatever is said around it', () => {
    const { app, shop } = shopApp();
    new FederatedConfigMap(shop, 'own', { metadata: { name: 'own' }, placement: onUs });
    federate(new FederatedConfigMap(shop, 'said', { metadata: { name: 'said' }, placement: onUs }), {
      placement: onEu,
    });
    expect(clustersWith(app, 'own')).toEqual(['us']);
    expect(clustersWith(app, 'said')).toEqual(['us']);
  });

  it('may be none: an empty list of names is meant so', () => {
    const { app, shop } = shopApp();
    federate(plainConfigMap(shop, 'x', { metadata: { name: 'it' } }), { placement: { clusters: [] } });
    expect(clustersWith(app, 'it')).toEqual([]);
    expect(codesOf(app.resolve())).toEqual([]);
  });

  it('that nobody says is an error with the path of the object', () => {
    const app = new FederatedApp();
    new KubeFedCluster(new Chart(app, 'fleet'), 'eu');
    const chart = new FederatedChart(app, 'shop', { namespace: 'shop' });
    new FederatedNamespace(chart, 'ns', { placement: everywhere });
    new FederatedConfigMap(chart, 'federated');
    plainConfigMap(new Chart(app, 'bare'), 'plain');
    expect(errorsOf(app.resolve()).map(({ code, origin }) => [code, origin])).toEqual([
      ['no-placement', 'shop/federated'],
      ['no-placement', 'bare/plain'],
    ]);
  });
});

describe('the overrides of an object', () => {
  it('are applied from the outermost construct to the object itself', () => {
    const { app, shop } = shopApp({ chart: { overrides: set('us', '/data/a', 'chart') } });
    federate(shop.node.findChild('ns'), { placement: everywhere });
    const around = federate(new Construct(shop, 'around'), { overrides: set('us', '/data/a', 'around') });
    new FederatedConfigMap(around, 'federated', {
      metadata: { name: 'federated' },
      template: { data: { a: 'template', b: 'template' } },
      overrides: set('us', '/data/a', 'own'),
    });
    const plain = plainConfigMap(around, 'plain', {
      metadata: { name: 'plain' },
      data: { a: 'manifest', b: 'manifest' },
    });
    federate(plain, { overrides: set('us', '/data/b', 'said') });
    const resolution = app.resolve({ semantics: 'kubefed' });
    expect(contentOf(resolution, 'us').map(({ data }) => data)).toEqual([
      { a: 'own', b: 'template' },
      { a: 'around', b: 'said' },
    ]);
    expect(contentOf(resolution, 'eu').map(({ data }) => data)).toEqual([
      { a: 'template', b: 'template' },
      { a: 'manifest', b: 'manifest' },
    ]);
  });

  it('come after per-cluster values', () => {
    const { app, shop } = shopApp();
    const plain = plainConfigMap(shop, 'x', { data: { a: perCluster(({ name }) => name), b: 'c' } });
    federate(plain, { overrides: set('us', '/data/a', 'override') });
    expect(fieldByCluster(app.resolve(), 'ConfigMap', 'data')).toEqual({
      eu: { a: 'eu', b: 'c' },
      us: { a: 'override', b: 'c' },
    });
  });

  it('come after what patches of cdk8s have made of the object', () => {
    const { app, shop } = shopApp();
    const plain = plainConfigMap(shop, 'x', { data: { a: 'b' } });
    plain.addJsonPatch(JsonPatch.replace('/data/a', 'patched'), JsonPatch.add('/data/c', 'patched'));
    federate(plain, { overrides: set('us', '/data/c', 'override') });
    expect(fieldByCluster(app.resolve(), 'ConfigMap', 'data')).toEqual({
      eu: { a: 'patched', c: 'patched' },
      us: { a: 'patched', c: 'override' },
    });
  });

  it('become one list under a plain App, in which no path may stand twice', () => {
    const chart = (overrides: ClusterOverrides[]): FederatedConfigMap => {
      const around = new FederatedChart(Testing.app(), 'around', { overrides: set('us', '/data/a', 'around') });
      return new FederatedConfigMap(around, 'x', { template: { data: { a: 'b', c: 'd' } }, overrides });
    };
    expect(chart([...set('us', '/data/c', 'own'), ...set('eu', '/data/a', 'own')]).toJson().spec).toMatchObject({
      overrides: [
        {
          clusterName: 'us',
          clusterOverrides: [
            { op: 'replace', path: '/data/a', value: 'around' },
            { op: 'replace', path: '/data/c', value: 'own' },
          ],
        },
        { clusterName: 'eu', clusterOverrides: [{ op: 'replace', path: '/data/a', value: 'own' }] },
      ],
    });
    const error = thrown(() => chart(set('us', '/data/a', 'own')).toJson());
    expect([error.code, error.details.origin]).toEqual(['duplicate-override-path', 'around/x']);
  });

  it('see the same path twice in two layers, but not in one', () => {
    const { app, shop } = shopApp();
    const twice = [...set('us', '/data', {}, 'add'), ...set('us', '/data', {}, 'add')];
    federate(plainConfigMap(shop, 'x'), { overrides: twice });
    expect(codesOf(app.resolve())).toContain('error duplicate-override-cluster');
  });
});

describe('what is said of one construct twice', () => {
  it('stays as it was where the second call leaves it out, and gives way where it does not', () => {
    const { app, shop } = shopApp({ chart: { placement: { clusters: ['eu'] } } });
    federate(shop, {
      overrides: [{ clusterName: 'eu', clusterOverrides: [{ op: 'add', path: '/data', value: { a: 'b' } }] }],
    });
    plainConfigMap(shop, 'one');
    expect(objectOn(app.resolve(), 'eu', 'ConfigMap').data).toEqual({ a: 'b' });
    expect(contentOf(app.resolve(), 'us')).toEqual([]);
    federate(shop, { placement: everywhere, overrides: [] });
    expect(objectOn(app.resolve(), 'us', 'ConfigMap')).not.toHaveProperty('data');
  });
});

describe('a policy that is not of the form of KubeFed is refused where it is said, with the path of the construct', () => {
  it.each<[what: string, policy: object, code: string]>([
    ['clusters that are text', { placement: { clusters: 'eu' } }, 'invalid-placement'],
    ['a cluster that is undefined', { placement: { clusters: [undefined] } }, 'invalid-placement'],
    ['a placement that is a list', { placement: ['eu'] }, 'invalid-placement'],
    ['a selector that is text', { placement: { clusterSelector: 'eu' } }, 'invalid-placement'],
    ['a label that is a number', { placement: { clusterSelector: { matchLabels: { a: 1 } } } }, 'invalid-placement'],
    ['a per-cluster placement', { placement: { clusters: perCluster(() => ['eu']) } }, 'per-cluster-misplaced'],
    ['overrides that are a map', { overrides: {} }, 'invalid-override'],
    ['a path that is a number', { overrides: set('eu', 1 as never, 1) }, 'invalid-override'],
    [
      'a per-cluster override',
      {
        overrides: set(
          'eu',
          '/data',
          perCluster(() => 1),
        ),
      },
      'per-cluster-misplaced',
    ],
    ['a value that is a Date', { overrides: set('eu', '/data', new Date(0)) }, 'unserializable-value'],
    ['a value that is beyond 2^53', { overrides: set('eu', '/data', { a: 2 ** 53 }) }, 'unsafe-integer'],
  ])('%s', (_, policy, code) => {
    const { shop } = shopApp();
    const error = thrown(() => federate(new Construct(shop, 'part'), policy));
    expect([error.code, error.details.origin]).toEqual([code, 'shop/part']);
    expect(thrown(() => new FederatedChart(shop, 'chart', policy)).details.origin).toBe('shop/chart');
  });

  it('and one that is fine is neither changed nor frozen, nor does it follow later changes', () => {
    const { app, shop } = shopApp();
    const policy = { placement: { clusters: ['eu'] }, overrides: set('eu', '/data', { a: [1] }, 'add') };
    const before = JSON.stringify(policy);
    federate(plainConfigMap(shop, 'x', { metadata: { name: 'x' } }), policy);
    policy.placement.clusters.push('us');
    expect(clustersWith(app, 'x')).toEqual(['eu']);
    policy.placement.clusters.pop();
    expect(JSON.stringify(policy)).toBe(before);
    expect(Object.isFrozen(policy.overrides[0]?.clusterOverrides[0]?.value)).toBe(false);
  });
});

function named(scope: Construct, name: string): ApiObject {
  return plainConfigMap(scope, 'named', { metadata: { name } });
}
