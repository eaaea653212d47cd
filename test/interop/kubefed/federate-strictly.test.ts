import { type FederateOptions, federateManifests } from '../../../lib/interop/kubefed/federate/federate-manifests';
import { type LeftOutReason } from '../../../lib/interop/kubefed/federate/left-out';

const federate = (manifests: readonly object[], options: FederateOptions = {}) =>
  federateManifests(manifests, { contents: true, ...options });

/** The template of the one object that comes of a manifest, beside types and namespaces. */
function templateOf(manifest: object): unknown {
  const { manifests, problems } = federate([manifest]);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return (manifests.at(-1) as { spec: { template: unknown } }).spec.template;
}

const inShop = (
  apiVersion: string,
  kind: string,
  more: { readonly metadata?: object; readonly [key: string]: unknown } = {},
) => ({
  apiVersion,
  kind,
  ...more,
  metadata: { name: 'a', namespace: 'shop', ...more.metadata },
});

describe('federate in strict semantics', () => {
  it('keeps labels, annotations and finalizers, and drops what a server assigns', () => {
    expect(
      templateOf(
        inShop('v1', 'ConfigMap', {
          metadata: {
            labels: { a: 'b' },
            annotations: {
              mine: 'x',
              'kubectl.kubernetes.io/last-applied-configuration': '{}',
              'deployment.kubernetes.io/revision': '3',
              'pv.kubernetes.io/bind-completed': 'yes',
            },
            finalizers: ['mine.example/clean-up', 'kubernetes.io/pvc-protection'],
            generateName: 'a-',
            uid: 'u',
            resourceVersion: '1',
            creationTimestamp: '2026-01-01T00:00:00Z',
            deletionTimestamp: '2026-01-01T00:00:00Z',
            deletionGracePeriodSeconds: 30,
            generation: 1,
            managedFields: [{}],
            selfLink: '/api',
          },
          data: { x: 'y' },
          status: {},
        }),
      ),
    ).toEqual({
      metadata: { labels: { a: 'b' }, annotations: { mine: 'x' }, finalizers: ['mine.example/clean-up'] },
      data: { x: 'y' },
    });
  });

  it('leaves no empty metadata behind', () => {
    expect(templateOf(inShop('v1', 'ConfigMap', { metadata: { uid: 'u', labels: {}, annotations: {} } }))).toEqual({});
    expect(
      templateOf(
        inShop('v1', 'ConfigMap', { metadata: { annotations: { 'deployment.kubernetes.io/revision': '3' } } }),
      ),
    ).toEqual({});
  });

  it('keeps an override of the type by an older apiVersion in the template, which would become another otherwise', () => {
    expect(templateOf(inShop('autoscaling/v1', 'HorizontalPodAutoscaler', { spec: { maxReplicas: 3 } }))).toEqual({
      apiVersion: 'autoscaling/v1',
      spec: { maxReplicas: 3 },
    });
    expect(templateOf(inShop('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: { maxReplicas: 3 } }))).toEqual({
      spec: { maxReplicas: 3 },
    });
  });

  it.each<[string, object, unknown]>([
    [
      'a Namespace',
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' }, spec: { finalizers: ['kubernetes'] } },
      {},
    ],
    [
      'the tokens of a ServiceAccount, but no secret of its author',
      inShop('v1', 'ServiceAccount', {
        secrets: [{ name: 'a-token-x7k2p' }, { name: 'mine' }, { name: 'a-dockercfg-x7k2p' }],
      }),
      { secrets: [{ name: 'mine' }] },
    ],
    [
      'a ServiceAccount with tokens only',
      inShop('v1', 'ServiceAccount', { secrets: [{ name: 'a-token-x7k2p' }], automountServiceAccountToken: false }),
      { automountServiceAccountToken: false },
    ],
    [
      'addresses and node ports of a Service',
      inShop('v1', 'Service', {
        metadata: { uid: 'u' },
        spec: {
          type: 'LoadBalancer',
          clusterIP: '10.0.0.7',
          clusterIPs: ['10.0.0.7', 'fd00::7'],
          healthCheckNodePort: 31000,
          ports: [{ port: 80, nodePort: 30000 }],
        },
      }),
      { spec: { type: 'LoadBalancer', ports: [{ port: 80 }] } },
    ],
    [
      'nothing of a headless Service',
      inShop('v1', 'Service', { spec: { clusterIP: 'None', clusterIPs: ['None'], ports: [{ port: 80 }] } }),
      { spec: { clusterIP: 'None', clusterIPs: ['None'], ports: [{ port: 80 }] } },
    ],
    [
      'nothing of a Service of another group',
      inShop('serving.knative.dev/v1', 'Service', { spec: { clusterIP: '10.0.0.7' } }),
      { spec: { clusterIP: '10.0.0.7' } },
    ],
    [
      'the volume of a claim that was bound',
      inShop('v1', 'PersistentVolumeClaim', {
        metadata: {
          uid: 'u',
          annotations: {
            'pv.kubernetes.io/bound-by-controller': 'yes',
            'volume.kubernetes.io/storage-provisioner': 'x',
          },
        },
        spec: { volumeName: 'pvc-1', storageClassName: 'fast' },
      }),
      { spec: { storageClassName: 'fast' } },
    ],
    [
      'the node of a Pod',
      inShop('v1', 'Pod', { metadata: { uid: 'u' }, spec: { nodeName: 'n1', containers: [] } }),
      { spec: { containers: [] } },
    ],
    [
      'who claimed a volume, but not what may claim it',
      {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: 'v' },
        spec: { claimRef: { namespace: 'b', name: 'c', uid: 'u', resourceVersion: '3' } },
      },
      { spec: { claimRef: { namespace: 'b', name: 'c' } } },
    ],
    [
      'the selector and the labels that a Job was given',
      inShop('batch/v1', 'Job', {
        metadata: { labels: { 'controller-uid': 'u', 'job-name': 'a' } },
        spec: {
          selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'u' } },
          template: {
            metadata: {
              labels: {
                app: 'x',
                'batch.kubernetes.io/controller-uid': 'u',
                'batch.kubernetes.io/job-name': 'a',
                'controller-uid': 'u',
                'job-name': 'a',
              },
            },
          },
        },
      }),
      { spec: { template: { metadata: { labels: { app: 'x' } } } } },
    ],
    [
      'nothing of a Job with a selector of its own',
      inShop('batch/v1', 'Job', {
        spec: {
          manualSelector: true,
          selector: { matchLabels: { app: 'x' } },
          template: { metadata: { labels: { app: 'x', 'job-name': 'mine' } } },
        },
      }),
      {
        spec: {
          manualSelector: true,
          selector: { matchLabels: { app: 'x' } },
          template: { metadata: { labels: { app: 'x', 'job-name': 'mine' } } },
        },
      },
    ],
    [
      'the empty time stamps of inner templates',
      inShop('apps/v1', 'StatefulSet', {
        spec: {
          template: { metadata: { creationTimestamp: null, labels: { a: 'b' } } },
          volumeClaimTemplates: [
            { metadata: { name: 'data', creationTimestamp: null }, spec: {}, status: { phase: 'Pending' } },
          ],
        },
      }),
      {
        spec: {
          template: { metadata: { labels: { a: 'b' } } },
          volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }],
        },
      },
    ],
    [
      'the empty time stamps of a CronJob',
      inShop('batch/v1', 'CronJob', {
        spec: {
          jobTemplate: {
            metadata: { creationTimestamp: null },
            spec: { template: { metadata: { creationTimestamp: null } } },
          },
        },
      }),
      { spec: { jobTemplate: { metadata: {}, spec: { template: { metadata: {} } } } } },
    ],
  ])('takes from a template what a cluster gave: %s', (_what, manifest, template) => {
    const before = structuredClone(manifest);
    expect(templateOf(manifest)).toEqual(template);
    expect(manifest).toEqual(before);
  });

  it.each<[string, object, string]>([
    ['a node port', inShop('v1', 'Service', { spec: { ports: [{ port: 80, nodePort: 30080 }] } }), '/spec/ports'],
    ['a node name', inShop('v1', 'Pod', { spec: { nodeName: 'n1' } }), '/spec/nodeName'],
    ['a volume', inShop('v1', 'PersistentVolumeClaim', { spec: { volumeName: 'v' } }), '/spec/volumeName'],
    [
      'an owner',
      inShop('v1', 'ConfigMap', { metadata: { ownerReferences: [{ name: 'x' }] } }),
      '/metadata/ownerReferences',
    ],
  ])('says so where it drops %s that a person may have written', (_what, manifest, path) => {
    expect(federate([manifest]).problems).toMatchObject([{ code: 'cluster-field-dropped', severity: 'warning', path }]);
  });

  it.each<[string, object]>([
    [
      'a node port',
      inShop('v1', 'Service', { metadata: { uid: 'u' }, spec: { ports: [{ port: 80, nodePort: 30080 }] } }),
    ],
    ['a node port of zero', inShop('v1', 'Service', { spec: { ports: [{ port: 80, nodePort: 0 }] } })],
    ['a node name', inShop('v1', 'Pod', { metadata: { resourceVersion: '1' }, spec: { nodeName: 'n1' } })],
    [
      'a volume',
      inShop('v1', 'PersistentVolumeClaim', {
        metadata: { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } },
        spec: { volumeName: 'v' },
      }),
    ],
  ])('says nothing where it drops %s that a cluster gave', (_what, manifest) => {
    expect(federate([manifest]).problems).toEqual([]);
  });

  it('opens Lists', () => {
    const { manifests } = federate([
      { apiVersion: 'v1', kind: 'List', items: [inShop('v1', 'Secret')] },
      { apiVersion: 'v1', kind: 'ConfigMapList', items: [{ metadata: { name: 'b', namespace: 'shop' } }] },
    ]);
    expect(manifests.map(({ kind }) => kind)).toEqual(['FederatedNamespace', 'FederatedSecret', 'FederatedConfigMap']);
  });

  it('tells the place of what is wrong', () => {
    const { problems } = federate([inShop('v1', 'Secret'), { apiVersion: 'v1', kind: 'Secret' }], {
      origin: (index) => `a.yaml:${index + 1}`,
    });
    expect(problems).toMatchObject([{ code: 'invalid-name', severity: 'error', origin: 'a.yaml:2' }]);
  });

  it.each<[string, readonly object[], string]>([
    [
      'an object without a name',
      [inShop('v1', 'Pod', { metadata: { name: undefined } })].map((one) => JSON.parse(JSON.stringify(one)) as object),
      'invalid-name',
    ],
    ['a namespace with a dot', [inShop('v1', 'Secret', { metadata: { name: 'a', namespace: 'a.b' } })], 'invalid-name'],
    [
      'a namespaced object without a namespace',
      [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }],
      'missing-namespace',
    ],
    ['one object twice', [inShop('v1', 'Secret'), inShop('v1', 'Secret')], 'duplicate-object'],
    [
      'one object under two versions',
      [inShop('autoscaling/v1', 'HorizontalPodAutoscaler'), inShop('autoscaling/v2', 'HorizontalPodAutoscaler')],
      'duplicate-object',
    ],
    ['what has no kind', [{ apiVersion: 'v1', metadata: { name: 'a' } }], 'not-a-manifest'],
    ['what has an empty kind', [{ apiVersion: 'v1', kind: '', metadata: { name: 'a' } }], 'not-a-manifest'],
    ['what is no JSON', [inShop('v1', 'ConfigMap', { data: { at: new Date(0) } })], 'unserializable-value'],
    ['an integer that is not exact', [inShop('v1', 'ConfigMap', { data: { n: 2 ** 53 } })], 'unsafe-integer'],
  ])('refuses %s', (_what, manifests, code) => {
    expect(federate(manifests).problems).toMatchObject([{ code, severity: 'error' }]);
  });

  it.each<[string, object]>([
    [
      'an object',
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'system:node' } },
    ],
    ['a Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a.b' } }],
  ])('leaves out %s with a name that no Federated object can have, and says so', (_what, manifest) => {
    const { manifests, leftOut, problems } = federate([manifest, inShop('v1', 'Secret')]);
    expect(manifests.map(({ kind }) => kind)).toEqual(['FederatedNamespace', 'FederatedSecret']);
    expect(leftOut).toMatchObject([{ reason: 'name-not-federable' }]);
    expect(problems.map(({ code, severity }) => [code, severity])).toContainEqual(['invalid-name', 'warning']);
  });

  it('puts into the namespace that is given what names none, and nothing cluster-scoped', () => {
    const { manifests, problems } = federate(
      [
        { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } },
        inShop('v1', 'Secret'),
        { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'r', namespace: 'x' } },
      ],
      { namespace: 'bar', contents: false },
    );
    expect(manifests.map(({ metadata }) => metadata)).toEqual([
      { name: 'a', namespace: 'bar' },
      { name: 'a', namespace: 'shop' },
      { name: 'r' },
    ]);
    expect(problems).toMatchObject([
      { code: 'namespace-not-federated', severity: 'warning' },
      { code: 'namespace-not-federated', severity: 'warning' },
    ]);
  });

  it('keeps the gate of a namespace that every cluster has, and nothing else of it', () => {
    const { manifests } = federate([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default', labels: { a: 'b' } } },
    ]);
    expect(manifests).toMatchObject([
      { kind: 'FederatedNamespace', metadata: { name: 'default', namespace: 'default' } },
    ]);
    expect(manifests[0]?.spec).toMatchObject({ template: {} });
  });
});

