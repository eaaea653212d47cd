import { ApiObject, type ApiObjectProps, Include, JsonPatch } from 'cdk8s';
import { type Construct } from 'constructs';
import {
  FederatedApp,
  FederatedChart,
  FederatedNamespace,
  FederatedTypeConfig,
  KubeFedCluster,
  federate,
} from '../../lib/index';
import { TemporaryFolder } from '../synth/folders';
import { codesOf, contentOf, errorsOf, everywhere, fieldByCluster, objectOn, shopApp } from './tree';

/** Included YAML; the file is gone as soon as it was read. */
function include(scope: Construct, id: string, text: string): Include {
  const folder = new TemporaryFolder();
  try {
    folder.write(text, 'file.yaml');
    return new Include(scope, id, { url: folder.at('file.yaml') });
  } finally {
    folder.remove();
  }
}

/** What `cdk8s import` makes of KubeFed's CRDs: a class of its own with the kind built in. */
class L1FederatedConfigMap extends ApiObject {
  public static readonly GVK = { apiVersion: 'types.kubefed.io/v1beta1', kind: 'FederatedConfigMap' };
  public constructor(
    scope: Construct,
    id: string,
    props: Omit<ApiObjectProps, 'apiVersion' | 'kind'> & { spec: object },
  ) {
    super(scope, id, { ...L1FederatedConfigMap.GVK, ...props });
  }
}

const KUBEFED_YAML = `
apiVersion: core.kubefed.io/v1beta1
kind: KubeFedCluster
metadata: { name: eu, namespace: kube-federation-system, labels: { region: eu } }
spec: { apiEndpoint: https://eu.example, secretRef: { name: eu } }
---
apiVersion: core.kubefed.io/v1beta1
kind: KubeFedCluster
metadata: { name: us, namespace: kube-federation-system, labels: { region: us } }
spec: { apiEndpoint: https://us.example, secretRef: { name: us } }
---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedNamespace
metadata: { name: shop, namespace: shop }
spec: { placement: { clusterSelector: {} } }
---
apiVersion: types.kubefed.io/v1beta1
kind: FederatedDeployment
metadata: { name: web, namespace: shop }
spec:
  template: { metadata: { labels: { app: web } }, spec: { replicas: 1 } }
  placement: { clusters: [{ name: eu }, { name: us }] }
  overrides:
    - clusterName: us
      clusterOverrides: [{ path: /spec/paused, op: add, value: true }]
---
apiVersion: scheduling.kubefed.io/v1alpha1
kind: ReplicaSchedulingPreference
metadata: { name: web, namespace: shop }
spec: { targetKind: FederatedDeployment, totalReplicas: 5, clusters: { eu: { weight: 1 }, us: { weight: 4 } } }
`;

const configMap = (id: string, spec: object) => (scope: Construct) =>
  new ApiObject(scope, id, { ...L1FederatedConfigMap.GVK, metadata: { name: 'it' }, spec });

describe('KubeFed YAML that a chart includes', () => {
  it('is resolved as KubeFed resolves it, clusters, namespaces and preferences too', () => {
    const app = new FederatedApp();
    include(new FederatedChart(app, 'all'), 'kubefed', KUBEFED_YAML);
    const resolution = app.resolve();
    expect(codesOf(resolution)).toEqual([]);
    expect(fieldByCluster(resolution, 'Deployment', 'spec')).toEqual({
      eu: { replicas: 1 },
      us: { replicas: 4, paused: true },
    });
    expect(objectOn(resolution, 'eu', 'Deployment').metadata).toEqual({
      name: 'web',
      namespace: 'shop',
      labels: { app: 'web', 'kubefed.io/managed': 'true' },
    });
  });

  it('says where its mistakes are: the construct that the Include made', () => {
    const app = new FederatedApp();
    const text = KUBEFED_YAML.replace('clusters: [{ name: eu }, { name: us }]', 'clusters: [{ name: mars }]');
    include(new FederatedChart(app, 'all'), 'kubefed', text.replace(/---\napiVersion: scheduling[^]*/, ''));
    const [error] = errorsOf(app.resolve());
    expect([error?.code, error?.origin]).toEqual(['unknown-cluster', 'all/kubefed/web-federateddeployment-shop']);
  });

  it('is bound to its keys as cdk8s reads them, of which it loses none in silence', () => {
    const { app, shop } = shopApp();
    include(
      shop,
      'odd',
      '{apiVersion: v1, kind: ConfigMap, metadata: {name: odd}, data: {__proto__: x, constructor: y}}',
    );
    expect(errorsOf(app.resolve()).map(({ code, path }) => [code, path])).toEqual([
      ['lossy-key', '/data/__proto__'],
      ['lossy-key', '/data/constructor'],
    ]);
  });

  it('is told that a List is not opened in a tree', () => {
    const { app, shop } = shopApp();
    include(
      shop,
      'list',
      '{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}]}',
    );
    expect(errorsOf(app.resolve()).map(({ code }) => code)).toEqual(['list-not-opened']);
  });
});

