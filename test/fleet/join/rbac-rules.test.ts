import { rbacObjects } from '../../../lib/fleet/join/rbac-objects';
import { nearAdmin, resourceName, resourceOfName, rulesOf } from '../../../lib/fleet/join/rbac-rules';
import { resourcesOf } from '../../../lib/fleet/join/resources-of';

const RBAC = 'rbac.authorization.k8s.io';
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

describe('the rules of least rights', () => {
  it('name exactly the resources of the kinds, one rule for each group', () => {
    const { resources } = resourcesOf([
      { apiVersion: 'apps/v1', kind: 'Deployment' },
      { apiVersion: 'v1', kind: 'Service' },
      { apiVersion: 'v1', kind: 'ConfigMap' },
      { apiVersion: 'v1', kind: 'ConfigMap' },
    ]);
    expect(rulesOf(resources)).toEqual([
      { apiGroups: [''], resources: ['configmaps', 'services'], verbs: VERBS },
      { apiGroups: ['apps'], resources: ['deployments'], verbs: VERBS },
    ]);
  });

  it('find the resource of a kind by its definition, by what a cluster serves, or say that nobody knows it', () => {
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      spec: { group: 'example.com', names: { kind: 'Ox', plural: 'oxen' } },
    };
    const served = {
      apiVersion: 'b.io/v1',
      kind: 'Cow',
      plural: 'kine',
      isNamespaced: true,
      verbs: [],
      subresources: [],
    };
    const kinds = [
      { apiVersion: 'example.com/v1', kind: 'Ox' },
      { apiVersion: 'b.io/v2', kind: 'Cow' },
      { apiVersion: 'c.io/v1', kind: 'Hen' },
    ];
    const { resources, unknown } = resourcesOf([...kinds, crd], [served]);
    expect(resources.map(resourceName)).toEqual([
      'customresourcedefinitions.apiextensions.k8s.io',
      'kine.b.io',
      'oxen.example.com',
    ]);
    expect(unknown).toEqual(['Hen.c.io']);
  });

  it('add escalate and bind where roles and bindings are federated, and such kinds are named', () => {
    const resources = ['roles', 'rolebindings'].map((plural) => ({ group: RBAC, plural }));
    expect(rulesOf(resources).slice(1)).toEqual([
      { apiGroups: [RBAC], resources: ['roles'], verbs: ['escalate'] },
      { apiGroups: [RBAC], resources: ['clusterroles', 'roles'], verbs: ['bind'] },
    ]);
    expect(nearAdmin([...resources, { group: '', plural: 'configmaps' }])).toEqual([
      `rolebindings.${RBAC}`,
      `roles.${RBAC}`,
    ]);
  });

  it.each(['configmaps', 'deployments.apps', `roles.${RBAC}`])('are read again from the name %s', (name) => {
    expect(resourceName(resourceOfName(name))).toBe(name);
  });
});

describe('the roles of a member', () => {
  const place = { cluster: 'c1', namespace: 'ns', account: 'c1-host' } as const;

  it.each([
    ['Cluster', 'kubefed', ['ClusterRole', 'ClusterRoleBinding']],
    ['Cluster', 'least', ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding']],
    ['Namespaced', 'kubefed', ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']],
    ['Namespaced', 'least', ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']],
  ] as const)('are, in scope %s with rights %s, %s', (scope, mode, kinds) => {
    const rights = mode === 'least' ? { mode, resources: [] } : { mode };
    const objects = rbacObjects({ ...place, scope }, rights);
    expect(objects.map(({ kind }) => kind)).toEqual(kinds);
    expect(JSON.stringify(objects).includes('"*"')).toBe(mode === 'kubefed');
  });
});