describe('the types that strict federate brings along', () => {
  const typesOf = (manifests: readonly object[]) => {
    const result = federate(manifests);
    return {
      types: result.manifests.filter(({ kind }) => kind === 'FederatedTypeConfig'),
      last: result.manifests.at(-1),
      problems: result.problems,
    };
  };

  it('are none for the kinds that KubeFed ships', () => {
    expect(typesOf([inShop('apps/v1', 'Deployment'), inShop('batch/v1', 'Job')]).types).toEqual([]);
  });

  it('are those that kubefedctl enable writes, for other kinds of Kubernetes', () => {
    expect(typesOf([inShop('apps/v1', 'StatefulSet')]).types).toEqual([
      {
        apiVersion: 'core.kubefed.io/v1beta1',
        kind: 'FederatedTypeConfig',
        metadata: { name: 'statefulsets.apps', namespace: 'kube-federation-system' },
        spec: {
          federatedType: {
            group: 'types.kubefed.io',
            version: 'v1beta1',
            kind: 'FederatedStatefulSet',
            pluralName: 'federatedstatefulsets',
            scope: 'Namespaced',
          },
          propagation: 'Enabled',
          targetType: {
            group: 'apps',
            version: 'v1',
            kind: 'StatefulSet',
            pluralName: 'statefulsets',
            scope: 'Namespaced',
          },
        },
      },
    ]);
  });

  it('follow a CustomResourceDefinition of the input, wherever it stands', () => {
    const { types, problems } = typesOf([
      { apiVersion: 'acme.example/v1', kind: 'Factory', metadata: { name: 'a' } },
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: 'factoriz.acme.example' },
        spec: { group: 'acme.example', scope: 'Cluster', names: { kind: 'Factory', plural: 'factoriz' }, versions: [] },
      },
    ]);
    expect(types.map(({ metadata }) => metadata)).toEqual([
      expect.objectContaining({ name: 'customresourcedefinitions.apiextensions.k8s.io' }),
      expect.objectContaining({ name: 'factoriz.acme.example' }),
    ]);
    expect(problems).toEqual([]);
  });

  it('follow a FederatedTypeConfig of the input', () => {
    const { types, last } = typesOf([
      {
        apiVersion: 'core.kubefed.io/v1beta1',
        kind: 'FederatedTypeConfig',
        metadata: { name: 'things.acme.example' },
        spec: {
          federatedType: {
            group: 'fed.acme.example',
            version: 'v3',
            kind: 'SpreadThing',
            pluralName: 'spreadthings',
            scope: 'Namespaced',
          },
          propagation: 'Enabled',
          targetType: { version: 'v1', kind: 'Thing', scope: 'Namespaced' },
        },
      },
      inShop('acme.example/v1', 'Thing'),
    ]);
    expect(types).toMatchObject([{ metadata: { name: 'things.acme.example' } }]);
    expect(last).toMatchObject({ apiVersion: 'fed.acme.example/v3', kind: 'SpreadThing' });
  });

  it.each([
    [
      'namespaced where one of them names a namespace',
      [{ apiVersion: 'acme.example/v1', kind: 'Thing', metadata: { name: 'b' } }, inShop('acme.example/v1', 'Thing')],
      'Namespaced',
    ],
    [
      'cluster-scoped where none does',
      [{ apiVersion: 'acme.example/v1', kind: 'Thing', metadata: { name: 'b' } }],
      'Cluster',
    ],
  ] as const)('take a kind that nobody knows for %s, and say so once', (_what, manifests, scope) => {
    const { types, problems } = federateTypes(manifests);
    expect(types).toMatchObject([{ metadata: { name: 'things.acme.example' }, spec: { targetType: { scope } } }]);
    expect(problems.filter(({ code }) => code === 'assumed-scope')).toHaveLength(1);
  });

  const federateTypes = (manifests: readonly object[]) => {
    const result = federate(manifests, { namespace: 'bar' });
    return { types: result.manifests.filter(({ kind }) => kind === 'FederatedTypeConfig'), problems: result.problems };
  };

  it('give a kind whose name KubeFed uses already a group of its own', () => {
    const { types, last } = typesOf([
      inShop('v1', 'Service', { metadata: { name: 'b' } }),
      inShop('serving.knative.dev/v1', 'Service'),
    ]);
    expect(last).toMatchObject({
      apiVersion: 'serving.knative.dev.types.kubefed.io/v1beta1',
      kind: 'FederatedService',
    });
    expect(types).toMatchObject([{ spec: { federatedType: { group: 'serving.knative.dev.types.kubefed.io' } } }]);
  });
});

