import { federateManifests } from '../../../lib/interop/kubefed/federate/federate-manifests';

/*
 * What `kubefedctl federate` of KubeFed v0.10.0 answers: these, and hundreds of random manifests, were given to its own code
 * (pkg/kubefedctl/federate, FederateResources) and compared.
 */
const federate = (manifests: readonly object[], options: { contents?: boolean; namespace?: string } = {}) =>
  federateManifests(manifests, { ...options, semantics: 'kubefed' });

const placement = { clusterSelector: { matchLabels: {} } };
const fed = (kind: string, metadata: object | undefined, template: object) => ({
  apiVersion: 'types.kubefed.io/v1beta1',
  kind: `Federated${kind}`,
  ...(metadata && { metadata }),
  spec: { template, placement },
});

describe('federate in kubefed semantics', () => {
  it.each([
    [
      'keeps labels of the metadata, and nothing of status',
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: {
          name: 'web',
          namespace: 'shop',
          labels: { app: 'web' },
          uid: 'u',
          resourceVersion: '7',
          creationTimestamp: null,
          generation: 3,
          finalizers: ['x'],
          ownerReferences: [{ name: 'x' }],
          managedFields: [],
        },
        spec: { replicas: 3 },
        status: { replicas: 3 },
      },
      fed(
        'Deployment',
        { name: 'web', namespace: 'shop' },
        { metadata: { labels: { app: 'web' } }, spec: { replicas: 3 } },
      ),
    ],
    [
      'leaves empty labels out, with the metadata around them',
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'b', labels: {} }, data: { x: 'y' } },
      fed('ConfigMap', { name: 'a', namespace: 'b' }, { data: { x: 'y' } }),
    ],
    [
      'puts a Namespace into itself, without its finalizers',
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' }, spec: { finalizers: ['kubernetes'] } },
      fed('Namespace', { name: 'shop', namespace: 'shop' }, { spec: {} }),
    ],
    [
      'strips the secrets of a ServiceAccount',
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'a', namespace: 'b' },
        secrets: [{ name: 'mine' }],
      },
      fed('ServiceAccount', { name: 'a', namespace: 'b' }, {}),
    ],
    [
      'strips addresses and node ports of a Service, even those of a headless one, and no health check port',
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'a', namespace: 'b' },
        spec: {
          clusterIP: 'None',
          clusterIPs: ['None'],
          healthCheckNodePort: 31000,
          ipFamilies: ['IPv4'],
          ports: [{ port: 80, nodePort: 30000 }, { port: 81 }],
        },
      },
      fed(
        'Service',
        { name: 'a', namespace: 'b' },
        { spec: { healthCheckNodePort: 31000, ipFamilies: ['IPv4'], ports: [{ port: 80 }, { port: 81 }] } },
      ),
    ],
    [
      'tells kinds apart by their name alone',
      {
        apiVersion: 'serving.knative.dev/v1',
        kind: 'Service',
        metadata: { name: 'a', namespace: 'b' },
        spec: { clusterIP: '1.2.3.4', template: {} },
      },
      fed('Service', { name: 'a', namespace: 'b' }, { spec: { template: {} } }),
    ],
    [
      'gives a namespaced object that names no namespace none',
      { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: {} },
      fed('Deployment', { name: 'web' }, { spec: {} }),
    ],
    [
      'gives a cluster-scoped object the namespace that it names',
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'r', namespace: 'b' },
        rules: null,
      },
      fed('ClusterRole', { name: 'r', namespace: 'b' }, { rules: null }),
    ],
    [
      'takes a token secret, which a cluster signed',
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 't', namespace: 'b' },
        type: 'kubernetes.io/service-account-token',
      },
      fed('Secret', { name: 't', namespace: 'b' }, { type: 'kubernetes.io/service-account-token' }),
    ],
    [
      'federates what is federated already',
      {
        apiVersion: 'types.kubefed.io/v1beta1',
        kind: 'FederatedSecret',
        metadata: { name: 'a', namespace: 'b' },
        spec: {},
      },
      fed('FederatedSecret', { name: 'a', namespace: 'b' }, { spec: {} }),
    ],
    [
      'takes what has no metadata',
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: null },
      fed('ConfigMap', undefined, {}),
    ],
  ])('%s', (_what, manifest, federated) => {
    const before = structuredClone(manifest);
    expect(federate([manifest])).toMatchObject({ manifests: [federated], leftOut: [] });
    expect(federate([manifest]).manifests).toEqual([federated]);
    expect(manifest).toEqual(before);
  });

  it('makes one nameless object of a List, and warns of it', () => {
    const item = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
    const { manifests, problems } = federate([{ apiVersion: 'v1', kind: 'List', items: [item] }]);
    expect(manifests).toEqual([fed('List', undefined, { items: [item] })]);
    expect(problems).toMatchObject([{ code: 'list-not-opened', severity: 'warning' }]);
  });

  it('warns of annotations that it drops, by their keys', () => {
    const { problems } = federate([
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'b', annotations: { x: 'y', z: 'y' } } },
    ]);
    expect(problems).toMatchObject([
      { code: 'annotations-dropped', severity: 'warning', path: '/metadata/annotations' },
    ]);
    expect(problems[0]?.message).toContain('x, z');
  });

  it('warns of an object without a name', () => {
    const { manifests, problems } = federate([{ apiVersion: 'v1', kind: 'Namespace', metadata: { namespace: 'x' } }]);
    expect(manifests).toEqual([fed('Namespace', undefined, {})]);
    expect(problems).toMatchObject([{ code: 'invalid-name', severity: 'warning' }]);
  });

  it('ignores a namespace that is given beside files, and says so', () => {
    const { manifests, problems } = federate([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }], {
      namespace: 'b',
    });
    expect(manifests).toEqual([fed('Secret', { name: 'a' }, {})]);
    expect(problems).toMatchObject([{ code: 'option-ignored', severity: 'warning' }]);
  });

  it.each([
    ['ports that are no list', { kind: 'Service', spec: { ports: {} } }, '/spec/ports'],
    ['ports that are null', { kind: 'Service', spec: { ports: null } }, '/spec/ports'],
    ['a port that is no object', { kind: 'Service', spec: { ports: [80] } }, '/spec/ports'],
    ['a spec of a Service that is no object', { kind: 'Service', spec: 'x' }, '/spec/ports'],
    [
      'annotations that are no map',
      { kind: 'Secret', metadata: { name: 'a', annotations: [] } },
      '/metadata/annotations',
    ],
    ['labels that are null', { kind: 'Secret', metadata: { name: 'a', labels: null } }, '/metadata/labels'],
    ['metadata that is a string', { kind: 'Secret', metadata: 'a' }, '/metadata/annotations'],
  ])('gives up at %s, as kubefedctl does', (_what, manifest, path) => {
    const { manifests, problems } = federate([{ apiVersion: 'v1', metadata: { name: 'a' }, ...manifest }]);
    expect(manifests).toEqual([]);
    expect(problems).toMatchObject([{ code: 'invalid-manifest', severity: 'error', path }]);
  });

  describe('with contents', () => {
    const inShop = (apiVersion: string, kind: string, name = 'a') => ({
      apiVersion,
      kind,
      metadata: { name, namespace: 'shop' },
    });

    it('opens Lists and federates the namespaces of what is in them', () => {
      const { manifests, problems } = federate(
        [
          {
            apiVersion: 'v1',
            kind: 'List',
            items: [
              inShop('v1', 'ConfigMap'),
              { ...inShop('v1', 'Secret'), metadata: { name: 'b', namespace: 'bar' } },
            ],
          },
        ],
        { contents: true },
      );
      expect(problems).toEqual([]);
      expect(manifests).toEqual([
        fed('Namespace', { name: 'bar', namespace: 'bar' }, {}),
        fed('Namespace', { name: 'shop', namespace: 'shop' }, {}),
        fed('ConfigMap', { name: 'a', namespace: 'shop' }, {}),
        fed('Secret', { name: 'b', namespace: 'bar' }, {}),
      ]);
    });

    it('takes the Namespace of the input rather than an empty one', () => {
      const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { a: 'b' } } };
      const { manifests } = federate([inShop('v1', 'Secret'), namespace], { contents: true });
      expect(manifests.map(({ kind }) => kind)).toEqual(['FederatedSecret', 'FederatedNamespace']);
    });

    it.each([
      ['v1', 'Endpoints'],
      ['v1', 'Event'],
      ['events.k8s.io/v1', 'Event'],
      ['core.kubefed.io/v1alpha1', 'PropagatedVersion'],
      ['extensions/v1beta1', 'Ingress'],
      ['types.kubefed.io/v1beta1', 'FederatedSecret'],
    ])('skips %s %s', (apiVersion, kind) => {
      const { manifests, leftOut } = federate([inShop(apiVersion, kind)], { contents: true });
      expect(manifests).toEqual([]);
      expect(leftOut).toMatchObject([{ object: { kind, name: 'a' }, reason: 'skipped-by-kubefedctl' }]);
    });

    it('skips names that are no DNS subdomain', () => {
      const { leftOut } = federate([inShop('rbac.authorization.k8s.io/v1', 'Role', 'system:x')], { contents: true });
      expect(leftOut).toMatchObject([{ object: { name: 'system:x' }, reason: 'skipped-by-kubefedctl' }]);
    });

    it.each([
      ['discovery.k8s.io/v1', 'EndpointSlice', 'a'],
      ['coordination.k8s.io/v1', 'Lease', 'a'],
      ['v1', 'ServiceAccount', 'default'],
      ['v1', 'ConfigMap', 'kube-root-ca.crt'],
    ])('does not skip %s %s %s, which every cluster makes', (apiVersion, kind, name) => {
      expect(federate([inShop(apiVersion, kind, name)], { contents: true })).toMatchObject({
        manifests: [{ kind: 'FederatedNamespace' }, { kind: `Federated${kind}` }],
        leftOut: [],
      });
    });
  });
});
