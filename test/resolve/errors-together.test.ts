import { federationFromManifests } from '../../lib/interop/kubefed/federation-from-manifests';
import { type Semantics } from '../../lib/model/finding';
import { resolve } from '../../lib/resolve/resolve';
import { clusters, federated, federatedNamespace, preference, webTemplate } from '../builders';

function errors(manifests: readonly object[], semantics: Semantics = 'strict'): readonly string[] {
  const { problems } = resolve(federationFromManifests([...clusters('c1', 'c2'), ...manifests]), { semantics });
  return problems
    .filter(({ severity }) => severity === 'error')
    .map(({ code, cluster, path }) => [code, cluster, path].filter((part) => part !== undefined).join(' '));
}

describe('everything that is wrong with one object is told in one run', () => {
  test('what the API server refuses does not hide what KubeFed would', () => {
    const object = federated('Deployment', {
      name: 'Web',
      template: { ...webTemplate, kind: 'Pod', status: {} },
      placement: { clusters: [{ name: 'c9' }, { name: 'c1' }] },
      colour: 'red',
      overrides: [
        { clusterName: 'c1', clusterOverrides: [{ op: 'remove', path: '/spec/gone' }] },
        { clusterName: 'c1', clusterOverrides: [{ op: 'remove', path: '/spec/lost' }] },
        { clusterName: 'c8', clusterOverrides: [{ path: '/kind', value: 'Pod' }] },
      ],
    });
    expect(errors([federatedNamespace(), object])).toEqual([
      'invalid-name /metadata/name',
      'unknown-field /spec/colour',
      'template-mismatch /spec/template/kind',
      'status-in-template /spec/template/status',
      'unknown-cluster /spec/placement/clusters',
      'unknown-cluster /spec/overrides',
      'duplicate-override-cluster c1',
      'forbidden-override-path c8 /kind',
      'override-failed c1 /spec/gone',
      'override-failed c1 /spec/lost',
    ]);
  });

  test('all parts of a placement and all overrides that cannot be read', () => {
    const object = federated('ConfigMap', {
      placement: {
        clusters: [{ name: 1 }, 'c1', true],
        clusterSelector: { matchLabels: { a: 1, b: 2 }, matchExpressions: [{ key: 1, operator: 2, values: [3] }, 4] },
      },
      overrides: [
        { clusterName: 5, clusterOverrides: [{ op: 6, path: 7 }, 8, { path: '/data' }, { path: [] }] },
        { clusterName: 'c1', clusterOverrides: {} },
        9,
      ],
    });
    const { problems } = resolve(federationFromManifests([...clusters('c1'), federatedNamespace(), object]));
    expect(problems.map(({ message }) => message.replace(', so KubeFed cannot read it.', ''))).toEqual([
      'placement.clusters[0].name is not text',
      'placement.clusters[2] is not a map',
      'placement.clusterSelector.matchLabels.a is not text',
      'placement.clusterSelector.matchLabels.b is not text',
      'placement.clusterSelector.matchExpressions[0].key is not text',
      'placement.clusterSelector.matchExpressions[0].operator is not text',
      'placement.clusterSelector.matchExpressions[0].values[0] is not text',
      'placement.clusterSelector.matchExpressions[1] is not a map',
      'overrides[0].clusterName is not text',
      'overrides[0].clusterOverrides[0].op is not text',
      'overrides[0].clusterOverrides[0].path is not text',
      'overrides[0].clusterOverrides[1] is not a map',
      'overrides[0].clusterOverrides[3].path is not text',
      'overrides[1].clusterOverrides is not a list',
      'overrides[2] is not a map',
    ]);
  });

  test('every override that cannot be applied, of every cluster', () => {
    const remove = (path: string) => ({ op: 'remove', path });
    const overrides = [
      { clusterName: 'c1', clusterOverrides: [remove('/a'), remove('/b'), { path: '/data', value: {} }] },
      { clusterName: 'c2', clusterOverrides: [remove('/c')] },
    ];
    expect(errors([federatedNamespace(), federated('ConfigMap', { overrides })])).toEqual(
      [
        'override-failed c1 /a',
        'override-failed c1 /b',
        'missing-override-path c1 /data',
        'override-failed c2 /c',
      ].sort(),
    );
  });

  test('also of a kind whose type nobody knows', () => {
    const object = federated('Gizmo', { overrides: 5, placement: { clusters: 6 }, size: 7 });
    expect(errors([federatedNamespace(), object])).toEqual([
      'unknown-federated-type',
      'unknown-field /spec/size',
      'invalid-placement /spec/placement',
      'invalid-override /spec/overrides',
    ]);
  });
});