describe('what strict federate leaves out', () => {
  const controller = { ownerReferences: [{ kind: 'Deployment', name: 'web', controller: true }] };

  it.each<[string, object, LeftOutReason]>([
    ['a ReplicaSet of a Deployment', inShop('apps/v1', 'ReplicaSet', { metadata: controller }), 'owned'],
    ['a Pod of a ReplicaSet', inShop('v1', 'Pod', { metadata: controller }), 'owned'],
    ['a custom resource with a controller', inShop('acme.example/v1', 'Thing', { metadata: controller }), 'owned'],
    ['a token secret', inShop('v1', 'Secret', { type: 'kubernetes.io/service-account-token' }), 'token-secret'],
    ['the root certificate', inShop('v1', 'ConfigMap', { metadata: { name: 'kube-root-ca.crt' } }), 'root-certificate'],
    [
      'the default ServiceAccount',
      inShop('v1', 'ServiceAccount', {
        metadata: { name: 'default', uid: 'u' },
        secrets: [{ name: 'default-token-x7k2p' }],
      }),
      'default-service-account',
    ],
    ['Endpoints', inShop('v1', 'Endpoints'), 'made-by-cluster'],
    ['an EndpointSlice', inShop('discovery.k8s.io/v1', 'EndpointSlice'), 'made-by-cluster'],
    ['a Lease', inShop('coordination.k8s.io/v1', 'Lease'), 'made-by-cluster'],
    ['an Event', inShop('v1', 'Event'), 'made-by-cluster'],
    ['an Event of the newer group', inShop('events.k8s.io/v1', 'Event'), 'made-by-cluster'],
    ['a Node', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } }, 'made-by-cluster'],
    [
      'the Service of the API server',
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'kubernetes', namespace: 'default' } },
      'made-by-cluster',
    ],
    [
      'a provisioned volume',
      {
        apiVersion: 'v1',
        kind: 'PersistentVolume',
        metadata: { name: 'v', annotations: { 'pv.kubernetes.io/provisioned-by': 'x' } },
      },
      'made-by-cluster',
    ],
    [
      'a role that API servers make',
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'view', labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' } },
      },
      'made-by-cluster',
    ],
    [
      'a KubeFedCluster',
      { apiVersion: 'core.kubefed.io/v1beta1', kind: 'KubeFedCluster', metadata: { name: 'a' } },
      'of-kubefed',
    ],
    ['what is federated already', inShop('types.kubefed.io/v1beta1', 'FederatedSecret'), 'of-kubefed'],
  ])('%s', (_what, manifest, reason) => {
    const { manifests, leftOut, problems } = federate([manifest], { origin: () => 'a.yaml:1' });
    expect(manifests).toEqual([]);
    expect(problems).toEqual([]);
    expect(leftOut).toMatchObject([{ reason, origin: 'a.yaml:1' }]);
    expect(leftOut[0]?.detail).not.toBe('');
  });

  it.each<[string, object]>([
    ['a ReplicaSet of its own', inShop('apps/v1', 'ReplicaSet')],
    [
      'an object whose owner controls nothing',
      inShop('v1', 'ConfigMap', { metadata: { ownerReferences: [{ kind: 'X', name: 'y' }] } }),
    ],
    ['a Secret of another type', inShop('v1', 'Secret', { type: 'Opaque' })],
    ['a ServiceAccount of another name', inShop('v1', 'ServiceAccount')],
    [
      'a default ServiceAccount with pull secrets',
      inShop('v1', 'ServiceAccount', { metadata: { name: 'default' }, imagePullSecrets: [{ name: 'x' }] }),
    ],
    [
      'a default ServiceAccount with annotations',
      inShop('v1', 'ServiceAccount', { metadata: { name: 'default', annotations: { 'iam/role': 'x' } } }),
    ],
    ['a Lease of another group', inShop('acme.example/v1', 'Lease')],
    ['a Service named kubernetes elsewhere', inShop('v1', 'Service', { metadata: { name: 'kubernetes' } })],
  ])('is not %s', (_what, manifest) => {
    const { manifests, leftOut } = federate([manifest]);
    expect(leftOut).toEqual([]);
    expect(manifests.map(({ kind }) => kind)).toContain(`Federated${(manifest as { kind: string }).kind}`);
  });
});
