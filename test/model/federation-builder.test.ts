import { FederationBuilder } from '../../lib/model/federation-builder';
import { type Federation } from '../../lib/model/federation';
import { type ManifestSource } from '../../lib/model/object-reader';
import {
  type FederatedSpec,
  cluster,
  clusters,
  federated,
  federatedNamespace,
  preference,
  typeConfig,
  webTemplate,
} from '../builders';
import { unfrozenIn } from './deep-frozen';

/** The federation of manifests whose places are `f:0`, `f:1` and so on. */
function federation(manifests: readonly unknown[], source: ManifestSource = {}): Federation {
  const builder = new FederationBuilder();
  manifests.forEach((manifest, index) => builder.add(manifest, { origin: `f:${index}`, ...source }));
  return builder.build();
}

const everything = (): unknown[] => [
  ...clusters('c2', 'c1'),
  typeConfig('Widget', 'Cluster'),
  federatedNamespace(),
  federated('Deployment', {
    template: webTemplate,
    overrides: [{ clusterName: 'c1', clusterOverrides: [{ path: '/spec/paused', op: 'add', value: { deep: [1] } }] }],
  }),
  federated('Widget', { namespace: '', placement: { clusters: [{ name: 'c1' }] } }),
  preference({ totalReplicas: 3, clusters: { c1: { weight: 1 } } }),
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own' } },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'bad' }, data: { a: 2 ** 53 } },
];

describe('a federation', () => {
  it('sorts its manifests by what they are to it', () => {
    const { clusters: members, objects, types, preferences, leftAlone, findings } = federation(everything());
    expect(members.map(({ name }) => name)).toEqual(['c1', 'c2']);
    expect(objects.map(({ ref }) => ref.kind)).toEqual([
      'FederatedNamespace',
      'FederatedDeployment',
      'FederatedWidget',
    ]);
    expect(types.map(({ name }) => name)).toContain('widgets.example.com');
    expect(preferences.map(({ name }) => name)).toEqual(['web']);
    expect(leftAlone).toEqual([{ apiVersion: 'v1', kind: 'ConfigMap', name: 'own', origin: 'f:7' }]);
    expect(findings.map(({ code }) => code)).toEqual(['unsafe-integer']);
  });

  it('is frozen to the last leaf, and made of copies', () => {
    const input = everything();
    const before = JSON.stringify(input);
    const made = federation(input);
    expect(unfrozenIn(made)).toEqual([]);
    expect(JSON.stringify(input)).toBe(before);
    expect(unfrozenIn(input)).not.toEqual([]);
    expect(input.filter((manifest) => Object.isFrozen(manifest))).toEqual([]);
    expect(Object.isFrozen(webTemplate.spec)).toBe(false);
  });

  it('does not change when its input changes afterwards', () => {
    const template = { data: { a: 'b' } };
    const placement = { clusters: [{ name: 'c1' }] };
    const labels = { region: 'eu' };
    const made = federation([cluster('c1', labels), federated('ConfigMap', { template, placement })]);
    const before = JSON.stringify(made);
    template.data.a = 'changed';
    placement.clusters.push({ name: 'c2' });
    labels.region = 'changed';
    expect(JSON.stringify(made)).toBe(before);
  });

  it('gives each namespace a file of its own, and one to what lives in none', () => {
    const { objects } = federation([
      federatedNamespace(),
      federated('ConfigMap'),
      federated('ConfigMap', { namespace: 'other' }),
      federated('ClusterRole', { namespace: '' }),
    ]);
    expect(objects.map(({ ref, chart }) => [ref.kind, ref.namespace, chart])).toEqual([
      ['FederatedNamespace', 'shop', '_cluster'],
      ['FederatedConfigMap', 'shop', 'shop'],
      ['FederatedConfigMap', 'other', 'other'],
      ['FederatedClusterRole', undefined, '_cluster'],
    ]);
  });

  it('of nothing is an empty one', () => {
    expect(federation([])).toMatchObject({ clusters: [], objects: [], preferences: [], leftAlone: [], findings: [] });
  });
});

