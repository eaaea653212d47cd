import { federationFromManifests } from '../../lib/interop/kubefed/federation-from-manifests';
import { type Semantics } from '../../lib/model/finding';
import { type JsonObject } from '../../lib/model/json';
import { type Resolution } from '../../lib/resolve/resolution';
import { resolve } from '../../lib/resolve/resolve';
import {
  type FederatedSpec,
  cluster,
  clusters,
  federated,
  federatedNamespace,
  notReady,
  preference,
  ready,
  typeConfig,
  webTemplate,
} from '../builders';

function resolved(manifests: readonly object[], semantics: Semantics = 'strict', options = {}): Resolution {
  return resolve(federationFromManifests(manifests, options), { semantics });
}

function codes(resolution: Resolution): string[] {
  return resolution.problems.map(({ code, severity }) => `${severity} ${code}`).sort();
}

function manifest(resolution: Resolution, clusterName: string, kind: string): JsonObject | undefined {
  return resolution.clusters.find(({ name }) => name === clusterName)?.manifests.find((one) => one.kind === kind);
}

function places(resolution: Resolution, kind: string): string[] {
  return resolution.clusters
    .filter(({ manifests }) => manifests.some((one) => one.kind === kind))
    .map(({ name }) => name);
}

function statusOf(resolution: Resolution, kind: string) {
  return resolution.status.find(({ object }) => object.kind === kind);
}

const two = clusters('cluster1', 'cluster2');
const web = federated('Deployment', { template: webTemplate });

