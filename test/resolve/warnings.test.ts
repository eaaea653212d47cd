import { FederationBuilder } from '../../lib/model/federation-builder';
import { federationFromManifests } from '../../lib/interop/kubefed/federation-from-manifests';
import { resolve } from '../../lib/resolve/resolve';
import { cluster, clusters, federated, federatedNamespace, preference, webTemplate } from '../builders';

function problems(...manifests: readonly object[]): readonly string[] {
  const fleet = [...clusters('c1'), cluster('c2', { region: 'eu' })];
  return resolve(federationFromManifests([...fleet, ...manifests])).problems.map(
    ({ severity, code, cluster: on, path }) =>
      [severity, code, on, path].filter((part) => part !== undefined).join(' '),
  );
}

const all = { clusterSelector: {} };
const replicas = (value: number) => [{ clusterName: 'c1', clusterOverrides: [{ path: '/spec/replicas', value }] }];

describe('what a scheduling preference replaces is told', () => {
  test.each<[what: string, spec: object, preference: object, expected: string[]]>([
    [
      'another placement by name',
      { placement: { clusters: [{ name: 'c1' }] } },
      {},
      ['warning scheduling-replaces /spec/placement'],
    ],
    [
      'a selector',
      { placement: { clusterSelector: { matchLabels: { region: 'eu' } } } },
      {},
      ['warning scheduling-replaces /spec/placement'],
    ],
    ['replicas', { placement: all, overrides: replicas(9) }, {}, ['warning scheduling-replaces c1 /spec/replicas']],
    ['not the same placement', { placement: { clusters: [{ name: 'c2' }, { name: 'c1' }] } }, {}, []],
    ['not a selector of everything', { placement: all }, {}, []],
    [
      'not a selector that it looks at',
      { placement: { clusterSelector: { matchLabels: { region: 'eu' } } } },
      { intersectWithClusterSelector: true },
      [],
    ],
    ['not the same replicas', { placement: all, overrides: replicas(2) }, {}, []],
  ])('%s', (_, spec, given, expected) => {
    const object = federated('Deployment', { template: webTemplate, ...spec });
    expect(problems(federatedNamespace(), object, preference({ totalReplicas: 4, ...given }))).toEqual(expected);
  });
});

describe('what a placement asks for in vain is told', () => {
  test('a cluster on which the namespace is not placed', () => {
    const namespace = federatedNamespace('shop', { placement: { clusters: [{ name: 'c1' }] } });
    const object = federated('ConfigMap', { placement: { clusters: [{ name: 'c1' }, { name: 'c2' }] } });
    expect(problems(namespace, object)).toEqual(['warning namespace-not-placed c2 /spec/placement/clusters']);
    expect(problems(namespace, federated('ConfigMap', { placement: all }))).toEqual([]);
  });

  test('a selector beside names', () => {
    const placement = { clusters: [{ name: 'c1' }], clusterSelector: { matchLabels: { region: 'eu' } } };
    expect(problems(federatedNamespace(), federated('ConfigMap', { placement }))).toEqual([
      'warning selector-ignored /spec/placement/clusterSelector',
    ]);
  });

  test('an override without a value', () => {
    const overrides = [{ clusterName: 'c1', clusterOverrides: [{ path: '/data/a' }] }];
    const object = federated('ConfigMap', { template: { data: { a: 'b' } }, overrides });
    expect(problems(federatedNamespace(), object)).toEqual(['warning invalid-override c1 /data/a']);
  });
});

describe('what an API server refuses, or what is of one cluster, is told', () => {
  test.each<[metadata: object, expected: string]>([
    [{ labels: { 'bad key!': 'x' } }, 'error invalid-label /spec/template/metadata/labels/bad key!'],
    [{ labels: { a: 'bad value!' } }, 'error invalid-label /spec/template/metadata/labels/a'],
    [{ annotations: { 'a/b/c': 'x' } }, 'error invalid-label /spec/template/metadata/annotations/a~1b~1c'],
    [{ annotations: { a: true } }, 'error invalid-label /spec/template/metadata/annotations/a'],
    [{ uid: 'x' }, 'warning server-field-in-template /spec/template/metadata/uid'],
    [{ ownerReferences: [] }, 'warning server-field-in-template /spec/template/metadata/ownerReferences'],
  ])('%j', (metadata, expected) => {
    expect(problems(federatedNamespace(), federated('ConfigMap', { template: { metadata } }))).toEqual([expected]);
  });

  test('but not a creationTimestamp of null, as kubectl prints it', () => {
    const template = { metadata: { creationTimestamp: null, annotations: { a: 'any text!' } } };
    expect(problems(federatedNamespace(), federated('ConfigMap', { template }))).toEqual([]);
  });
});

describe('a namespace that nothing declares', () => {
  const plain = (name: string, namespace?: string): object => ({
    apiVersion: 'v1',
    kind: namespace === undefined ? 'Namespace' : 'ConfigMap',
    metadata: { name, ...(namespace !== undefined && { namespace }) },
  });

  function told(...objects: readonly object[]): readonly string[] {
    const builder = new FederationBuilder();
    builder.add(cluster('c1'));
    const surroundings = { placement: all, overrides: [] };
    for (const object of objects) builder.add(object, { surroundings });
    return resolve(builder.build()).problems.map(({ code, message }) => `${code}: ${message.split(',')[0] ?? ''}`);
  }

  test('is told of once, with how many objects are in it', () => {
    expect(told(plain('a', 'web'), plain('b', 'web'), plain('c', 'db'))).toEqual([
      'namespace-not-declared: 2 objects live in the namespace web',
      'namespace-not-declared: An object lives in the namespace db',
    ]);
  });

  test.each<[string, object[]]>([
    ['there is a Namespace', [plain('a', 'web'), plain('web')]],
    ['there is a FederatedNamespace', [plain('a', 'web'), federatedNamespace('web')]],
    ['every cluster has it', [plain('a', 'default'), plain('b', 'kube-system')]],
  ])('is none where %s', (_, objects) => {
    expect(told(...objects)).toEqual([]);
  });
});