describe('nobody is blamed for what another object did', () => {
  const broken = federatedNamespace('shop', { overrides: 5 });

  test('not the contents of a namespace whose FederatedNamespace is refused', () => {
    expect(errors([broken, federated('ConfigMap')])).toEqual(['invalid-override /spec/overrides']);
  });

  test('but where KubeFed would put them is not guessed either', () => {
    const { status } = resolve(federationFromManifests([...clusters('c1'), broken, federated('ConfigMap')]), {
      semantics: 'kubefed',
    });
    expect(status).toMatchObject([
      { object: { kind: 'FederatedConfigMap' }, condition: { reason: 'NamespaceNotFederated' }, clusters: [] },
    ]);
  });

  test('not a scheduling preference whose target is refused', () => {
    const target = federated('Deployment', { template: webTemplate, overrides: 5 });
    expect(errors([federatedNamespace(), target, preference({ totalReplicas: 3, clusters: { c7: {} } })])).toEqual([
      'invalid-override /spec/overrides',
      'unknown-cluster',
    ]);
  });

  test('not the clusters of an object whose placement cannot be read', () => {
    const object = federated('ConfigMap', {
      placement: { clusters: 5 },
      overrides: [{ clusterName: 'c2', clusterOverrides: [{ op: 'add', path: '/data', value: {} }] }],
    });
    expect(errors([federatedNamespace(), object])).toEqual(['invalid-placement /spec/placement']);
  });

  test('not those who name a cluster that is refused', () => {
    const refused = { ...clusters('c3')[0], metadata: { name: 'C_3' } };
    const object = federated('ConfigMap', {
      placement: { clusters: ['C_3', 'c1'].map((name) => ({ name })) },
      overrides: [{ clusterName: 'C_3', clusterOverrides: [{ op: 'add', path: '/data', value: {} }] }],
    });
    expect(errors([refused, federatedNamespace(), object])).toEqual(['invalid-cluster-name']);
  });

  test('not the input where its only cluster is refused', () => {
    const refused = { ...clusters('c3')[0], metadata: { name: 'C_3' } };
    const { problems } = resolve(federationFromManifests([refused, federatedNamespace(), federated('ConfigMap')]));
    expect(problems.map(({ code }) => code)).toEqual(['invalid-cluster-name']);
  });

  test('not the contents of a namespace whose placement is wrong', () => {
    const selector = { matchExpressions: [{ key: 'a', operator: 'Foo' }] };
    const namespace = federatedNamespace('shop', { placement: { clusterSelector: selector } });
    const contents = ['a', 'b'].map((name) =>
      federated('ConfigMap', { name, placement: { clusters: [{ name: 'c1' }] } }),
    );
    expect(errors([namespace, ...contents])).toEqual(['invalid-selector /spec/placement']);
  });

  test.each<[string, object, string]>([
    ['misnamed', federated('Namespace', { name: 'shpo', namespace: 'shop' }), 'namespace-name-mismatch /metadata/name'],
    ['no JSON', federatedNamespace('shop', { template: { at: Number.NaN } }), 'unserializable-value /spec/template/at'],
  ])('not the contents of a namespace whose FederatedNamespace is %s', (_, namespace, error) => {
    expect(errors([namespace, federated('ConfigMap')])).toEqual([error]);
  });

  test('not the objects of a type that is refused', () => {
    const type = {
      apiVersion: 'core.kubefed.io/v1beta1',
      kind: 'FederatedTypeConfig',
      metadata: { name: 'gizmos.example.com', namespace: 'kube-federation-system' },
      spec: {
        targetType: { group: 'example.com', version: 'v1', kind: 'Gizmo', pluralName: 'gizmos', scope: 'Namespaced' },
        federatedType: {
          group: 'types.kubefed.io',
          version: 'v1beta1',
          kind: 'FederatedGizmo',
          pluralName: 'federatedgizmos',
          scope: 'Namespaced',
        },
        propagation: 'Enabledd',
      },
    };
    expect(errors([type, federatedNamespace(), federated('Gizmo')])).toEqual(['invalid-type-config']);
  });
});

describe('one mistake does not hide another', () => {
  const overrides = [{ clusterName: 'c9', clusterOverrides: [{ path: '/kind', value: 'x' }] }];

  test('a wrong selector, not what is wrong with the overrides', () => {
    const placement = { clusterSelector: { matchLabels: { 'a b': 'c' } } };
    expect(errors([federatedNamespace(), federated('ConfigMap', { placement, overrides })])).toEqual([
      'invalid-selector /spec/placement',
      'unknown-cluster /spec/overrides',
      'forbidden-override-path c9 /kind',
    ]);
  });

  test('a declaration that is there already, not what is wrong with it', () => {
    expect(errors([federatedNamespace(), federated('ConfigMap'), federated('ConfigMap', { overrides })])).toEqual([
      'duplicate-object',
      'unknown-cluster /spec/overrides',
      'forbidden-override-path c9 /kind',
    ]);
  });
});