describe.each(['strict', 'kubefed'] as const)('a Federated object under %s semantics', (semantics) => {
  it('becomes the plain object, named, with the managed label', () => {
    const resolution = resolved([...two, federatedNamespace(), web], semantics);
    expect(codes(resolution)).toEqual([]);
    expect(manifest(resolution, 'cluster1', 'Deployment')).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop', labels: { app: 'web', 'kubefed.io/managed': 'true' } },
      spec: webTemplate.spec,
    });
    expect(manifest(resolution, 'cluster2', 'Namespace')).toEqual({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', labels: { 'kubefed.io/managed': 'true' } },
    });
  });

  it('is one and the same JavaScript object on every cluster that no override touches', () => {
    const overrides = [{ clusterName: 'c3', clusterOverrides: [{ path: '/spec/replicas', value: 3 }] }];
    const resolution = resolved(
      [
        ...clusters('c1', 'c2', 'c3'),
        federatedNamespace(),
        federated('Deployment', { template: webTemplate, overrides }),
      ],
      semantics,
    );
    const [first, second, third] = ['c1', 'c2', 'c3'].map((name) => manifest(resolution, name, 'Deployment'));
    expect(first).toBe(second);
    expect(third).not.toBe(first);
    expect(third?.metadata).toBe(first?.metadata);
    expect((third?.spec as JsonObject).template).toBe((first?.spec as JsonObject).template);
  });

  it('is frozen to the last leaf, and leaves what it was made from alone', () => {
    const overrides = [
      {
        clusterName: 'cluster2',
        clusterOverrides: [{ path: '/spec/template/spec/containers/0/image', value: 'web:2' }],
      },
    ];
    const input = [
      ...clusters('cluster1', 'cluster2'),
      federatedNamespace(),
      federated('Deployment', { template: webTemplate, overrides }),
    ];
    const before = JSON.stringify(input);
    const resolution = resolved(input, semantics);
    const isDeepFrozen = (value: unknown): boolean =>
      typeof value !== 'object' ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every(isDeepFrozen));
    expect(resolution.clusters.every(({ manifests }) => isDeepFrozen(manifests))).toBe(true);
    expect(JSON.stringify(input)).toBe(before);
    expect(Object.isFrozen(webTemplate.spec)).toBe(false);
  });

  it('takes the apiVersion of its template, and v1 for the core group', () => {
    const config = federated('ConfigMap', { template: { data: { a: 'b' } } });
    const old = federated('Ingress', { template: { apiVersion: 'extensions/v1beta1', spec: {} } });
    const resolution = resolved([...two, federatedNamespace(), config, old], semantics);
    expect(manifest(resolution, 'cluster1', 'ConfigMap')?.apiVersion).toBe('v1');
    expect(manifest(resolution, 'cluster1', 'Ingress')?.apiVersion).toBe('extensions/v1beta1');
  });

  it('lets overrides see /v1 in the core group, as the controller has it in memory', () => {
    const overrides = [
      { clusterName: 'cluster1', clusterOverrides: [{ op: 'test', path: '/apiVersion', value: '/v1' }] },
    ];
    const resolution = resolved(
      [...two, federatedNamespace(), federated('ConfigMap', { template: {}, overrides })],
      'kubefed',
    );
    expect(manifest(resolution, 'cluster1', 'ConfigMap')?.apiVersion).toBe('v1');
  });

  it('keeps a managed label of its own to "true"', () => {
    const template = { metadata: { labels: { 'kubefed.io/managed': 'false' } } };
    const resolution = resolved([...two, federatedNamespace(), federated('ConfigMap', { template })], semantics);
    expect(manifest(resolution, 'cluster1', 'ConfigMap')?.metadata).toMatchObject({
      labels: { 'kubefed.io/managed': 'true' },
    });
  });

  it('puts Namespaces and CustomResourceDefinitions before all else', () => {
    const crd = {
      apiVersion: 'core.kubefed.io/v1beta1',
      kind: 'FederatedTypeConfig',
      metadata: { name: 'customresourcedefinitions.apiextensions.k8s.io' },
      spec: {
        targetType: { version: 'v1', kind: 'CustomResourceDefinition', scope: 'Cluster' },
        federatedType: {
          group: 'types.kubefed.io',
          version: 'v1beta1',
          kind: 'FederatedCustomResourceDefinition',
          scope: 'Cluster',
        },
        propagation: 'Enabled',
      },
    };
    const definition = federated('CustomResourceDefinition', {
      name: 'widgets.example.com',
      namespace: '',
      template: {},
    });
    const resolution = resolved([...two, web, crd, definition, federatedNamespace()], semantics);
    expect(resolution.clusters[0]?.manifests.map(({ kind }) => kind)).toEqual([
      'Namespace',
      'CustomResourceDefinition',
      'Deployment',
    ]);
  });

  it('does not depend on the order of the input', () => {
    const input = [
      ...two,
      federatedNamespace(),
      web,
      federated('Service', { template: { spec: {} } }),
      federated('ConfigMap'),
    ];
    const text = (resolution: Resolution): string =>
      JSON.stringify([resolution.clusters, resolution.status, [...resolution.decisions], resolution.problems]);
    expect(text(resolved([...input].reverse(), semantics))).toBe(text(resolved(input, semantics)));
  });

  it('says of every object and cluster whether and why it is there', () => {
    const input = [
      cluster('eu', { region: 'eu' }),
      cluster('us', { region: 'us' }),
      federatedNamespace('shop', { placement: { clusters: [{ name: 'eu' }] } }),
      federated('ConfigMap', { placement: { clusterSelector: { matchLabels: { region: 'us' } } } }),
      federated('Secret', { placement: { clusters: [{ name: 'eu' }] } }),
    ];
    const resolution = resolved(input, semantics);
    expect(resolution.decisions).toHaveLength(6);
    expect(
      [...resolution.decisions].map(({ object, cluster: name, placed, reason }) => [object.kind, name, placed, reason]),
    ).toEqual([
      ['FederatedNamespace', 'eu', true, 'named'],
      ['FederatedNamespace', 'us', false, 'not-named'],
      ['FederatedSecret', 'eu', true, 'named'],
      ['FederatedSecret', 'us', false, 'not-named'],
      ['FederatedConfigMap', 'eu', false, 'not-selected'],
      ['FederatedConfigMap', 'us', false, 'namespace-not-placed'],
    ]);
  });
});

