import {
  apiVersionOf,
  builtInTypes,
  federatedTypeOf,
  looksFederated,
  readFederatedTypeConfig,
  typeOfKnownKind,
} from '../../lib/model/federated-type';
import { type Finding } from '../../lib/model/finding';
import { type JsonObject } from '../../lib/model/json';
import { typeConfig } from '../builders';

function read(manifest: object) {
  const findings: Finding[] = [];
  return {
    type: readFederatedTypeConfig(manifest as JsonObject, 'types.yaml:1', (one) => findings.push(one)),
    findings,
  };
}

/** The FederatedTypeConfig of Widgets, with another spec. */
function widgets(spec: object, name = 'widgets.example.com'): object {
  return { ...typeConfig('Widget', 'Namespaced', spec), metadata: { name } };
}

const federatedType = { group: 'types.kubefed.io', version: 'v1beta1', kind: 'FederatedWidget', scope: 'Namespaced' };

describe('the types that KubeFed ships', () => {
  it('are ten, named after the resource that they federate', () => {
    expect(builtInTypes.map(({ name }) => name).sort()).toEqual([
      'clusterroles.rbac.authorization.k8s.io',
      'configmaps',
      'deployments.apps',
      'ingresses.networking.k8s.io',
      'jobs.batch',
      'namespaces',
      'replicasets.apps',
      'secrets',
      'serviceaccounts',
      'services',
    ]);
  });

  it('are federated in the scope of their kind, but for the Namespace, whose federated object lives in it', () => {
    const scopes = Object.fromEntries(builtInTypes.map(({ target, federated }) => [target.kind, federated.scope]));
    expect(scopes).toMatchObject({ Namespace: 'Namespaced', ClusterRole: 'Cluster', Deployment: 'Namespaced' });
  });

  it('can be made for every kind of Kubernetes, and for no other', () => {
    expect(typeOfKnownKind('apps', 'StatefulSet')).toMatchObject({
      name: 'statefulsets.apps',
      federated: { kind: 'FederatedStatefulSet', pluralName: 'federatedstatefulsets' },
    });
    expect(typeOfKnownKind('', 'StatefulSet')).toBeUndefined();
    expect(typeOfKnownKind('example.com', 'Widget')).toBeUndefined();
  });

  it('call a Namespace of another group no Namespace', () => {
    const target = {
      group: 'example.com',
      version: 'v1',
      kind: 'Namespace',
      pluralName: 'namespaces',
      scope: 'Cluster',
    };
    expect(federatedTypeOf(target as never).federated.scope).toBe('Cluster');
  });

  it.each([
    [{ group: '', version: 'v1' }, 'v1'],
    [{ group: 'apps', version: 'v1' }, 'apps/v1'],
  ])('of API %j have the apiVersion %s', (type, apiVersion) => {
    expect(apiVersionOf(type)).toBe(apiVersion);
  });

  it.each([
    ['types.kubefed.io/v1beta1', 'FederatedWidget', true],
    ['types.kubefed.io/v1', 'FederatedWidget', true],
    ['types.kubefed.io/v1beta1', 'Widget', false],
    ['example.com/v1', 'FederatedWidget', false],
    ['v1', 'FederatedWidget', false],
  ])('are recognised by their looks: %s %s: %s', (apiVersion, kind, expected) => {
    expect(looksFederated(apiVersion, kind)).toBe(expected);
  });
});

