import { Testing } from 'cdk8s';
import { FederatedResource, FederatedTypeConfig } from '../../lib/index';
import { codesOf, objectOn, shopApp } from './tree';

describe('a FederatedTypeConfig', () => {
  it.each<[what: string, props: ConstructorParameters<typeof FederatedTypeConfig>[2], manifest: object]>([
    [
      'of a custom resource',
      { targetType: { group: 'example.com', version: 'v1', kind: 'Policy' } },
      {
        apiVersion: 'core.kubefed.io/v1beta1',
        kind: 'FederatedTypeConfig',
        metadata: { name: 'policies.example.com', namespace: 'kube-federation-system' },
        spec: {
          targetType: {
            group: 'example.com',
            version: 'v1',
            kind: 'Policy',
            pluralName: 'policies',
            scope: 'Namespaced',
          },
          federatedType: {
            group: 'types.kubefed.io',
            version: 'v1beta1',
            kind: 'FederatedPolicy',
            pluralName: 'federatedpolicies',
            scope: 'Namespaced',
          },
          propagation: 'Enabled',
        },
      },
    ],
    [
      'of a kind of Kubernetes, whose scope is known',
      {
        targetType: { group: 'rbac.authorization.k8s.io', version: 'v1', kind: 'ClusterRoleBinding' },
        propagation: 'Disabled',
      },
      {
        metadata: { name: 'clusterrolebindings.rbac.authorization.k8s.io' },
        spec: { targetType: { scope: 'Cluster' }, federatedType: { scope: 'Cluster' }, propagation: 'Disabled' },
      },
    ],
    [
      'of a kind of Kubernetes, whose plural is known',
      { targetType: { version: 'v1', kind: 'Endpoints' } },
      { metadata: { name: 'endpoints' }, spec: { targetType: { group: '', pluralName: 'endpoints' } } },
    ],
    [
      'that says all of it',
      {
        targetType: { group: 'a.b', version: 'v2', kind: 'Mouse', pluralName: 'mice', scope: 'Cluster' },
        federatedType: { group: 'c.d', version: 'v3', kind: 'ManyMice', pluralName: 'manymice', scope: 'Namespaced' },
        namespace: 'team',
      },
      {
        metadata: { name: 'mice.a.b', namespace: 'team' },
        spec: {
          targetType: { group: 'a.b', version: 'v2', kind: 'Mouse', pluralName: 'mice', scope: 'Cluster' },
          federatedType: { group: 'c.d', version: 'v3', kind: 'ManyMice', pluralName: 'manymice', scope: 'Namespaced' },
        },
      },
    ],
  ])('%s is one that KubeFed takes', (_, props, manifest) => {
    expect(new FederatedTypeConfig(Testing.chart(), 'type', props).toJson()).toMatchObject(manifest);
  });

  it('lives in the system namespace of its app', () => {
    const { app, fleet } = shopApp({ systemNamespace: 'federation' });
    new FederatedTypeConfig(fleet, 'type', { targetType: { group: 'example.com', version: 'v1', kind: 'Widget' } });
    const { types, systemNamespace } = app.federation();
    expect(systemNamespace).toBe('federation');
    expect(types.map(({ name }) => name)).toContain('widgets.example.com');
  });

  it('with propagation Disabled keeps the objects of its kind at home', () => {
    const { app, fleet, shop } = shopApp();
    const type = { group: 'apps', version: 'v1', kind: 'Deployment' };
    new FederatedTypeConfig(fleet, 'type', { targetType: type, propagation: 'Disabled' });
    new FederatedResource(shop, 'own', { type, template: { spec: {} } });
    const resolution = app.resolve();
    expect(resolution.clusters.flatMap(({ manifests }) => [...manifests]).map(({ kind }) => kind)).toEqual([
      'Namespace',
      'Namespace',
    ]);
    expect(codesOf(resolution)).toEqual(['warning propagation-disabled']);
  });
});

describe('a FederatedResource', () => {
  it('brings its type along, so that no FederatedTypeConfig is needed', () => {
    const { app, shop } = shopApp();
    new FederatedResource<{ spec: { size: number } }>(shop, 'one', {
      type: { group: 'example.com', version: 'v1', kind: 'Widget' },
      metadata: { name: 'it' },
      template: { spec: { size: 1 } },
    });
    const resolution = app.resolve();
    expect(codesOf(resolution)).toEqual([]);
    expect(objectOn(resolution, 'eu', 'Widget')).toMatchObject({
      apiVersion: 'example.com/v1',
      metadata: { name: 'it', namespace: 'shop' },
      spec: { size: 1 },
    });
  });

  it('of a cluster-scoped kind has no namespace, under either app', () => {
    const { app, shop } = shopApp();
    const type = { group: 'rbac.authorization.k8s.io', version: 'v1', kind: 'ClusterRoleBinding' };
    const binding = new FederatedResource(shop, 'one', { type, metadata: { name: 'it' } });
    expect(binding.toJson().metadata).toEqual({ name: 'it' });
    expect(objectOn(app.resolve(), 'eu', 'ClusterRoleBinding').metadata).not.toHaveProperty('namespace');
  });
});