describe('what KubeFed drops in silence', () => {
  const cases: readonly (readonly [name: string, input: readonly object[], code: string, message: RegExp])[] = [
    [
      'a placement on an unknown cluster',
      [federated('ConfigMap', { placement: { clusters: [{ name: 'nowhere' }] } })],
      'unknown-cluster',
      /"nowhere"/,
    ],
    [
      'an override of an unknown cluster',
      [federated('ConfigMap', { overrides: [{ clusterName: 'nowhere', clusterOverrides: [] }] })],
      'unknown-cluster',
      /overrides name "nowhere"/,
    ],
    ['no placement at all', [federated('ConfigMap', { placement: {} })], 'no-placement', /Nothing says where/],
    [
      'a namespace without FederatedNamespace',
      [federated('ConfigMap', { namespace: 'lonely' })],
      'namespace-not-federated',
      /lonely/,
    ],
    [
      'a FederatedNamespace in another namespace',
      [federated('Namespace', { name: 'a', namespace: 'shop' })],
      'namespace-name-mismatch',
      /InvalidName/,
    ],
    [
      'the content of a system namespace',
      [federatedNamespace('default', { template: { metadata: { labels: { a: 'b' } } } })],
      'system-namespace',
      /default/,
    ],
    ['a field that the API does not know', [federated('ConfigMap', { placment: {} })], 'unknown-field', /placment/],
    ['a status in a template', [federated('ConfigMap', { template: { status: {} } })], 'status-in-template', /status/],
    [
      'another kind in a template',
      [federated('ConfigMap', { template: { kind: 'Secret' } })],
      'template-mismatch',
      /"Secret"/,
    ],
    [
      'another name in a template',
      [federated('ConfigMap', { template: { metadata: { name: 'other' } } })],
      'template-mismatch',
      /"other"/,
    ],
    [
      'a resourceVersion in a template',
      [federated('ConfigMap', { template: { metadata: { resourceVersion: '1' } } })],
      'server-field-in-template',
      /resourceVersion/,
    ],
    [
      'labels of which one is no string',
      [federated('ConfigMap', { template: { metadata: { labels: { a: 1 } } } })],
      'invalid-template',
      /label/,
    ],
    ['a template that is null', [federated('ConfigMap', { template: null })], 'invalid-template', /no object/],
    [
      'metadata that is null',
      [federated('ConfigMap', { template: { metadata: null } })],
      'invalid-template',
      /metadata/,
    ],
    [
      'an override of a forbidden path',
      [
        federated('ConfigMap', {
          overrides: [{ clusterName: 'cluster1', clusterOverrides: [{ path: '/metadata/name', value: 'x' }] }],
        }),
      ],
      'forbidden-override-path',
      /metadata.name/,
    ],
    [
      'an override without its parent',
      [
        federated('ConfigMap', {
          template: {},
          overrides: [{ clusterName: 'cluster1', clusterOverrides: [{ path: '/data/a', value: 'x' }] }],
        }),
      ],
      'override-failed',
      /data/,
    ],
    [
      'an unknown operator',
      [
        federated('ConfigMap', {
          placement: { clusterSelector: { matchExpressions: [{ key: 'a', operator: 'Is', values: ['b'] }] } },
        }),
      ],
      'invalid-selector',
      /Is/,
    ],
    ['a Federated kind that nothing declares', [federated('Widget')], 'unknown-federated-type', /FederatedWidget/],
    [
      'a cluster outside the system namespace',
      [{ ...cluster('c3'), metadata: { name: 'c3', namespace: 'elsewhere' } }],
      'outside-system-namespace',
      /elsewhere/,
    ],
    [
      'a preference without target',
      [preference({ totalReplicas: 1 }, { name: 'none' })],
      'scheduling-target-missing',
      /none/,
    ],
  ];

  it.each(cases)('%s: is an error, and only a warning under kubefed semantics', (_, input, code, message) => {
    const all = [...two, federatedNamespace(), ...input];
    const strict = resolved(all).problems.filter(({ severity }) => severity === 'error');
    expect(strict.map((problem) => problem.code)).toContain(code);
    const problem = strict.find((one) => one.code === code);
    expect(problem?.message).toMatch(message);
    expect(problem?.remedy).toMatch(/^[A-Z].*\.$/);
    const kubefed = resolved(all, 'kubefed').problems;
    expect(kubefed.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(kubefed.map((one) => one.code)).toContain(code);
  });

  it('is told all together', () => {
    const input = cases.flatMap(([, objects], index) =>
      objects.map((object) => {
        const { metadata } = object as { metadata: object };
        return {
          ...object,
          metadata: { ...metadata, name: (metadata as { name: string }).name + (index < 4 ? `-${index}` : '') },
        };
      }),
    );
    const found = new Set(resolved([...two, ...input]).problems.map(({ code }) => code));
    expect(found.size).toBeGreaterThan(8);
  });
});

describe('an override in strict semantics', () => {
  const config = (clusterOverrides: object[], placement: object = { clusterSelector: {} }): object[] => [
    ...two,
    federatedNamespace(),
    federated('ConfigMap', {
      template: { data: { a: 'b' } },
      placement,
      overrides: [{ clusterName: 'cluster1', clusterOverrides }],
    }),
  ];

  it('of a field that is not there is an error, which KubeFed takes for an addition', () => {
    const input = config([{ path: '/data/x', value: 'y' }]);
    expect(codes(resolved(input))).toEqual(['error missing-override-path']);
    expect(codes(resolved(input, 'kubefed'))).toEqual([]);
    expect(manifest(resolved(input, 'kubefed'), 'cluster1', 'ConfigMap')?.data).toEqual({ a: 'b', x: 'y' });
  });

  it('that changes nothing is a warning, since shared libraries need it', () => {
    expect(codes(resolved(config([{ path: '/data/a', value: 'b' }])))).toEqual(['warning override-changes-nothing']);
  });

  it('for a cluster on which the object is not placed is a warning', () => {
    const input = config([{ path: '/data/a', value: 'c' }], { clusters: [{ name: 'cluster2' }] });
    expect(codes(resolved(input))).toEqual(['warning unselected-override']);
  });

  it('may add annotations, which strict semantics keep', () => {
    const input = config([{ op: 'add', path: '/metadata/annotations', value: { a: 'b' } }]);
    expect(manifest(resolved(input), 'cluster1', 'ConfigMap')?.metadata).toMatchObject({ annotations: { a: 'b' } });
  });
});

describe('an apiVersion of three parts in a template', () => {
  it('fails where there are overrides as they are applied, elsewhere as the object is created', () => {
    const overrides = [{ clusterName: 'cluster2', clusterOverrides: [{ path: '/data', value: 'x' }] }];
    const config = federated('ConfigMap', { template: { apiVersion: 'a/b/c', data: {} }, overrides });
    expect(
      statusOf(resolved([...two, federatedNamespace(), config], 'kubefed'), 'FederatedConfigMap')?.clusters,
    ).toEqual([
      { name: 'cluster1', status: 'CreationFailed' },
      { name: 'cluster2', status: 'ApplyOverridesFailed' },
    ]);
  });
});

describe('overrides that KubeFed takes, or loses, without a word', () => {
  it.each<[string, object, string]>([
    [
      'another object by the root',
      { path: '', value: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'web', namespace: 'shop' } } },
      'override-changes-identity',
    ],
    [
      'another name by metadata',
      { path: '/metadata', value: { name: 'other', namespace: 'shop' } },
      'override-changes-identity',
    ],
    [
      'another namespace by metadata',
      { path: '/metadata', value: { name: 'web', namespace: 'kube-system' } },
      'override-changes-identity',
    ],
    ['a label that is no string', { op: 'add', path: '/metadata/labels', value: { a: 5 } }, 'invalid-override'],
    ['labels that are no map', { op: 'add', path: '/metadata/labels', value: 'x' }, 'invalid-override'],
    [
      'an annotation that is no string',
      { op: 'add', path: '/metadata/annotations', value: { a: true } },
      'invalid-override',
    ],
    ['a status', { op: 'add', path: '/status', value: {} }, 'invalid-override'],
  ])('%s: an error in strict semantics', (_, operation, code) => {
    const overrides = [{ clusterName: 'cluster2', clusterOverrides: [operation] }];
    const input = [...two, federatedNamespace(), federated('ConfigMap', { template: {}, overrides })];
    expect(codes(resolved(input))).toEqual([`error ${code}`]);
    expect(codes(resolved(input, 'kubefed'))).toEqual([`warning ${code}`]);
  });
});