describe('what is no manifest', () => {
  it.each<[what: string, value: unknown]>([
    ['null', null],
    ['text', 'hello'],
    ['a number', 1],
    ['a list', []],
    ['an empty map', {}],
    ['a map without kind', { apiVersion: 'v1' }],
    ['a map without apiVersion', { kind: 'ConfigMap' }],
    ['a map whose kind is no text', { apiVersion: 'v1', kind: 1 }],
    ['a map whose apiVersion is null', { apiVersion: null, kind: 'ConfigMap' }],
  ])('%s is an error with its place', (_, value) => {
    expect(federation([value]).findings).toMatchObject([
      { code: 'not-a-manifest', severity: 'error', kubefed: 'error', origin: 'f:0' },
    ]);
  });

  it.each<[code: string, value: () => unknown, path: string]>([
    ['unserializable-value', () => undefined, '/a'],
    ['unserializable-value', () => () => 1, '/a'],
    ['unserializable-value', () => new Date(0), '/a'],
    ['unserializable-value', () => Number.NaN, '/a'],
    ['unserializable-value', () => Number.POSITIVE_INFINITY, '/a'],
    ['unserializable-value', () => 1n, '/a'],
    ['unserializable-value', () => Symbol('s'), '/a'],
    ['unserializable-value', () => new Map(), '/a'],
    ['unserializable-value', () => new (class Token {})(), '/a'],
    ['unserializable-value', () => [1, undefined], '/a/1'],
    ['lone-surrogate', () => '\ud83d', '/a'],
    ['lone-surrogate', () => ({ 'x\udc00': 1 }), '/a/x\udc00'],
    ['unsafe-integer', () => 2 ** 53, '/a'],
    ['unsafe-integer', () => -(2 ** 60), '/a'],
    ['negative-zero', () => -0, '/a'],
  ])('a value that is no JSON: %s, %s', (code, value, path) => {
    const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'n' }, a: value() };
    const { findings, leftAlone } = federation([manifest]);
    expect(findings).toMatchObject([
      {
        code,
        path,
        severity: 'error',
        kubefed: 'error',
        object: { apiVersion: 'v1', kind: 'ConfigMap', name: 'x', namespace: 'n' },
        origin: 'f:0',
      },
    ]);
    expect(leftAlone).toEqual([]);
  });

  it('a value that contains itself, or is nested without end', () => {
    const loop: Record<string, unknown> = { apiVersion: 'v1', kind: 'ConfigMap' };
    loop.self = [loop];
    let deep: object = {};
    for (let level = 0; level < 20_000; level++) deep = { deep };
    const { findings } = federation([loop, { apiVersion: 'v1', kind: 'ConfigMap', deep }]);
    expect(findings.map(({ code }) => code)).toEqual(['cyclic-value', 'unserializable-value']);
  });

  it('tells of each value, and goes on with the other manifests', () => {
    const bad = { apiVersion: 'v1', kind: 'ConfigMap', a: Number.NaN, b: [-0] };
    const { findings, clusters: members } = federation([bad, null, ...clusters('c1')]);
    expect(findings.map(({ code, path }) => [code, path])).toEqual([
      ['unserializable-value', '/a'],
      ['negative-zero', '/b/0'],
      ['not-a-manifest', undefined],
    ]);
    expect(members).toHaveLength(1);
  });
});