describe('a FederatedTypeConfig', () => {
  it('is read as it stands', () => {
    expect(read(typeConfig('Widget', 'Cluster', { propagation: 'Disabled' }))).toEqual({
      type: {
        name: 'widgets.example.com',
        target: { group: 'example.com', version: 'v1', kind: 'Widget', pluralName: 'widgets', scope: 'Cluster' },
        federated: {
          group: 'types.kubefed.io',
          version: 'v1beta1',
          kind: 'FederatedWidget',
          pluralName: 'federatedwidgets',
          scope: 'Cluster',
        },
        propagation: 'Disabled',
        origin: 'types.yaml:1',
      },
      findings: [],
    });
  });

  // KubeFed v0.10.0, pkg/apis/core/v1beta1/federatedtypeconfig_types.go: SetFederatedTypeConfigDefaults.
  it.each<[what: string, name: string, targetType: object, expected: object]>([
    [
      'plural and group of the target from its name',
      'widgets.example.com',
      { version: 'v1', kind: 'Widget', scope: 'Namespaced' },
      { pluralName: 'widgets', group: 'example.com' },
    ],
    [
      'the core group from a name without one',
      'pods',
      { version: 'v1', kind: 'Pod', scope: 'Namespaced' },
      { pluralName: 'pods', group: '' },
    ],
    [
      'plural and group where they are empty',
      'widgets.a.b.example.com',
      { group: '', pluralName: '', version: 'v1', kind: 'Widget', scope: 'Namespaced' },
      { pluralName: 'widgets', group: 'a.b.example.com' },
    ],
  ])('takes %s', (_, name, targetType, expected) => {
    expect(read(widgets({ targetType, federatedType }, name)).type?.target).toMatchObject(expected);
  });

  it.each([
    ['FederatedWidget', 'federatedwidgets'],
    ['FederatedIngress', 'federatedingresses'],
    ['FederatedPolicy', 'federatedpolicies'],
    ['FederatedBox', 'federatedboxes'],
    ['FederatedPatch', 'federatedpatches'],
  ])('makes the plural of %s: %s', (kind, pluralName) => {
    expect(read(widgets({ federatedType: { ...federatedType, kind } })).type?.federated).toMatchObject({ pluralName });
  });

  it.each<[what: string, spec: object, message: RegExp, name?: string]>([
    ['without a target', { targetType: undefined }, /targetType/],
    ['whose target is a list', { targetType: [] }, /targetType/],
    ['whose target has no kind', { targetType: { version: 'v1', scope: 'Cluster' } }, /targetType/],
    ['whose target has no version', { targetType: { kind: 'Widget', scope: 'Cluster' } }, /targetType/],
    ['whose target has no scope', { targetType: { kind: 'Widget', version: 'v1' } }, /targetType/],
    [
      'whose target has another scope',
      { targetType: { kind: 'Widget', version: 'v1', scope: 'namespaced' } },
      /targetType/,
    ],
    ['without a federated type', { federatedType: undefined }, /federatedType/],
    ['whose federated type has no group', { federatedType: { ...federatedType, group: '' } }, /federatedType.*dot/],
    ['whose federated group has no dot', { federatedType: { ...federatedType, group: 'types' } }, /federatedType.*dot/],
    ['whose federated type has no kind', { federatedType: { ...federatedType, kind: '' } }, /federatedType/],
    ['without propagation', { propagation: undefined }, /propagation/],
    ['with another propagation', { propagation: 'enabled' }, /propagation/],
    ['named after another resource', {}, /widgets\.example\.com/, 'gadgets.example.com'],
    ['named without its group', {}, /widgets\.example\.com/, 'widgets'],
  ])('%s is refused, under either semantics', (...[, spec, message, name]) => {
    const { type, findings } = read(widgets(spec, name));
    expect(type).toBeUndefined();
    expect(findings).toMatchObject([
      {
        code: 'invalid-type-config',
        severity: 'error',
        kubefed: 'error',
        object: { kind: 'FederatedTypeConfig', name: name ?? 'widgets.example.com' },
        origin: 'types.yaml:1',
      },
    ]);
    expect(findings[0]?.message).toMatch(message);
  });

  it('is refused with everything that is wrong with it', () => {
    const { findings } = read(widgets({ targetType: {}, federatedType: {}, propagation: 'On' }));
    expect(findings).toHaveLength(3);
  });
});