describe('two objects that would be one on a cluster', () => {
  const nowhereNear = {
    overrides: [{ clusterName: 'cluster2', clusterOverrides: [{ path: 'x/metadata/name', value: 'other' }] }],
  };

  it('are an error that names both, where an override has renamed one', () => {
    const input = [
      ...two,
      federatedNamespace(),
      federated('ConfigMap', nowhereNear),
      federated('ConfigMap', { name: 'other' }),
    ];
    const collisions = resolved(input, 'kubefed').problems.filter(({ code }) => code === 'identity-collision');
    expect(collisions).toHaveLength(1);
    expect(collisions[0]?.cluster).toBe('cluster2');
    expect(collisions[0]?.message).toMatch(/shop\/web.*shop\/other|shop\/other.*shop\/web/);
  });

  it('are none where they are on different clusters', () => {
    const input = [
      ...two,
      federatedNamespace(),
      federated('ConfigMap', nowhereNear),
      federated('ConfigMap', { name: 'other', placement: { clusters: [{ name: 'cluster1' }] } }),
    ];
    expect(codes(resolved(input, 'kubefed'))).toEqual(['warning override-changes-identity']);
  });
});

describe('what is wrong under either semantics', () => {
  it.each([
    ['no cluster', [federatedNamespace()], 'no-clusters'],
    ['two clusters of one name', [...two, cluster('cluster1')], 'duplicate-cluster'],
    ['a cluster named by a path', [...two, cluster('../etc')], 'invalid-cluster-name'],
    ['a cluster with a bad label', [...two, cluster('c3', { 'a b': 'c' })], 'invalid-label'],
    [
      'one object twice',
      [...two, federatedNamespace(), federated('ConfigMap'), federated('ConfigMap')],
      'duplicate-object',
    ],
    ['an object without a namespace', [...two, federated('ConfigMap', { namespace: '' })], 'missing-namespace'],
    [
      'a placement that is a list',
      [...two, federatedNamespace(), federated('ConfigMap', { placement: [] })],
      'invalid-placement',
    ],
    [
      'overrides that are a map',
      [...two, federatedNamespace(), federated('ConfigMap', { overrides: {} })],
      'invalid-override',
    ],
    ['a document that is no manifest', [...two, { hello: 'world' }], 'not-a-manifest'],
    ['a type that says too little', [...two, { ...typeConfig('Widget', 'Cluster'), spec: {} }], 'invalid-type-config'],
    [
      'an integer beyond 2^53',
      [...two, federatedNamespace(), federated('ConfigMap', { template: { a: 2 ** 53 } })],
      'unsafe-integer',
    ],
    [
      'a negative zero',
      [...two, federatedNamespace(), federated('ConfigMap', { template: { a: -0 } })],
      'negative-zero',
    ],
  ])('%s', (_, input, code) => {
    expect(codes(resolved(input))).toContain(`error ${code}`);
    expect(codes(resolved(input, 'kubefed'))).toContain(`error ${code}`);
  });
});

