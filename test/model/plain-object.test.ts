import { type Finding } from '../../lib/model/finding';
import { type JsonObject } from '../../lib/model/json';
import { PlainReader } from '../../lib/model/plain-object';
import { readFederatedTypeConfig } from '../../lib/model/federated-type';
import { typeConfig } from '../builders';

function read(manifest: object, { types = [], others = [] }: { types?: object[]; others?: object[] } = {}) {
  const findings: Finding[] = [];
  const report = (one: Finding) => findings.push(one);
  const federatedTypes = types
    .map((one) => readFederatedTypeConfig(one as JsonObject, undefined, report))
    .filter((one) => one !== undefined);
  const reader = new PlainReader(federatedTypes, [manifest, ...others] as JsonObject[]);
  const object = reader.read(manifest as JsonObject, { origin: 'shop/x', report, chart: (ns) => ns ?? '-' });
  return { object, findings };
}

const manifest = (apiVersion: string, kind: string, metadata: object = { name: 'x', namespace: 'shop' }): object => ({
  apiVersion,
  kind,
  metadata,
});

const crd = (scope: string, { group = 'example.com', kind = 'Widget' } = {}): object => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `widgets.${group}` },
  spec: { group, scope, names: { kind, plural: 'widgets' } },
});

const widget = manifest('example.com/v1', 'Widget');

describe('a plain object', () => {
  it('is its own template, without label, placement or overrides of its own', () => {
    const deployment = { ...manifest('apps/v1', 'Deployment'), spec: { replicas: 1 }, status: { left: 'as it is' } };
    expect(read(deployment)).toEqual({
      object: {
        ref: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'x' },
        form: 'plain',
        target: { group: 'apps', version: 'v1', kind: 'Deployment', pluralName: 'deployments', scope: 'Namespaced' },
        name: 'x',
        namespace: 'shop',
        template: deployment,
        placement: undefined,
        overrides: [],
        propagation: 'Enabled',
        chart: 'shop',
        origin: 'shop/x',
      },
      findings: [],
    });
  });

  it.each([
    ['v1', 'ConfigMap', '', 'v1'],
    ['apps/v1', 'Deployment', 'apps', 'v1'],
    ['policy/v1beta1', 'PodDisruptionBudget', 'policy', 'v1beta1'],
  ])('of %s %s belongs to group %j, version %s', (apiVersion, kind, group, version) => {
    expect(read(manifest(apiVersion, kind)).object?.target).toMatchObject({ group, version, kind });
  });

  it.each([
    ['v1', 'Namespace'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ])('of the cluster-scoped kind %s %s loses the namespace that cdk8s gave it', (apiVersion, kind) => {
    const { object } = read(manifest(apiVersion, kind));
    expect(object?.template).toEqual(manifest(apiVersion, kind, { name: 'x' }));
    expect(object).not.toHaveProperty('namespace');
    expect(object?.chart).toBe('-');
  });

  it('of a namespaced kind without a namespace is left without one', () => {
    const { object, findings } = read(manifest('v1', 'ConfigMap', { name: 'x' }));
    expect(object?.template).toEqual(manifest('v1', 'ConfigMap', { name: 'x' }));
    expect(object).not.toHaveProperty('namespace');
    expect(findings).toEqual([]);
  });
});

describe('the scope of a kind that Kubernetes does not know', () => {
  it('is asked for where nobody knows it', () => {
    const { object, findings } = read(widget);
    expect(object).toBeUndefined();
    expect(findings).toMatchObject([{ code: 'unknown-scope', severity: 'error', kubefed: 'error', origin: 'shop/x' }]);
    expect(findings[0]?.remedy).toMatch(/CustomResourceDefinition.*FederatedTypeConfig/);
  });

  it.each(['Cluster', 'Namespaced'] as const)('comes from its CustomResourceDefinition: %s', (scope) => {
    const { object } = read(widget, { others: [crd(scope)] });
    expect(object?.target).toMatchObject({ scope, pluralName: 'widgets' });
    expect(object?.namespace).toBe(scope === 'Cluster' ? undefined : 'shop');
  });

  it.each(['Cluster', 'Namespaced'] as const)('comes from a FederatedTypeConfig: %s', (scope) => {
    expect(read(widget, { types: [typeConfig('Widget', scope)] }).object?.target.scope).toBe(scope);
  });

  it('comes from the CustomResourceDefinition before the FederatedTypeConfig', () => {
    const { object } = read(widget, { others: [crd('Cluster')], types: [typeConfig('Widget', 'Namespaced')] });
    expect(object?.target.scope).toBe('Cluster');
  });

  it.each<[what: string, definition: object]>([
    ['of another group', crd('Cluster', { group: 'other.com' })],
    ['of another kind', crd('Cluster', { kind: 'Gadget' })],
    ['without spec', { ...crd('Cluster'), spec: undefined }],
    ['without names', { ...crd('Cluster'), spec: { group: 'example.com', scope: 'Cluster' } }],
    ['whose scope is none', crd('Galaxy')],
    ['that only looks like one', { ...crd('Cluster'), apiVersion: 'other.io/v1' }],
  ])('does not come from a CustomResourceDefinition %s', (_, definition) => {
    expect(read(widget, { others: [definition] }).findings.map(({ code }) => code)).toEqual(['unknown-scope']);
  });

  it('does not come from a kind of the same name in another group', () => {
    expect(read(manifest('example.com/v1', 'Deployment')).findings.map(({ code }) => code)).toEqual(['unknown-scope']);
  });
});

describe('a plain object that no API server takes', () => {
  it.each<[what: string, object: object, path: string]>([
    [
      'in a namespace with capitals',
      manifest('v1', 'ConfigMap', { name: 'x', namespace: 'A_B' }),
      '/metadata/namespace',
    ],
    ['in a namespace that is empty', manifest('v1', 'ConfigMap', { name: 'x', namespace: '' }), '/metadata/namespace'],
    [
      'in a namespace that is a number',
      manifest('v1', 'ConfigMap', { name: 'x', namespace: 10 }),
      '/metadata/namespace',
    ],
    ['as a Namespace with a dot', manifest('v1', 'Namespace', { name: 'a.b' }), '/metadata/name'],
    ['with a name of two segments', manifest('v1', 'ConfigMap', { name: 'a/b' }), '/metadata/name'],
    ['with a name that is escaped', manifest('v1', 'ConfigMap', { name: 'a%2fb' }), '/metadata/name'],
    ['with a name that leads up', manifest('v1', 'ConfigMap', { name: '..' }), '/metadata/name'],
  ])('%s is an error with its path', (_, object, path) => {
    expect(read(object).findings).toMatchObject([{ code: 'invalid-name', path, severity: 'error', origin: 'shop/x' }]);
  });

  it('is not one whose kind takes other names than most', () => {
    const role = manifest('rbac.authorization.k8s.io/v1', 'ClusterRole', { name: 'system:Node' });
    expect(read(role).findings).toEqual([]);
  });

  it.each(['List', 'ConfigMapList'])('since it is many in one, a %s, is an error that says so', (kind) => {
    const { object, findings } = read({ apiVersion: 'v1', kind, items: [] });
    expect(object).toBeUndefined();
    expect(findings).toMatchObject([{ code: 'list-not-opened', severity: 'error', origin: 'shop/x' }]);
  });
});