describe('an object of a Federated kind, whichever way it was made,', () => {
  const spec = { template: { data: { a: 'b' } } };
  it.each<[how: string, make: (scope: Construct) => unknown]>([
    ['as a plain ApiObject', configMap('one', spec)],
    [
      'as a class of cdk8s import',
      (scope) => new L1FederatedConfigMap(scope, 'one', { metadata: { name: 'it' }, spec }),
    ],
    [
      'from YAML',
      (scope) =>
        include(
          scope,
          'yaml',
          '{apiVersion: types.kubefed.io/v1beta1, kind: FederatedConfigMap, metadata: {name: it}, spec: {template: {data: {a: b}}}}',
        ),
    ],
    [
      'by a patch',
      (scope) => {
        const object = new L1FederatedConfigMap(scope, 'one', { metadata: { name: 'it' }, spec: {} });
        object.addJsonPatch(JsonPatch.add('/spec/template', spec.template));
      },
    ],
  ])('%s, is resolved with placement and overrides of what is around it', (_, make) => {
    const overrides = [{ clusterName: 'eu', clusterOverrides: [{ path: '/data/a', value: 'eu' }] }];
    const { app } = shopApp();
    const chart = new FederatedChart(app, 'in', { namespace: 'shop', placement: { clusters: ['eu'] }, overrides });
    make(chart);
    const resolution = app.resolve();
    expect(codesOf(resolution)).toEqual([]);
    expect(contentOf(resolution, 'eu')).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'it', namespace: 'shop', labels: { 'kubefed.io/managed': 'true' } },
        data: { a: 'eu' },
      },
    ]);
    expect(contentOf(resolution, 'us')).toEqual([]);
  });

  it.each<[spec: object, clusters: readonly string[]]>([
    [{ placement: { clusters: [{ name: 'us' }] } }, ['us']],
    [{ placement: { clusters: [] } }, []],
    [{}, ['eu']],
  ])('has its own placement first: %j goes to %j', (own, clusters) => {
    const { app, shop } = shopApp();
    federate(configMap('one', own)(shop), { placement: { clusters: ['eu'] } });
    expect(Object.keys(fieldByCluster(app.resolve(), 'ConfigMap', 'kind'))).toEqual(clusters);
  });

  it('has the strict rules of KubeFed: its namespace must be federated', () => {
    const { app } = shopApp();
    const chart = new FederatedChart(app, 'lonely', { namespace: 'lonely', placement: everywhere });
    configMap('one', spec)(chart);
    expect(errorsOf(app.resolve()).map(({ code, origin }) => [code, origin])).toEqual([
      ['namespace-not-federated', 'lonely/one'],
    ]);
  });

  it('is taken for what kubefedctl would make of it where its kind is known, and asked for where it is not', () => {
    const { app, shop } = shopApp();
    const federated = (kind: string) =>
      new ApiObject(shop, kind, { apiVersion: 'types.kubefed.io/v1beta1', kind: `Federated${kind}`, spec: {} });
    federated('StatefulSet');
    federated('Widget');
    expect(codesOf(app.resolve())).toEqual(['error unknown-federated-type', 'warning assumed-federated-type']);
  });

  it('is known by a FederatedTypeConfig of the tree, in a group of its own too', () => {
    const { app, fleet, shop } = shopApp();
    new FederatedTypeConfig(fleet, 'widgets', {
      targetType: { group: 'example.com', version: 'v1', kind: 'Widget', scope: 'Cluster' },
      federatedType: { group: 'fed.example.com', version: 'v1', kind: 'SpreadWidget' },
    });
    new ApiObject(shop, 'one', {
      apiVersion: 'fed.example.com/v1',
      kind: 'SpreadWidget',
      metadata: { name: 'it' },
      spec: { template: { size: 1 } },
    });
    const resolution = app.resolve();
    expect(codesOf(resolution)).toEqual([]);
    expect(objectOn(resolution, 'us', 'Widget')).toEqual({
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'it', labels: { 'kubefed.io/managed': 'true' } },
      size: 1,
    });
  });
});

describe('what is declared twice in a tree is an error that names both constructs', () => {
  it.each<[what: string, build: (parts: ReturnType<typeof shopApp>) => void, code: string, message: RegExp]>([
    [
      'a cluster',
      ({ app }) => void new KubeFedCluster(new FederatedChart(app, 'more'), 'eu'),
      'duplicate-cluster',
      /fleet\/eu and more\/eu/,
    ],
    [
      'a FederatedNamespace',
      ({ shop }) => void new FederatedNamespace(shop, 'again'),
      'duplicate-object',
      /shop\/ns and shop\/again/,
    ],
    [
      'a federated object',
      ({ shop }) => {
        configMap('one', {})(shop);
        configMap('two', {})(shop);
      },
      'duplicate-object',
      /shop\/one and shop\/two/,
    ],
  ])('%s', (_, build, code, message) => {
    const parts = shopApp();
    build(parts);
    const errors = errorsOf(parts.app.resolve());
    expect(errors.map((error) => error.code)).toEqual([code]);
    expect(errors[0]?.message).toMatch(message);
  });
});