describe('kubefed semantics', () => {
  it('drop annotations and finalizers of a template, with the warnings of the controller', () => {
    const template = { metadata: { annotations: { a: 'b' }, finalizers: ['x'], labels: { c: 'd' } } };
    const input = [...two, federatedNamespace(), federated('ConfigMap', { template })];
    const resolution = resolved(input, 'kubefed');
    expect(manifest(resolution, 'cluster1', 'ConfigMap')?.metadata).toEqual({
      name: 'web',
      namespace: 'shop',
      labels: { c: 'd', 'kubefed.io/managed': 'true' },
    });
    expect(codes(resolution)).toEqual(['warning annotations-dropped', 'warning finalizers-dropped']);
    expect(manifest(resolved(input), 'cluster1', 'ConfigMap')?.metadata).toMatchObject({
      annotations: { a: 'b' },
      finalizers: ['x'],
    });
  });

  it.each([
    ['empty', { annotations: {}, finalizers: [] }],
    ['null', { annotations: null, finalizers: null }],
    ['malformed', { annotations: { a: 1 }, finalizers: [1] }],
    ['of another type', { annotations: 'a', finalizers: 'b' }],
  ])('send %s annotations and finalizers as given', (_, metadata) => {
    const resolution = resolved(
      [...two, federatedNamespace(), federated('ConfigMap', { template: { metadata } })],
      'kubefed',
    );
    expect(manifest(resolution, 'cluster1', 'ConfigMap')?.metadata).toMatchObject(metadata);
    expect(codes(resolution)).toEqual([]);
  });

  it('lose all labels for one that is no string', () => {
    const template = { metadata: { labels: { a: 'b', c: 1 } } };
    const resolution = resolved([...two, federatedNamespace(), federated('ConfigMap', { template })], 'kubefed');
    expect(manifest(resolution, 'cluster1', 'ConfigMap')?.metadata).toMatchObject({
      labels: { 'kubefed.io/managed': 'true' },
    });
  });

  it('keep the namespace that the template of a Namespace has, and remove that of other cluster-scoped kinds', () => {
    const template = { metadata: { namespace: 'odd' } };
    const resolution = resolved(
      [...two, federatedNamespace('shop', { template }), federated('ClusterRole', { namespace: '', template })],
      'kubefed',
    );
    expect(manifest(resolution, 'cluster1', 'Namespace')?.metadata).toMatchObject({ namespace: 'odd' });
    expect(manifest(resolution, 'cluster1', 'ClusterRole')?.metadata).not.toHaveProperty('namespace');
  });

  it.each<[string, FederatedSpec, object | undefined, object]>([
    ['all is well', {}, undefined, { status: 'True', rows: [{ name: 'c1' }, { name: 'c2' }] }],
    [
      'the overrides of one cluster fail',
      { overrides: [{ clusterName: 'c1', clusterOverrides: [{ op: 'remove', path: '/x' }] }] },
      undefined,
      {
        status: 'False',
        reason: 'CheckClusters',
        rows: [{ name: 'c1', status: 'ApplyOverridesFailed' }, { name: 'c2' }],
      },
    ],
    [
      'one entry of the overrides is refused',
      { overrides: [{ clusterName: 'c1', clusterOverrides: [{ path: '/kind', value: 'X' }] }] },
      undefined,
      {
        status: 'False',
        reason: 'CheckClusters',
        rows: [
          { name: 'c1', status: 'ApplyOverridesFailed' },
          { name: 'c2', status: 'ApplyOverridesFailed' },
        ],
      },
    ],
    [
      'the template is null',
      { template: null },
      undefined,
      {
        status: 'False',
        reason: 'CheckClusters',
        rows: [
          { name: 'c1', status: 'ComputeResourceFailed' },
          { name: 'c2', status: 'ComputeResourceFailed' },
        ],
      },
    ],
    [
      'the server would refuse it',
      { template: { metadata: { resourceVersion: '7' } } },
      undefined,
      {
        status: 'False',
        reason: 'CheckClusters',
        rows: [
          { name: 'c1', status: 'CreationFailed' },
          { name: 'c2', status: 'CreationFailed' },
        ],
      },
    ],
    [
      'metadata is null',
      { template: { metadata: null } },
      undefined,
      {
        status: 'False',
        reason: 'CheckClusters',
        rows: [
          { name: 'c1', status: 'CreationFailed' },
          { name: 'c2', status: 'CreationFailed' },
        ],
      },
    ],
    [
      'a cluster is not ready',
      {},
      notReady,
      { status: 'False', reason: 'CheckClusters', rows: [{ name: 'c1' }, { name: 'c2', status: 'ClusterNotReady' }] },
    ],
    ['a cluster is ready', {}, ready, { status: 'True', rows: [{ name: 'c1' }, { name: 'c2' }] }],
    [
      'the selector is wrong',
      { placement: { clusterSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } } },
      undefined,
      { status: 'False', reason: 'ComputePlacementFailed', rows: [] },
    ],
    [
      'the namespace is not federated',
      { namespace: 'lonely' },
      undefined,
      { status: 'False', reason: 'NamespaceNotFederated', rows: [] },
    ],
    ['nothing is selected', { placement: {} }, undefined, { status: 'True', rows: [] }],
  ])(
    'report the propagation status: %s',
    (_, spec, clusterStatus, { status, reason, rows }: { status?: string; reason?: string; rows?: object[] }) => {
      const input = [
        cluster('c1'),
        cluster('c2', {}, clusterStatus),
        federatedNamespace(),
        federated('ConfigMap', spec),
      ];
      const report = statusOf(resolved(input, 'kubefed'), 'FederatedConfigMap');
      expect(report?.condition).toEqual({ status, ...(reason !== undefined && { reason }) });
      expect(report?.clusters).toEqual(rows);
    },
  );

  it('write nothing to a cluster that is not ready; strict ones do, with a warning', () => {
    const input = [cluster('c1'), cluster('c2', {}, notReady), federatedNamespace()];
    expect(places(resolved(input, 'kubefed'), 'Namespace')).toEqual(['c1']);
    const strict = resolved(input);
    expect(places(strict, 'Namespace')).toEqual(['c1', 'c2']);
    expect(codes(strict)).toEqual(['warning cluster-not-ready']);
  });

  it('leave out objects that no controller looks at, also from the status', () => {
    const disabled = typeConfig('Widget', 'Cluster', { propagation: 'Disabled' });
    const resolution = resolved([...two, disabled, federated('Widget', { namespace: '' })], 'kubefed');
    expect(places(resolution, 'Widget')).toEqual([]);
    expect(resolution.status).toEqual([]);
    expect([...resolution.decisions].map(({ reason }) => reason)).toEqual(['not-watched', 'not-watched']);
  });
});