describe('what is declared twice', () => {
  const sameFederatedKind = {
    ...typeConfig('Gadget', 'Cluster', {
      federatedType: { group: 'types.kubefed.io', version: 'v1beta1', kind: 'FederatedWidget', scope: 'Cluster' },
    }),
  };

  it.each<[what: string, one: object, other: object, code: string]>([
    ['a cluster', cluster('c1'), cluster('c1', { a: 'b' }), 'duplicate-cluster'],
    ['a federated object', federated('ConfigMap'), federated('ConfigMap', { template: {} }), 'duplicate-object'],
    ['a preference', preference({ totalReplicas: 1 }), preference({ totalReplicas: 2 }), 'duplicate-object'],
    [
      'a preference of another target',
      preference({}),
      preference({ targetKind: 'FederatedReplicaSet' }),
      'duplicate-object',
    ],
    ['a type', typeConfig('Widget', 'Cluster'), typeConfig('Widget', 'Namespaced'), 'duplicate-object'],
    ['the federated kind of two types', typeConfig('Widget', 'Cluster'), sameFederatedKind, 'invalid-type-config'],
  ])('%s is an error with both places', (_, one, other, code) => {
    const { findings } = federation([one, other]);
    expect(findings).toMatchObject([{ code, severity: 'error', kubefed: 'error' }]);
    const { message, origin } = findings[0] as { message: string; origin?: string };
    expect(code === 'invalid-type-config' || message.endsWith('f:0 and f:1.')).toBe(true);
    expect(origin).toMatch(/^f:[01]$/);
  });

  it('is none in another namespace, or under another kind', () => {
    const { findings, objects } = federation([
      federated('ConfigMap'),
      federated('ConfigMap', { namespace: 'other' }),
      federated('Secret'),
    ]);
    expect(findings).toEqual([]);
    expect(objects).toHaveLength(3);
  });
});

describe('a Federated kind', () => {
  it.each<[kind: string, spec: FederatedSpec, name: string]>([
    ['StatefulSet', {}, 'statefulsets.apps'],
    ['CronJob', {}, 'cronjobs.batch'],
    ['ClusterRoleBinding', { namespace: '' }, 'clusterrolebindings.rbac.authorization.k8s.io'],
  ])(
    'of a known kind that nothing declares is taken for what kubefedctl makes of it: Federated%s',
    (kind, spec, name) => {
      const { objects, findings } = federation([federated(kind, spec)]);
      expect(objects).toMatchObject([{ form: 'federated', target: { kind } }]);
      expect(findings).toMatchObject([{ code: 'assumed-federated-type', severity: 'warning', kubefed: 'warning' }]);
      expect(findings[0]?.message).toContain(name);
    },
  );

  it.each(['Widget', 'Event'])('that could be several things, or none, is an error: Federated%s', (kind) => {
    const { objects, findings, leftAlone } = federation([federated(kind)]);
    expect([objects, leftAlone]).toEqual([[], []]);
    expect(findings).toMatchObject([{ code: 'unknown-federated-type', severity: 'error', kubefed: 'warning' }]);
  });

  it('is what its FederatedTypeConfig says, in another group too', () => {
    const federatedType = { group: 'fed.example.com', version: 'v1', kind: 'SpreadWidget', scope: 'Cluster' };
    const type = typeConfig('Widget', 'Cluster', { federatedType });
    const spread = {
      ...federated('Widget', { namespace: '' }),
      apiVersion: 'fed.example.com/v1',
      kind: 'SpreadWidget',
    };
    const { objects, findings } = federation([spread, type]);
    expect(objects).toMatchObject([
      {
        target: { kind: 'Widget', group: 'example.com' },
        ref: { apiVersion: 'fed.example.com/v1', kind: 'SpreadWidget' },
      },
    ]);
    expect(findings).toEqual([]);
  });

  it('that a FederatedTypeConfig renames is no longer the one of the chart', () => {
    const deployments = {
      ...typeConfig('Deployment', 'Namespaced'),
      metadata: { name: 'deployments.apps' },
      spec: {
        targetType: { version: 'v1', kind: 'Deployment', scope: 'Namespaced' },
        federatedType: { group: 'fed.example.com', version: 'v1', kind: 'FederatedDeployment', scope: 'Namespaced' },
        propagation: 'Enabled',
      },
    };
    const { findings } = federation([deployments, federated('Deployment')]);
    expect(findings.map(({ code }) => code)).toEqual(['assumed-federated-type']);
  });
});