describe('a KubeFed that is limited to one namespace', () => {
  const scope = { scope: 'Namespaced', systemNamespace: 'team' };
  const members = clusters('c1', 'c2').map((one) => ({
    ...one,
    metadata: { ...(one as { metadata: object }).metadata, namespace: 'team' },
  }));

  it('needs no FederatedNamespace, and is restricted by one', () => {
    const config = federated('ConfigMap', { namespace: 'team' });
    expect(places(resolved([...members, config], 'strict', scope), 'ConfigMap')).toEqual(['c1', 'c2']);
    const gate = federatedNamespace('team', { placement: { clusters: [{ name: 'c2' }] } });
    const gated = resolved([...members, gate, config], 'strict', scope);
    expect(places(gated, 'ConfigMap')).toEqual(['c2']);
    expect(places(gated, 'Namespace')).toEqual([]);
    expect(codes(gated)).toEqual([]);
  });

  it('looks at no other namespace and at no cluster-scoped kind', () => {
    const input = [...members, federated('ConfigMap'), federated('ClusterRole', { namespace: '' })];
    expect(codes(resolved(input, 'strict', scope))).toEqual([
      'error outside-control-plane',
      'error outside-control-plane',
    ]);
    const kubefed = resolved(input, 'kubefed', scope);
    expect(kubefed.clusters.flatMap(({ manifests }) => manifests)).toEqual([]);
    expect(kubefed.status).toEqual([]);
  });

  it('is recognised by its KubeFedConfig', () => {
    const config = {
      apiVersion: 'core.kubefed.io/v1beta1',
      kind: 'KubeFedConfig',
      metadata: { name: 'kubefed', namespace: 'team' },
      spec: { scope: 'Namespaced' },
    };
    const federation = federationFromManifests([config, ...members]);
    expect(federation).toMatchObject({ scope: 'Namespaced', systemNamespace: 'team' });
    expect(federation.clusters.map(({ name }) => name)).toEqual(['c1', 'c2']);
  });
});

describe('a ReplicaSchedulingPreference', () => {
  const replicas = (resolution: Resolution): Record<string, unknown> =>
    Object.fromEntries(
      resolution.clusters.map(({ name }) => [
        name,
        (manifest(resolution, name, 'Deployment')?.spec as JsonObject | undefined)?.replicas,
      ]),
    );

  it('places and scales its target by the planner, whatever the placement was', () => {
    const input = [
      ...clusters('A', 'B', 'C').map(
        (one) =>
          JSON.parse(
            JSON.stringify(one)
              .toLowerCase()
              .replaceAll('kubefedcluster', 'KubeFedCluster')
              .replaceAll('apiversion', 'apiVersion'),
          ) as object,
      ),
      federatedNamespace(),
      federated('Deployment', { template: webTemplate, placement: { clusters: [] } }),
      preference({ totalReplicas: 9, clusters: { '*': { weight: 1 } } }),
    ];
    const resolution = resolved(input);
    expect(codes(resolution)).toEqual(['warning scheduling-replaces']);
    expect(replicas(resolution)).toEqual({ a: 3, b: 3, c: 3 });
    expect(
      [...resolution.decisions]
        .filter(({ object }) => object.kind === 'FederatedDeployment')
        .map(({ reason }) => reason),
    ).toEqual(['scheduled', 'scheduled', 'scheduled']);
  });

  it('replaces the value of an override in place and removes that of clusters without a plan', () => {
    const overrides = [
      {
        clusterName: 'c1',
        clusterOverrides: [
          { path: '/spec/replicas', value: 100 },
          { path: '/spec/paused', op: 'add', value: true },
        ],
      },
      { clusterName: 'c2', clusterOverrides: [{ path: '/spec/replicas', value: 100 }] },
    ];
    const input = [
      ...clusters('c1', 'c2'),
      federatedNamespace(),
      federated('Deployment', { template: webTemplate, overrides }),
      preference({ totalReplicas: 4, clusters: { c1: { weight: 1 } } }),
    ];
    const resolution = resolved(input, 'kubefed');
    expect(replicas(resolution)).toEqual({ c1: 4, c2: 0 });
    expect(manifest(resolution, 'c1', 'Deployment')?.spec).toMatchObject({ paused: true });
  });

  it('with intersectWithClusterSelector looks at selectors alone, and changes nothing where they select nothing', () => {
    const input = (namespacePlacement: object) => [
      cluster('c1', { gpu: 'yes' }),
      cluster('c2'),
      federatedNamespace('shop', { placement: namespacePlacement }),
      federated('Deployment', {
        template: webTemplate,
        placement: { clusterSelector: { matchLabels: { gpu: 'yes' } } },
      }),
      preference({ totalReplicas: 6, intersectWithClusterSelector: true }),
    ];
    expect(replicas(resolved(input({ clusterSelector: {} }), 'kubefed'))).toEqual({ c1: 6, c2: undefined });
    expect(replicas(resolved(input({ clusters: [{ name: 'c1' }, { name: 'c2' }] }), 'kubefed'))).toEqual({
      c1: 1,
      c2: undefined,
    });
  });

  it('sleeps where the feature gate is off', () => {
    const config = {
      apiVersion: 'core.kubefed.io/v1beta1',
      kind: 'KubeFedConfig',
      metadata: { name: 'kubefed', namespace: 'kube-federation-system' },
      spec: { scope: 'Cluster', featureGates: [{ name: 'SchedulerPreferences', configuration: 'Disabled' }] },
    };
    const input = [
      ...clusters('c1', 'c2'),
      config,
      federatedNamespace(),
      federated('Deployment', { template: webTemplate }),
      preference({ totalReplicas: 9 }),
    ];
    expect(replicas(resolved(input))).toEqual({ c1: 1, c2: 1 });
  });
});
